package label

// An Ink is a colour that labels may use besides black.
type Ink struct {
	Colour  Colour
	R, G, B uint8
}

// Palette lists the inks, black first. All contrast with white at least 7 to 1
// (WCAG 2.2, 1.4.6) and so stay readable in a grey print. Thermal printers and
// many laser printers print every ink black; symbols always are.
var Palette = []Ink{
	{"", 0, 0, 0},
	{"brown", 0x5a, 0x32, 0x0e},
	{"red", 0x8a, 0x0f, 0x14},
	{"green", 0x0b, 0x4f, 0x2a},
	{"blue", 0x10, 0x36, 0x7a},
}

// InkOf returns the ink of a colour; ok is false for one that is none.
func InkOf(c Colour) (ink Ink, ok bool) {
	for _, ink := range Palette {
		if ink.Colour == c {
			return ink, true
		}
	}
	return Palette[0], false
}
