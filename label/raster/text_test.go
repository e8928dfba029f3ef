package raster

import (
	"fmt"
	"image"
	"math"
	"math/bits"
	"testing"

	"ocoptrace/label"
)

// toned are the letters of Vietnamese: the vowels with their five tones, then the
// consonants and f, j, w, z of foreign words.
const toned = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵbcdđghklmnpqrstvxfjwz"
const tonedUpper = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴBCDĐGHKLMNPQRSTVXFJWZ"

// apart is the least number of dots by which two letters differ.
const apart = 2

func TestVietnameseStaysDistinct(t *testing.T) {
	r := newRaster(t)
	for _, style := range []label.Style{label.Regular, label.Bold} {
		for _, dpi := range []float64{203, 300, 600} {
			for _, alphabet := range []string{toned, tonedUpper} {
				checkDistinct(t, r, style, dpi, []rune(alphabet))
			}
		}
	}
}

func checkDistinct(t *testing.T, r *Raster, style label.Style, dpi float64, letters []rune) {
	t.Helper()
	var drawn []*label.Bitmap
	for _, c := range letters {
		d := &label.Drawing{W: 6, H: 6, Texts: []label.TextMark{{Text: string(c), Style: style, Size: 6.5, X: 2, Y: 3}}}
		b, err := r.Draw(d, dpi)
		if err != nil {
			t.Fatal(err)
		}
		for i, other := range drawn {
			if n := differ(b, other); n < apart {
				t.Errorf("style %d, %g dpi: %c and %c differ by %d dots", style, dpi, c, letters[i], n)
			}
		}
		drawn = append(drawn, b)
	}
}

func differ(a, b *label.Bitmap) (n int) {
	for i, v := range a.Bits {
		n += bits.OnesCount8(v ^ b.Bits[i])
	}
	return n
}

// The same letter has the same dots wherever it stands, also where the edge of
// the picture cuts it.
func TestTextMovesByWholeDots(t *testing.T) {
	const mm = 25.4 / 203
	r := newRaster(t)
	at := func(x, y float64) *label.Bitmap {
		d := &label.Drawing{W: 90 * mm, H: 60 * mm, Texts: []label.TextMark{{Text: "Ắg", Size: 9, X: x * mm, Y: y * mm}}}
		b, err := r.Draw(d, 203)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	home := at(20, 30)
	if _, _, _, _, n := darkBox(home); n < 50 {
		t.Fatalf("%d dark dots", n)
	}
	for _, by := range []image.Point{{1, 0}, {2, 1}, {3, 3}, {7, 0}, {8, 1}, {-25, 0}, {-33, -21}, {60, 5}, {66, 28}, {500, 0}} {
		moved := at(20+float64(by.X), 30+float64(by.Y))
		for y := range moved.H {
			for x := range moved.W {
				if moved.Dark(x, y) != home.Dark(x-by.X, y-by.Y) {
					t.Fatalf("moved by %v: dot %d, %d is wrong", by, x, y)
				}
			}
		}
	}
}

// The last letter of a line stands where the advances of the font put it.
func TestAdvances(t *testing.T) {
	r := newRaster(t)
	const line = "Nước mắm Phú Quốc, thượng hạng: AVATo fi"
	along := 0.0
	for _, c := range line {
		g, err := r.Glyph(label.Regular, c)
		if err != nil {
			t.Fatal(err)
		}
		along += g.Advance
	}
	const size, dpi = 10, 300
	text := func(s string) *label.Drawing {
		return &label.Drawing{W: 120, H: 10, Texts: []label.TextMark{{Text: s, Size: size, X: 1, Y: 6}}}
	}
	_, _, without, _, _ := darkBox(drawn(t, text(line), dpi))
	left, _, with, _, _ := darkBox(drawn(t, text(line+"H"), dpi))
	first, _, wide, _, _ := darkBox(drawn(t, text("H"), dpi))
	if left <= 0 || without >= with {
		t.Fatalf("line from %d to %d dots, with one more letter to %d", left, without, with)
	}
	want := along * size * dpi / 72
	if got := float64(with - wide); math.Abs(got-want) > 1 {
		t.Errorf("the last letter is %g dots from where the first began (%d), want %.1f", got, first, want)
	}
}

// As much is dark as the outlines enclose, within what half dots allow.
func TestDarkAsTheOutline(t *testing.T) {
	r := newRaster(t)
	for _, c := range "aBgđỡẪ8&%i" {
		for _, size := range []float64{6.5, 9, 24, 72} {
			d := &label.Drawing{W: 40, H: 45, Texts: []label.TextMark{{Text: string(c), Size: size, X: 5, Y: 32}}}
			g, _ := r.Glyph(label.Regular, c)
			s := size * 600 / 72
			want := g.area() * s * s
			_, _, _, _, n := darkBox(drawn(t, d, 600))
			if math.Abs(float64(n)-want) > 0.02*want+3*size {
				t.Errorf("%c of %g pt: %d dark dots, the outline has %.0f", c, size, n, want)
			}
			img, err := r.Colour(d, 600)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for i := 0; i < len(img.Pix); i += 4 {
				sum += 1 - float64(img.Pix[i])/255
			}
			if math.Abs(sum-want) > 0.01*want+size {
				t.Errorf("%c of %g pt in colour: %.0f dots of ink, the outline has %.0f", c, size, sum, want)
			}
		}
	}
}

// area returns the area that an outline encloses, in square em, by the shoelace
// formula over its curves cut into short lines. Overlaps count twice; the letters
// tested have none.
func (g *Glyph) area() float64 {
	sum := 0.0
	var at, start Point
	line := func(to Point) { sum += at.X*to.Y - to.X*at.Y; at = to }
	for _, s := range g.Path {
		p := s.Points()
		switch s.Op {
		case Move:
			line(start)
			at, start = p[0], p[0]
		case Line:
			line(p[0])
		case Quad:
			from := at
			for i := 1; i <= 50; i++ {
				u := float64(i) / 50
				v := 1 - u
				line(Point{
					v*v*from.X + 2*u*v*p[0].X + u*u*p[1].X,
					v*v*from.Y + 2*u*v*p[0].Y + u*u*p[1].Y,
				})
			}
		default:
			panic(fmt.Sprint("a TrueType font has no op ", s.Op))
		}
	}
	line(start)
	return math.Abs(sum) / 2
}
