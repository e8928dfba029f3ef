package label

import (
	"math"
	"testing"
)

// Every ink contrasts with white as the palette says (WCAG 2.2, relative luminance).
func TestInksAreReadable(t *testing.T) {
	linear := func(v uint8) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	for _, ink := range Palette {
		luminance := 0.2126*linear(ink.R) + 0.7152*linear(ink.G) + 0.0722*linear(ink.B)
		if contrast := 1.05 / (luminance + 0.05); contrast < 7 {
			t.Errorf("ink %q has a contrast of %.1f", ink.Colour, contrast)
		}
		if got, ok := InkOf(ink.Colour); !ok || got != ink {
			t.Errorf("InkOf(%q) = %v, %v", ink.Colour, got, ok)
		}
	}
	if ink, ok := InkOf("pink"); ok || ink.Colour != "" {
		t.Errorf("InkOf of no ink = %v, %v", ink, ok)
	}
}

func TestBitmap(t *testing.T) {
	b := NewBitmap(10, 3)
	b.Set(9, 2)
	b.Set(0, 0)
	for y := -1; y < 4; y++ {
		for x := -1; x < 11; x++ {
			if want := x == 9 && y == 2 || x == 0 && y == 0; b.Dark(x, y) != want {
				t.Errorf("pixel %d, %d is dark: %v", x, y, !want)
			}
		}
	}
	if b.Stride() != 2 || b.Bits[0] != 0x80 || b.Bits[5] != 0x40 {
		t.Errorf("bits %x, %d bytes a row", b.Bits, b.Stride())
	}
}
