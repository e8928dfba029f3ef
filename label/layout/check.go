package layout

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ocoptrace/label"
)

// MaxItems is the most items of a template.
const MaxItems = 60

// needs is what the labels of a purpose carry whatever the template. The sides
// are the project's choice: telephones read a symbol from about ten times its
// side, so 20 mm serve a pack held in the hand and 60 mm a sign at arm's
// length and more; a stamp of 38 x 21 mm has room for 10 to 14 mm.
type needs struct {
	least, good float64 // mm of the symbol's side
	fields      []label.Field
}

var needed = map[Purpose]needs{
	Stamp: {10, 14, []label.Field{label.FieldName, label.FieldLot, label.FieldCode, label.FieldHost}},
	Full: {14, 20, []label.Field{
		label.FieldName, label.FieldResponsible, label.FieldAddress, label.FieldOrigin, label.FieldNet, label.FieldProduced,
		label.FieldExpires, label.FieldIngredients, label.FieldStorage, label.FieldUsage, label.FieldWarning,
		label.FieldLot, label.FieldCode, label.FieldHost,
	}},
	Carton: {14, 20, []label.Field{label.FieldName, label.FieldLot, label.FieldPieces, label.FieldCode, label.FieldHost}},
	Poster: {40, 60, []label.Field{label.FieldPoint, label.FieldHost}},
	Gift:   {14, 20, []label.Field{label.FieldName, label.FieldBatches, label.FieldCode, label.FieldHost}},
}

// Check lists what a template must not do, each a problem of kind
// [label.KindTemplate] whose Err is a [Fault]. On every template stand a symbol
// large enough for its purpose, the domain in clear (host), words that call to
// scan or to check it (call, check, checkShort), and what else the purpose needs; none of
// these may be left out. A template with "en" names the product in English too.
func (t *Template) Check() []label.Problem {
	c := checker{seen: map[label.Field]string{}}
	c.head(t)
	c.symbol(t)
	n := 0
	for path, i := range t.items {
		if n++; n > MaxItems {
			c.fault(path, "more than %d items", MaxItems)
			break
		}
		c.item(t, path, i)
	}
	c.needs(t)
	return c.found
}

type checker struct {
	found []label.Problem
	seen  map[label.Field]string // field to path
	logo  bool
}

func (c *checker) fault(path, what string, args ...any) {
	f := Fault{path, fmt.Sprintf(what, args...)}
	c.found = append(c.found, label.Problem{Field: label.Field(path), Kind: label.KindTemplate, Err: f})
}

var (
	idForm    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)
	fieldForm = regexp.MustCompile(`^[a-zA-Z]{1,30}$`)
)

const maxName = 100 // bytes

func (c *checker) head(t *Template) {
	if !idForm.MatchString(t.ID) {
		c.fault("id", "%.50q, want 1 to 40 of a-z, 0-9 and -", t.ID)
	}
	for path, name := range map[string]string{"name.vi": t.Name.Vi, "name.en": t.Name.En} {
		if name == "" || len(name) > maxName {
			c.fault(path, "%d bytes, want 1 to %d", len(name), maxName)
		}
	}
	slices.SortFunc(c.found, func(a, b label.Problem) int { return strings.Compare(string(a.Field), string(b.Field)) })
	if _, ok := needed[t.Purpose]; !ok {
		c.fault("purpose", "%.50q, want stamp, full, carton, poster or gift", t.Purpose)
	}
	if !slices.Equal(t.Languages, []string{"vi"}) && !slices.Equal(t.Languages, []string{"vi", "en"}) {
		c.fault("languages", `%.50q, want ["vi"] or ["vi", "en"]`, t.Languages)
	}
	if !within(t.Letters, 4, 72) {
		c.fault("letters", "%g points, want 4 to 72", t.Letters)
	}
	if t.Logo != nil {
		if what := t.Logo.check(); what != "" {
			c.fault("logo", "%s", what)
		}
	}
}

func (c *checker) symbol(t *Template) {
	s, n := t.Symbol, needed[t.Purpose]
	if !slices.Contains([]Place{Left, Right, Top}, s.Place) {
		c.fault("symbol.place", "%.50q, want left, right or top", s.Place)
	}
	if !within(s.Least, max(n.least, 1), 500) {
		c.fault("symbol.least", "%g mm, want %g to 500", s.Least, max(n.least, 1))
	}
	if !within(s.Good, s.Least, 500) {
		c.fault("symbol.good", "%g mm, want %g to 500", s.Good, s.Least)
	}
	if !within(s.Share, 0.1, 1) {
		c.fault("symbol.share", "%g, want 0.1 to 1", s.Share)
	}
}

func (c *checker) needs(t *Template) {
	for _, f := range needed[t.Purpose].fields {
		if c.seen[f] == "" {
			c.fault("purpose", "a template for %s shows %s", t.Purpose, f)
		}
	}
	if c.seen[label.FieldCall] == "" && c.seen[label.FieldCheck] == "" && c.seen[label.FieldCheckShort] == "" {
		c.fault("foot", "shows none of call, check and checkShort: words that tell people to scan and to check the domain")
	}
	if slices.Contains(t.Languages, "en") && t.Purpose != Poster && c.seen[label.FieldNameEn] == "" {
		c.fault("languages", "a template with en shows nameEn")
	}
}
