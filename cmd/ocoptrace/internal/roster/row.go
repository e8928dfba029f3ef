package roster

import (
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// State is what becomes of a row.
type State string

// The states.
const (
	New   State = "new"   // will be stated, or was
	Known State = "known" // all of it is there
	Bad   State = "bad"   // left out
)

// A Row is what a line of the list says.
type Row struct {
	Line        int // as the spreadsheet numbers it
	State       State
	Problems    trace.Problems // Field is a key of Schema
	Entity      *trace.Entity
	Product     *trace.Product
	Recognition *trace.Recognition
}

// bad notes a problem.
func (r *Row) bad(field, key string, args ...any) {
	r.State = Bad
	r.Problems = append(r.Problems, trace.Problem{Field: field, Key: key, Args: args})
}

// read makes a row of the cells of a line.
func (p *Plan) read(line table.Row, m table.Mapping) *Row {
	c := m.Values(line)
	r := &Row{Line: line.Line, State: New}
	for _, column := range Schema() {
		if column.Required && c[column.Key] == "" && !(column.Key == "commune" && c["communeCode"] != "") {
			r.bad(column.Key, "required")
		}
	}
	r.Entity = &trace.Entity{
		Name: c["entity"], Registration: c["registration"], Address: c["address"],
		Commune: c["commune"], CommuneCode: c["communeCode"], ProvinceCode: p.province,
	}
	r.kind(c["kind"])
	p.place(r)
	r.Product = &trace.Product{Name: c["product"], Taxonomy: p.taxonomy}
	r.group(c["group"])
	r.Recognition = &trace.Recognition{Number: c["number"], Decision: c["decision"], Authority: c["authority"]}
	r.stars(c["stars"])
	r.Recognition.Issued = r.day("issued", c["issued"])
	r.Recognition.Expires = r.day("expires", c["expires"])
	if r.Recognition.Issued.After(p.today) {
		r.bad("issued", "issuedLater")
	}
	return r
}

func (r *Row) day(field, typed string) ocop.Date {
	if typed == "" {
		return ocop.Date{}
	}
	d, err := ocop.ParseLocalDate(typed)
	if err != nil {
		r.bad(field, "notDate", shorten(typed))
	}
	return d
}

// kind reads a legal form, a code or a name.
func (r *Row) kind(typed string) {
	for _, k := range ocop.EntityKinds() {
		if t := place.Fold(typed); t != "" && (t == place.Fold(k.Code) || t == place.Fold(k.Name) || t == place.Fold(k.NameEn)) {
			r.Entity.EntityKind = k.Code
			return
		}
	}
	if code, ok := shortKinds[place.Fold(typed)]; ok {
		r.Entity.EntityKind = code
	} else if typed != "" {
		r.bad("kind", "unknownEntityKind", shorten(typed))
	}
}

// shortKinds are the abbreviations that lists are written with.
var shortKinds = map[string]string{"htx": "cooperative", "tht": "cooperative_group", "hkd": "household", "ho kinh doanh": "household", "cong ty": "sme", "doanh nghiep": "sme"}

// group reads a criteria set of today's version, a code or a name.
func (r *Row) group(typed string) {
	for _, g := range ocop.Groups(r.Product.Taxonomy) {
		if typed != "" && (strings.EqualFold(typed, g.Code) || place.Fold(typed) == place.Fold(g.Name)) {
			r.Product.Group, r.Product.Service = g.Code, g.Service
			return
		}
	}
	if typed != "" {
		r.bad("group", "unknownGroup", shorten(typed), r.Product.Taxonomy)
	}
}

// stars reads "4", "4 sao" or "****".
func (r *Row) stars(typed string) {
	folded := strings.Fields(place.Fold(typed))
	switch n := strings.Count(typed, "*"); {
	case typed == "":
	case n >= 3 && n <= 5 && strings.Trim(typed, "* ") == "":
		r.Recognition.Stars = int64(n)
	case len(folded) > 0 && len(folded) <= 2 && len(folded[0]) == 1 && folded[0] >= "3" && folded[0] <= "5" && (len(folded) == 1 || folded[1] == "sao"):
		r.Recognition.Stars = int64(folded[0][0] - '0')
	default:
		r.bad("stars", "notStars", shorten(typed))
	}
}

func shorten(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
