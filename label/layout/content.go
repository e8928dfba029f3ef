package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ocoptrace/label"
)

// Content is what one label says. A field may have several values, each of
// which begins a row; rows break at spaces, not at no-break spaces. Values are in
// NFC. A field without values, or with empty ones, takes no room. Fields that the
// template does not show are not looked at. A value of a table is a row of 1 to 4
// cells with tabs between them.
type Content struct {
	URI    string // of the symbol, see [label.Encode]
	Values map[label.Field][]string
}

// Limits of what one label says.
const (
	MaxValues = 60    // of one field
	MaxAll    = 20000 // letters of all fields
	maxCells  = 4
)

// checkContent lists what keeps a content off any medium.
func (c *Composer) checkContent(ct Content) []label.Problem {
	out := c.checkLengths(ct)
	if len(out) > 0 {
		return out
	}
	for _, i := range c.template.items {
		if i.Field == "" {
			continue
		}
		if empty(ct.Values[i.Field]) && slices.Contains(c.demanded, i.Field) {
			out = append(out, label.Problem{Field: i.Field, Kind: label.KindMissing})
		}
		out = append(out, c.checkRunes(i, ct.Values[i.Field])...)
	}
	return out
}

// demanded lists the shown fields that no label of a template lacks: where the
// code can be typed, what calls people to do so, and the code where there is one.
func demanded(t *Template) []label.Field {
	out := []label.Field{label.FieldHost, label.FieldCheck, label.FieldCheckShort}
	if !t.checks() {
		out = append(out, label.FieldCall)
	}
	if slices.Contains(needed[t.Purpose].fields, label.FieldCode) {
		out = append(out, label.FieldCode)
	}
	return out
}

func empty(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

// checkLengths lists the fields beyond all measure, so that they cost no time.
func (c *Composer) checkLengths(ct Content) []label.Problem {
	var out []label.Problem
	all, longest, most := 0, label.Field(""), 0
	for _, i := range c.template.items {
		values := ct.Values[i.Field]
		if i.Field == "" || len(values) == 0 {
			continue
		}
		n, over := count(values)
		if all += n; n > most {
			longest, most = i.Field, n
		}
		if over > 0 {
			out = append(out, label.Problem{Field: i.Field, Kind: label.KindTooLong, Letters: over})
		}
	}
	if len(out) == 0 && all > MaxAll {
		out = append(out, label.Problem{Field: longest, Kind: label.KindTooLong, Letters: all - MaxAll})
	}
	return out
}

// count returns the letters of values, and by how much a value or their number
// is over the limit.
func count(values []string) (letters, over int) {
	over = max(0, len(values)-MaxValues)
	for _, v := range values {
		n := utf8.RuneCountInString(v)
		letters, over = letters+n, max(over, n-label.MaxText)
	}
	return letters, over
}

// kinds is the order in which unfit characters of a field are told.
var kinds = []label.Kind{label.KindControl, label.KindRTL, label.KindBeyondBMP, label.KindCombining, label.KindGlyph}

const maxRunes = 20 // told in one problem

func (c *Composer) checkRunes(i *Item, values []string) []label.Problem {
	found := map[label.Kind][]rune{}
	for _, v := range values {
		if strings.Count(v, "\t") >= maxCells {
			found[label.KindControl] = []rune{'\t'}
		}
		for _, r := range v {
			kind := c.kind(r, i)
			if kind != "" && len(found[kind]) < maxRunes && !slices.Contains(found[kind], r) {
				found[kind] = append(found[kind], r)
			}
		}
	}
	var out []label.Problem
	for _, kind := range kinds {
		if len(found[kind]) > 0 {
			out = append(out, label.Problem{Field: i.Field, Kind: kind, Runes: found[kind]})
		}
	}
	return out
}

// kind returns why an item cannot show a character, or nothing.
func (c *Composer) kind(r rune, i *Item) label.Kind {
	switch {
	case r == '\t' && i.Table:
		return ""
	case r == utf8.RuneError:
		return label.KindControl
	case rightToLeft(r):
		return label.KindRTL
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return label.KindControl
	case r > 0xFFFF:
		return label.KindBeyondBMP
	case unicode.Is(unicode.M, r):
		return label.KindCombining
	case !c.faces.Has(i.style(), r):
		return label.KindGlyph
	}
	return ""
}

// rightToLeft reports whether r is of a block that Unicode keeps for scripts
// written from right to left (DerivedBidiClass.txt, defaults R and AL), or a
// mark, embedding, override or isolate for them (UAX #9).
func rightToLeft(r rune) bool {
	for _, b := range [][2]rune{
		{0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
		{0x200F, 0x200F}, {0x202B, 0x202B}, {0x202E, 0x202E}, {0x2067, 0x2067},
	} {
		if r >= b[0] && r <= b[1] {
			return true
		}
	}
	return false
}

// cells splits a row of a table.
func cells(row string) []string { return strings.SplitN(row, "\t", maxCells) }
