package gs1

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// An AI is an application identifier: what it means, how its values look and
// what it goes together with. It is immutable.
type AI struct {
	Code      string // 2 to 4 digits, "01"
	Title     string // data title, "GTIN"; may be ""
	Format    string // as the General Specifications write it, "N13[+X..17]"
	Key       bool   // primary key of a Digital Link
	Attribute bool   // may stand in the query of a Digital Link

	components []component
	min, max   int        // length of a value
	qualifiers [][]string // of a key: sequences that exclude each other
	requires   [][]string // one of these groups must be there, all of it
	excludes   []string   // none of these may be there
}

// component is one part of a value.
type component struct {
	kind     byte // 'N', 'X', 'Y' or 'Z'
	set      class
	min, max int
	optional bool // with all that follow
	rules    []rule
}

// LookupAI finds an application identifier by its digits.
func LookupAI(code string) (AI, bool) {
	if a := table[code]; a != nil {
		return *a, true
	}
	return AI{}, false
}

// AIs yields the whole table in the order of the codes.
func AIs() iter.Seq[AI] {
	return func(yield func(AI) bool) {
		for _, code := range slices.Sorted(maps.Keys(table)) {
			if !yield(*table[code]) {
				return
			}
		}
	}
}

// Qualifiers are the sequences of key qualifiers that a key takes in the path,
// each in part or whole and in this order; two sequences are never mixed.
func (a AI) Qualifiers() [][]string {
	out := make([][]string, len(a.qualifiers))
	for i, q := range a.qualifiers {
		out[i] = slices.Clone(q)
	}
	return out
}

// Check tells whether value is one of this AI: length, character set, check
// digit, and meaning as far as the Syntax Dictionary goes (dates, times,
// country, currency and package codes, ...). The value is as it stands on the
// goods, not percent-encoded. Errors: ErrEmpty, ErrLength, ErrCharacter,
// ErrCheckDigit, ErrRestricted, ErrContent.
func (a AI) Check(value string) error { return a.check(value) }

func (a *AI) check(value string) error {
	if value == "" {
		return fail(ErrEmpty, a.Code, value, "%s (%s) needs one", a.name(), a.Format)
	}
	if i := ascii.outside(value); i >= 0 {
		return fail(ErrCharacter, a.Code, value, "%s; values have no accents and no characters outside ASCII", at(value, i))
	}
	if len(value) < a.min || len(value) > a.max {
		return a.wrongLength(value)
	}
	rest := value
	for _, c := range a.components {
		if rest == "" && c.optional {
			return nil
		}
		n := min(len(rest), c.max)
		if n < c.min {
			return a.wrongLength(value)
		}
		if err := a.checkPart(c, value, len(value)-len(rest), n); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if rest != "" {
		return a.wrongLength(value)
	}
	return nil
}

// checkPart checks value[start:start+n], which has a length that fits.
func (a *AI) checkPart(c component, value string, start, n int) error {
	part := value[start : start+n]
	set := part
	if c.kind == 'Z' {
		set = trimPadding(part)
	}
	if i := c.set.outside(set); i >= 0 {
		return fail(ErrCharacter, a.Code, value, "%s; %s takes %s", at(value, start+i), a.name(), charsetNames[c.kind])
	}
	for _, r := range c.rules {
		if reason := r.reason(part); reason != "" {
			return fail(r.err, a.Code, value, "%s", reason)
		}
	}
	return nil
}

// trimPadding drops the padding of base64 where it fills up a group of four
// (RFC 4648 section 4).
func trimPadding(s string) string {
	if len(s)%4 != 0 {
		return s
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
}

var charsetNames = map[byte]string{
	'N': "digits",
	'X': `letters without accents, digits and !"%&'()*+,-./:;<=>?_ (CSET 82)`,
	'Y': "capital letters, digits and #-/ (CSET 39)",
	'Z': "letters, digits, - and _, and = to fill up (base64url)",
}

func (a *AI) wrongLength(value string) error {
	switch n := len(value); {
	case a.min == a.max:
		return fail(ErrLength, a.Code, value, "%s has %d characters, this %d", a.name(), a.min, n)
	case n < a.min || n > a.max:
		return fail(ErrLength, a.Code, value, "%s has %d to %d characters, this %d", a.name(), a.min, a.max, n)
	default:
		return fail(ErrLength, a.Code, value, "%s has the form %s, in which no value has %d characters", a.name(), a.Format, n)
	}
}

// name is the title, or the code where there is none.
func (a *AI) name() string {
	if a.Title == "" {
		return "AI " + a.Code
	}
	return a.Title
}
