package producer

import (
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// An entry is a member of a fact in a form: its field, and how its text is got
// from the fact and put into it.
type entry struct {
	console.Field
	get func() string
	set func(typed string) trace.Problems
}

// text is an entry of a text.
func text(name string, value *string, most int) *entry {
	kind := "text"
	if most > 300 {
		kind = "area"
	}
	e := &entry{Field: console.Field{Name: name, Type: kind, Max: most, Optional: true, Lang: "vi"}}
	if strings.HasSuffix(name, "En") {
		e.Lang = "en"
	}
	e.get = func() string { return *value }
	e.set = func(typed string) trace.Problems {
		*value = strings.ReplaceAll(typed, "\r\n", "\n")
		return nil
	}
	return e
}

// both are the entries of a text in Vietnamese and in English.
func both(name string, vi, en *string, most int) []*entry {
	return []*entry{text(name, vi, most), text(name+"En", en, most)}
}

// needed says that a fact cannot do without an entry.
func (e *entry) needed() *entry {
	e.Optional = false
	return e
}

// number is an entry of a count, 0 for none.
func number(name string, value *int64) *entry {
	e := &entry{Field: console.Field{Name: name, Type: "number", Optional: true}}
	e.get = func() string {
		if *value == 0 {
			return ""
		}
		return strconv.FormatInt(*value, 10)
	}
	e.set = func(typed string) trace.Problems {
		*value = 0
		if strings.TrimSpace(typed) == "" {
			return nil
		}
		n, problems := console.ReadNumber(name, typed)
		*value = n
		return problems
	}
	return e
}

// yes is an entry of something that is so or not.
func (v *visit) yes(name string, value *bool) *entry {
	e := v.choice(name, []console.Option{{Value: "", Text: v.Page.T("console.own.no")}, {Value: "1", Text: v.Page.T("console.own.yes")}}, func() string {
		if *value {
			return "1"
		}
		return ""
	}, func(typed string) { *value = typed == "1" })
	return e
}

// choice is an entry with a value out of some.
func (v *visit) choice(name string, options []console.Option, get func() string, set func(string)) *entry {
	e := &entry{Field: console.Field{Name: name, Type: "choice", Options: options}, get: get}
	e.set = func(typed string) trace.Problems {
		set(typed)
		return nil
	}
	return e
}

// thousandths is an entry of an amount that is kept in thousandths, such as
// grams in milligrams, and typed with up to three decimals; places is 3, or 1
// for tenths.
func thousandths(name string, places int, get func() (int64, bool), set func(n int64, given bool)) *entry {
	e := &entry{Field: console.Field{Name: name, Type: "length", Optional: true}}
	e.get = func() string {
		n, given := get()
		if !given {
			return ""
		}
		return decimal(n, places)
	}
	e.set = func(typed string) trace.Problems {
		if strings.TrimSpace(typed) == "" {
			set(0, false)
			return nil
		}
		n, ok := parseDecimal(typed, places)
		set(n, ok)
		if !ok {
			return trace.Problems{{Field: name, Key: "notAmount", Args: []any{console.Shorten(typed)}}}
		}
		return nil
	}
	return e
}

// decimal writes n units of 10^-places without zeros at the end: 1500, 3 is
// "1.5".
func decimal(n int64, places int) string {
	digits := strconv.FormatInt(n, 10)
	if places == 0 {
		return digits
	}
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, fraction := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// parseDecimal reads what decimal writes, with a comma too.
func parseDecimal(typed string, places int) (int64, bool) {
	whole, fraction, _ := strings.Cut(strings.Replace(strings.TrimSpace(typed), ",", ".", 1), ".")
	digit := func(r rune) bool { return r < '0' || r > '9' }
	if whole == "" || len(whole) > 9 || len(fraction) > places || strings.ContainsFunc(whole+fraction, digit) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	return n, err == nil
}

// shown is the text of an entry for a person: that of the option where it is a
// choice.
func (e *entry) shown(p *web.Page, value string) string {
	if e.Type == "choice" {
		if i := slices.IndexFunc(e.Options, func(o console.Option) bool { return o.Value == value }); i >= 0 {
			return e.Options[i].Text
		}
	}
	return value
}
