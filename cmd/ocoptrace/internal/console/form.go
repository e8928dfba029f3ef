package console

import (
	"regexp"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A Field is one entry of a form.
type Field struct {
	Name     string // as it is sent, and as problems name it
	Label    string
	Hint     string
	Type     string // of input; or "area", "choice", "length", "file", "hidden"
	Value    string
	Options  []Option // of a choice
	Optional bool
	Lang     string // of the text that is entered; "" for that of the page
	Max      int    // characters; 0 for no limit
	Accept   string // kinds of files
	Auto     string // what a browser may fill in, as autocomplete has it; "" for nothing
	Focus    bool   // what is typed, or scanned, next goes into it
	Problems []string

	Prefix string
}

// Option is one of the values to choose from.
type Option struct{ Value, Text string }

// ID is the field's in the page.
func (f *Field) ID() string { return "f-" + f.Prefix + f.Name }

// Input is the type of the input element. A day that no browser would show,
// because it is none, is shown as the text that it is.
func (f *Field) Input() string {
	if _, err := ocop.ParseDate(f.Value); f.Type == "date" && f.Value != "" && err != nil {
		return "text"
	}
	return f.Type
}

// Complete is what a browser may fill in.
func (f *Field) Complete() string {
	if f.Auto == "" {
		return "off"
	}
	return f.Auto
}

// Numeric says that a phone should offer digits.
func (f *Field) Numeric() bool { return f.Type == "number" || f.Type == "length" }

// Mode is the keyboard that a phone offers for a number.
func (f *Field) Mode() string {
	if f.Type == "length" {
		return "decimal"
	}
	return "numeric"
}

// A Form is filled in by a person.
type Form struct {
	Prefix string // of the ids, where a page has several forms
	Fields []*Field
	Rest   []string  // problems of nothing that is in the form
	Draft  *Drafting // what is kept of it; nil where nothing is
}

// NewForm is a form of fields, whose ids begin with a prefix.
func NewForm(prefix string, fields ...*Field) *Form {
	for _, f := range fields {
		f.Prefix = prefix
	}
	return &Form{Prefix: prefix, Fields: fields}
}

// Hidden is a field that is sent along.
func Hidden(name, value string) *Field { return &Field{Name: name, Value: value, Type: "hidden"} }

// Field is the field of a name that is not hidden; nil for none.
func (f *Form) Field(name string) *Field {
	for _, field := range f.Fields {
		if field.Name == name && field.Type != "hidden" {
			return field
		}
	}
	return nil
}

// Blame shows problems at their fields.
func (f *Form) Blame(p *web.Page, problems trace.Problems) {
	for _, problem := range problems {
		text := p.Problem(problem)
		if field := f.Field(problem.Field); field != nil {
			field.Problems = append(field.Problems, text)
		} else {
			f.Rest = append(f.Rest, text)
		}
	}
}

// Bad says that something is wrong.
func (f *Form) Bad() bool {
	for _, field := range f.Fields {
		if len(field.Problems) > 0 {
			return true
		}
	}
	return len(f.Rest) > 0
}

// Number reads what was entered in a field as a whole number.
func (v *Visit) Number(name string) (int64, trace.Problems) { return ReadNumber(name, v.Value(name)) }

// ReadNumber reads a whole number as people write it: "1500", "1.500", "1 500".
func ReadNumber(name, typed string) (int64, trace.Problems) {
	typed = strings.TrimSpace(typed)
	switch {
	case typed == "":
		return 0, trace.Problems{{Field: name, Key: "required"}}
	case !numberPattern.MatchString(typed):
		return 0, trace.Problems{{Field: name, Key: "notNumber", Args: []any{Shorten(typed)}}}
	}
	n, err := strconv.ParseInt(separators.Replace(typed), 10, 64)
	if err != nil {
		return 0, trace.Problems{{Field: name, Key: "notNumber", Args: []any{Shorten(typed)}}}
	}
	return n, nil
}

var (
	numberPattern = regexp.MustCompile(`^([0-9]{1,18}|[0-9]{1,3}([., \x{00a0}][0-9]{3}){1,5})$`)
	separators    = strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "")
)

// Date reads a day; the zero Date where none was entered.
func (v *Visit) Date(name string) (ocop.Date, trace.Problems) {
	typed := strings.TrimSpace(v.Value(name))
	if typed == "" {
		return ocop.Date{}, nil
	}
	d, err := ocop.ParseLocalDate(typed)
	if err != nil {
		return ocop.Date{}, trace.Problems{{Field: name, Key: "notDate", Args: []any{Shorten(typed)}}}
	}
	return d, nil
}

// Shorten is the beginning of what was typed.
func Shorten(s string) string { return ShortenTo(s, 40) }

// ShortenTo is a text of at most so many letters, and "…" for the rest.
func ShortenTo(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Besides adds the problems of fields that have none yet: a number that cannot
// be read is not out of range too.
func Besides(found, more trace.Problems) trace.Problems {
	named := make(map[string]bool)
	for _, p := range found {
		named[p.Field] = true
	}
	for _, p := range more {
		if !named[p.Field] {
			found = append(found, p)
		}
	}
	return found
}
