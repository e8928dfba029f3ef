package label

import "fmt"

// Kind says what is wrong with a field.
type Kind string

// Kinds of problems.
const (
	KindContent   Kind = "content"   // the URI cannot be encoded; see Err
	KindGlyph     Kind = "glyph"     // the font lacks Runes
	KindBeyondBMP Kind = "beyond"    // Runes lie above U+FFFF (emoji)
	KindCombining Kind = "combining" // Runes are combining marks: the text is not NFC
	KindTooLong   Kind = "too_long"  // Letters, or rows, are too many
	KindTooWide   Kind = "too_wide"  // Excess mm too wide at the least letter height
	KindTooHigh   Kind = "too_high"  // Excess mm too high at the least letter height
	KindModule    Kind = "module"    // Module is under MinModule, or as a warning under RetailModule
	KindSide      Kind = "side"      // the symbol's side falls Excess mm short, or as a warning short of what scans well
	KindRTL       Kind = "rtl"       // Runes are of a script written from right to left
	KindControl   Kind = "control"   // Runes are control or formatting characters
	KindMissing   Kind = "missing"   // the template demands the field, the content has none
	KindLeftOut   Kind = "left_out"  // a warning: there was no room for the field
	KindPicture   Kind = "picture"   // a warning: the printer's own symbol has too little room, it is sent as a picture
	KindTemplate  Kind = "template"  // the template is at fault; see Err
)

// MaxText is the most letters of a field: more fit on no label, and hostile texts
// cost no time.
const MaxText = 1000

// Problem is one reason why a label cannot be printed, or as a warning why it
// may scan badly. It is an error.
type Problem struct {
	Field   Field
	Kind    Kind
	Warning bool    // it can be printed all the same
	Runes   []rune  // the characters concerned, each once, in order
	Excess  float64 // mm
	Letters int     // about how many letters to take away; 0: of that field alone, no number helps
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
		if p.Letters == 0 {
			return fmt.Sprintf("%s: %.1f mm too long at the least letter height; use a larger label or a template that says less", p.Field, p.Excess)
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
	case KindPicture:
		return fmt.Sprintf("%s: sent to the printer as a picture, its own symbol would need more room than the label has", p.Field)
	case KindModule:
		return fmt.Sprintf("%s: modules of %.3f mm; use a shorter link or a larger label", p.Field, p.Module)
	}
	return fmt.Sprintf("%s: %v", p.Field, p.Err)
}

// Unwrap returns Err.
func (p Problem) Unwrap() error { return p.Err }
