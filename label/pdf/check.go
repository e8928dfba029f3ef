package pdf

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"

	"ocoptrace/label"
)

// Limits of what is drawn.
const (
	MaxSide   = 5080 // mm of a page: 14,400 points (ISO 32000-1, annex C.2)
	MaxText   = 4000 // bytes of a stretch of text
	MaxPixels = 4096 // on a side of an image

	MinModule, MaxModule = 0.01, 100 // mm
	MinPoint, MaxPoint   = 0.5, 1000 // points of letters
	MinPixel             = 0.001     // mm of an image's pixel
)

// checkPage reports what cannot be drawn.
func checkPage(p *label.Page) error {
	if p == nil {
		return fmt.Errorf("%w: none", ErrPage)
	}
	if !(p.W >= 1 && p.W <= MaxSide && p.H >= 1 && p.H <= MaxSide) {
		return fmt.Errorf("%w: %g x %g mm, want 1 to %d", ErrPage, p.W, p.H, MaxSide)
	}
	for i, placed := range p.Placed {
		err := checkPlaced(placed)
		if err != nil {
			return fmt.Errorf("%w: drawing %d: %w", ErrPage, i+1, err)
		}
	}
	return nil
}

func checkPlaced(p label.Placed) error {
	if p.Drawing == nil {
		return fmt.Errorf("none")
	}
	if err := finite(p.X, p.Y); err != nil {
		return err
	}
	d := p.Drawing
	return firstError(
		func() error { return each(d.Bars, checkBar) },
		func() error { return each(d.Images, checkImage) },
		func() error { return each(d.Texts, checkText) },
		func() error { return each(d.Symbols, checkSymbol) },
	)
}

func firstError(checks ...func() error) error {
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func each[M any](marks []M, check func(M) error) error {
	for _, m := range marks {
		if err := check(m); err != nil {
			return err
		}
	}
	return nil
}

// finite refuses lengths that no page has, NaN among them.
func finite(values ...float64) error {
	for _, v := range values {
		if !(math.Abs(v) <= 2*MaxSide) {
			return fmt.Errorf("length of %g mm", v)
		}
	}
	return nil
}

func checkSymbol(m label.SymbolMark) error {
	if m.Symbol.Size() == 0 || !(m.Module >= MinModule && m.Module <= MaxModule) {
		return fmt.Errorf("symbol of %d modules of %g mm, want %g to %d", m.Symbol.Size(), m.Module, MinModule, MaxModule)
	}
	return finite(m.X, m.Y)
}

func checkBar(m label.BarMark) error {
	if !(m.W >= 0 && m.H >= 0) {
		return fmt.Errorf("bar of %g x %g mm", m.W, m.H)
	}
	if err := checkColour(m.Colour); err != nil {
		return err
	}
	return finite(m.X, m.Y, m.W, m.H)
}

func checkImage(m label.ImageMark) error {
	b := m.Bitmap
	if b == nil || b.W < 1 || b.H < 1 || b.W > MaxPixels || b.H > MaxPixels || len(b.Bits) != b.Stride()*b.H {
		return fmt.Errorf("image without pixels or with more than %d on a side", MaxPixels)
	}
	if !(m.W >= MinPixel*float64(b.W) && m.H >= MinPixel*float64(b.H)) {
		return fmt.Errorf("image of %g x %g mm with %d x %d pixels", m.W, m.H, b.W, b.H)
	}
	if err := checkColour(m.Colour); err != nil {
		return err
	}
	return finite(m.X, m.Y, m.W, m.H)
}

func checkText(m label.TextMark) error {
	if m.Style < label.Regular || m.Style > label.Mono {
		return fmt.Errorf("text in style %d", m.Style)
	}
	if !(m.Size >= MinPoint && m.Size <= MaxPoint) {
		return fmt.Errorf("text %.40q at %g points, want %g to %d", m.Text, m.Size, MinPoint, MaxPoint)
	}
	if len(m.Text) > MaxText || !utf8.ValidString(m.Text) {
		return fmt.Errorf("text %.40q of %d bytes, want at most %d of UTF-8", m.Text, len(m.Text), MaxText)
	}
	for _, r := range m.Text { // the library panics beyond
		if r > 0xFFFF || r < ' ' {
			return fmt.Errorf("text %.40q: %q cannot be printed", m.Text, r)
		}
	}
	if err := checkColour(m.Colour); err != nil {
		return err
	}
	return finite(m.X, m.Y)
}

func checkColour(c label.Colour) error {
	if _, ok := label.InkOf(c); !ok {
		return fmt.Errorf("%.40q is no ink", c)
	}
	return nil
}

// checkFonts refuses what is no TrueType font, on which the library prints to
// the standard output.
func checkFonts(fonts label.Fonts) error {
	for s := label.Regular; s <= label.Mono; s++ {
		if err := checkFont(fonts.Of(s)); err != nil {
			return fmt.Errorf("%w: style %d: %w", ErrFonts, s, err)
		}
	}
	return nil
}

// checkFont looks for the tables that a TrueType font must have (OpenType 1.9,
// "Organization of an OpenType font").
func checkFont(data []byte) error {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return fmt.Errorf("not TrueType")
	}
	missing := map[string]bool{"cmap": true, "glyf": true, "head": true, "hhea": true, "hmtx": true, "loca": true, "maxp": true}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[min(12+16*i, len(data)):]
		if len(entry) < 16 {
			return fmt.Errorf("cut off")
		}
		at, n := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		if uint64(at)+uint64(n) > uint64(len(data)) {
			return fmt.Errorf("cut off in table %q", entry[:4])
		}
		delete(missing, string(entry[:4]))
	}
	for table := range missing {
		return fmt.Errorf("no table %q among others", table)
	}
	return nil
}
