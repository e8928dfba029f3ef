package label

import (
	"errors"
	"math"
	"testing"

	"ocoptrace/assets"
)

var testFonts = Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}

// vietnamese holds the 146 letters: 12 vowels in 6 tones and đ, in both cases.
const vietnamese = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ" +
	"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"

func newTestFaces(t *testing.T, fonts Fonts) *Faces {
	t.Helper()
	f, err := NewFaces(fonts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFontsHoldTheRepertoire(t *testing.T) {
	f := newTestFaces(t, testFonts)
	if n := len([]rune(vietnamese)); n != 146 {
		t.Fatalf("%d letters in the list", n)
	}
	for _, s := range []Style{Regular, Bold} {
		for _, r := range vietnamese + "0123456789 .,:;-/()“”–—…•°₫×±%&\u00a0" {
			if !f.Has(s, r) {
				t.Errorf("no %q", r)
			}
		}
	}
	for _, r := range "蜜★\n\ufffd" {
		if f.Has(Regular, r) || f.Measure(Regular, string(r)) != (Extent{}) {
			t.Errorf("has %q", r)
		}
	}
}

// Codes are equally wide, whatever their letters.
func TestMonoIsOfOneWidth(t *testing.T) {
	f := newTestFaces(t, testFonts)
	want := f.Measure(Mono, "0").Advance
	for _, r := range "123456789-ABCDEFGHJKMNPQRSTVWXYZ" {
		if got := f.Measure(Mono, string(r)).Advance; got != want || got == 0 {
			t.Errorf("%q is %g em wide, 0 %g", r, got, want)
		}
	}
	without := newTestFaces(t, Fonts{Regular: testFonts.Regular, Bold: testFonts.Bold})
	if got, want := without.Measure(Mono, "7K3M"), f.Measure(Bold, "7K3M"); got != want {
		t.Errorf("without a font of one width %v, bold has %v", got, want)
	}
}

// A text is as wide as its letters, as high as the highest and as deep as the
// deepest; stacked marks reach higher than capitals.
func TestMeasure(t *testing.T) {
	f := newTestFaces(t, testFonts)
	whole, front, back := f.Measure(Bold, "Ước Lễ"), f.Measure(Bold, "Ước "), f.Measure(Bold, "Lễ")
	if math.Abs(whole.Advance-front.Advance-back.Advance) > 1e-9 || whole.Above != max(front.Above, back.Above) {
		t.Errorf("%v of %v and %v", whole, front, back)
	}
	if a, e := f.Measure(Regular, "E"), f.Measure(Regular, "Ễ"); e.Above < a.Above+0.1 {
		t.Errorf("Ễ reaches %g em up, E %g", e.Above, a.Above)
	}
	if none, g := f.Measure(Regular, "E"), f.Measure(Regular, "g"); none.Below > 0.02 || g.Below < 0.15 {
		t.Errorf("E reaches %g em down, g %g", none.Below, g.Below)
	}
}

// Letters of the least size are as high as asked for.
func TestLeastSize(t *testing.T) {
	f := newTestFaces(t, testFonts)
	if got := f.LeastSize(6.5, 0); got != 6.5 {
		t.Errorf("%g points, want 6.5", got)
	}
	size := f.LeastSize(0, 1.2)
	least := math.Inf(1)
	for _, s := range []Style{Regular, Bold, Mono} {
		least = min(least, f.Measure(s, "x").Above*size*PointMM)
	}
	if least < 1.19 || least > 1.25 {
		t.Errorf("x is %g mm high at %g points, want 1.2", least, size)
	}
}

func TestNewFacesRefuses(t *testing.T) {
	for name, fonts := range map[string]Fonts{
		"none":    {},
		"no font": {Regular: []byte("no font"), Bold: testFonts.Bold},
		"cut":     {Regular: testFonts.Regular[:1000], Bold: testFonts.Bold},
	} {
		if _, err := NewFaces(fonts); !errors.Is(err, ErrFonts) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
