package label

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Kind says what is wrong with a field.
type Kind string

// Kinds of problems.
const (
	KindSetup     Kind = "setup"     // the stock or the fonts cannot be used; see Err
	KindContent   Kind = "content"   // the URI cannot be encoded; see Err
	KindGlyph     Kind = "glyph"     // the font lacks Runes
	KindBeyondBMP Kind = "beyond"    // Runes lie above U+FFFF (emoji)
	KindCombining Kind = "combining" // Runes are combining marks: the text is not NFC
	KindTooLong   Kind = "too_long"  // Letters over MaxText, or entries over MaxList
	KindTooWide   Kind = "too_wide"  // Excess mm too wide at the least letter height
	KindTooHigh   Kind = "too_high"  // Excess mm too high at the least letter height
	KindModule    Kind = "module"    // Module is under MinModule, or as a warning under RetailModule
	KindSide      Kind = "side"      // the symbol's side falls Excess mm short, or as a warning short of what scans well
	KindRTL       Kind = "rtl"       // Runes are of a script written from right to left
	KindControl   Kind = "control"   // Runes are control or formatting characters
	KindMissing   Kind = "missing"   // the template demands the field, the content has none
	KindLeftOut   Kind = "left_out"  // a warning: there was no room for the field
	KindTemplate  Kind = "template"  // the template is at fault; see Err
)

// Limits of texts that no label holds, so that hostile ones cost no time.
const (
	MaxText = 1000 // letters in a field
	MaxList = 20   // dates, lines
)

// Problem is one reason why a label cannot be printed, or as a warning why it
// may scan badly. It is an error.
type Problem struct {
	Field   Field
	Kind    Kind
	Warning bool    // it can be printed all the same
	Runes   []rune  // the characters concerned, each once, in order
	Excess  float64 // mm
	Letters int     // about how many letters to take away
	Module  float64 // mm
	Err     error
}

// Error says in English what is wrong and what to do.
func (p Problem) Error() string {
	switch p.Kind {
	case KindGlyph:
		return fmt.Sprintf("%s: the font has no %q; leave them out", p.Field, string(p.Runes))
	case KindBeyondBMP:
		return fmt.Sprintf("%s: %q cannot be printed; leave them out", p.Field, string(p.Runes))
	case KindCombining:
		return fmt.Sprintf("%s: has separate accents (%U); normalise the text to NFC", p.Field, p.Runes)
	case KindTooLong:
		return fmt.Sprintf("%s: %d too many; shorten it", p.Field, p.Letters)
	case KindTooWide, KindTooHigh:
		if p.Field == FieldURI {
			return fmt.Sprintf("%s: symbol is %.1f mm too large for the label; use a shorter link or a larger label", p.Field, p.Excess)
		}
		return fmt.Sprintf("%s: %.1f mm too long at the least letter height; shorten by about %d letters or use a larger label", p.Field, p.Excess, p.Letters)
	case KindSide:
		return fmt.Sprintf("%s: the symbol's side is %.1f mm too short to scan well; use a shorter link or a larger label", p.Field, p.Excess)
	case KindRTL:
		return fmt.Sprintf("%s: %q is written from right to left, which labels cannot do; leave it out", p.Field, string(p.Runes))
	case KindControl:
		return fmt.Sprintf("%s: has control or formatting characters (%U); leave them out", p.Field, p.Runes)
	case KindMissing:
		return fmt.Sprintf("%s: is empty; every label of this template states it", p.Field)
	case KindLeftOut:
		return fmt.Sprintf("%s: left out, there is no room for it", p.Field)
	case KindModule:
		return fmt.Sprintf("%s: modules of %.3f mm; use a shorter link or a larger label", p.Field, p.Module)
	}
	return fmt.Sprintf("%s: %v", p.Field, p.Err)
}

// Unwrap returns Err.
func (p Problem) Unwrap() error { return p.Err }

// Check lists what keeps l from being printed on a stock, and warnings. Where a
// character cannot be drawn the layout is not judged. It returns nothing for a
// label that [WritePDF] prints without reserve.
func Check(fonts Fonts, stock Stock, l Label) []Problem {
	c, err := newComposer(fonts, stock)
	if err != nil {
		return []Problem{{Kind: KindSetup, Err: err}}
	}
	problems := c.checkText(l)
	s, err := Encode(l.URI)
	if err != nil {
		problems = append(problems, Problem{Field: FieldURI, Kind: KindContent, Err: err})
	}
	if len(problems) > 0 {
		return problems
	}
	out, problem := c.compose(l, s.Size())
	if problem != nil {
		return []Problem{*problem}
	}
	if out.module < RetailModule {
		return []Problem{{Field: FieldURI, Kind: KindModule, Warning: true, Module: out.module}}
	}
	return nil
}

// checkText lists the characters that cannot be drawn, field by field. Fields
// which the stock leaves out are judged too.
func (c *composer) checkText(l Label) []Problem {
	out := checkLengths(l)
	if len(out) > 0 {
		return out
	}
	for t := range l.fields(every) {
		out = append(out, c.checkRunes(t)...)
	}
	return out
}

// checkLengths lists the fields beyond all measure.
func checkLengths(l Label) []Problem {
	var out []Problem
	check := func(field Field, n, most int) {
		if n > most {
			out = append(out, Problem{Field: field, Kind: KindTooLong, Letters: n - most})
		}
	}
	check(FieldDates, len(l.Dates), MaxList)
	check(FieldLines, len(l.Lines), MaxList)
	if len(out) > 0 {
		return out
	}
	for t := range l.fields(every) {
		check(t.field, utf8.RuneCountInString(t.content), MaxText)
	}
	return out
}

func (c *composer) checkRunes(t text) []Problem {
	found := map[Kind][]rune{}
	for _, r := range t.content {
		kind := c.kind(r, t.style)
		if kind != "" && !slices.Contains(found[kind], r) {
			found[kind] = append(found[kind], r)
		}
	}
	var out []Problem
	for _, kind := range []Kind{KindBeyondBMP, KindCombining, KindGlyph} {
		if len(found[kind]) > 0 {
			out = append(out, Problem{Field: t.field, Kind: kind, Runes: found[kind]})
		}
	}
	return out
}

// kind returns why a character cannot be drawn, or nothing.
func (c *composer) kind(r rune, s style) Kind {
	switch {
	case r > 0xFFFF:
		return KindBeyondBMP
	case unicode.Is(unicode.M, r):
		return KindCombining
	case !c.faces[s].glyph(r).ok:
		return KindGlyph
	}
	return ""
}
