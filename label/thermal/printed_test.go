package thermal

import (
	"image"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

// printerSymbol is the symbol that a printer makes of a text in byte mode at the
// level. It must be as large as the one that the job was read to have.
func printerSymbol(t testing.TB, c Code) labeltest.PrinterSymbol {
	t.Helper()
	own, err := labeltest.PrinterEncode(c.URI, c.Symbol.Level())
	if err != nil {
		t.Fatal(err)
	}
	if own.Size != c.Symbol.Size() || own.Version != c.Symbol.Version() {
		t.Errorf("%q: the printer's symbol has %d modules, version %d, want %d, %d", c.URI, own.Size, own.Version, c.Symbol.Size(), c.Symbol.Version())
	}
	return own
}

// asPrinted is a symbol's place on the label, to the end of its quiet zone, with
// the printer's symbol in it.
func asPrinted(t testing.TB, l Label, c Code) *image.Gray {
	t.Helper()
	own := printerSymbol(t, c)
	side, quiet := c.Dots*c.Symbol.Size(), c.Dots*label.Quiet
	at := image.Rect(c.X-quiet, c.Y-quiet, c.X+side+quiet, c.Y+side+quiet)
	g := grey(l.Bitmap, at.Intersect(image.Rect(0, 0, l.Bitmap.W, l.Bitmap.H)))
	own.Draw(g, greyBorder+min(quiet, c.X), greyBorder+min(quiet, c.Y), c.Dots)
	return g
}

// readAsPrinted reads a symbol as the printer makes it.
func readAsPrinted(t testing.TB, l Label, c Code) string {
	t.Helper()
	g := asPrinted(t, l, c)
	text, err := labeltest.ReadZXing(g)
	if err != nil {
		text, err = labeltest.ReadPure(g) // ZXing misses a clean symbol now and then
	}
	if err != nil {
		t.Errorf("%q: %v", c.URI, err)
	}
	return text
}
