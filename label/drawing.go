package label

// Style picks one of the [Fonts].
type Style int

// Styles of letters.
const (
	Regular Style = iota
	Bold
	Mono // all letters of one width; for codes

	styles int = iota // their number
)

// Colour is an ink of the [Palette]; the zero Colour is black.
type Colour string

// A Drawing is one label, laid out: marks on nothing, in millimetres from its
// top left corner, x to the right and y downwards. Later marks lie over earlier
// ones; symbols lie over everything. A Drawing is not changed once it is made,
// so that several goroutines may read it.
type Drawing struct {
	W, H    float64
	Symbols []SymbolMark
	Texts   []TextMark
	Bars    []BarMark
	Images  []ImageMark
}

// A SymbolMark is a QR symbol, always black. X, Y is the corner of its first
// module; the quiet zone of [Quiet] modules around it is free of other marks.
type SymbolMark struct {
	Symbol       Symbol
	URI          string // what it holds
	X, Y, Module float64
}

// Side is the length of the symbol's side without its quiet zone, mm.
func (m SymbolMark) Side() float64 { return float64(m.Symbol.Size()) * m.Module }

// A TextMark is one stretch of text on a line. X, Y is where its baseline begins.
type TextMark struct {
	Field  Field
	Text   string // NFC; the fonts have every character
	Style  Style
	Size   float64 // points
	X, Y   float64
	Width  float64 // of the ink, mm
	Colour Colour
}

// A BarMark is a filled rectangle: a rule, the side of a frame, a cut mark.
type BarMark struct {
	X, Y, W, H float64
	Colour     Colour
}

// An ImageMark is a one-bit picture, such as a logo, stretched over a rectangle.
type ImageMark struct {
	Bitmap     *Bitmap
	X, Y, W, H float64
	Colour     Colour
}

// A Page is what a printer prints at once: a sheet, or one row of a roll.
// What belongs to the page itself (cut marks, a test grid) is a Drawing at 0, 0.
type Page struct {
	W, H   float64 // mm
	Placed []Placed
}

// Placed is a drawing with its top left corner at X, Y of the page.
type Placed struct {
	X, Y    float64
	Drawing *Drawing
}
