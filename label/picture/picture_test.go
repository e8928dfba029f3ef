package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

func page(t testing.TB) *label.Page {
	d := stamp(t)
	return &label.Page{W: 110, H: 70, Placed: []label.Placed{{X: 2.5, Y: 3, Drawing: d}, {X: 55.55, Y: 36, Drawing: d}}}
}

// The vectors, drawn by other code, are the dots of package raster.
func TestSVGLooksAsPrinted(t *testing.T) {
	r, p := newRaster(t), page(t)
	var file bytes.Buffer
	if err := SVGPage(&file, r, p); err != nil {
		t.Fatal(err)
	}
	const dpi = 400
	got, _ := render(t, file.Bytes(), dpi)
	want, err := r.ColourPage(p, dpi)
	if err != nil {
		t.Fatal(err)
	}
	if got.Rect != want.Rect {
		t.Fatalf("%v, want %v", got.Rect, want.Rect)
	}
	mean, worst := compare(got, want)
	if mean > 0.5 || worst > 40 {
		t.Errorf("differs by %.2f of 255 on average and by %.0f in the worst square of 8 dots", mean, worst)
	}
	// The measure sees a moved picture.
	p.Placed[1].X += 0.3
	moved, err := r.ColourPage(p, dpi)
	if err != nil {
		t.Fatal(err)
	}
	if _, worst := compare(got, moved); worst < 80 {
		t.Errorf("a label moved by 0.3 mm differs by %.0f only", worst)
	}
}

// compare returns how much two pictures differ on average, and the greatest
// difference of the averages of squares of 8 dots.
func compare(a, b *image.RGBA) (mean, worst float64) {
	squares := map[image.Point]float64{}
	for i := range a.Pix {
		diff := math.Abs(float64(a.Pix[i]) - float64(b.Pix[i]))
		mean += diff
		squares[image.Pt(i%a.Stride/32, i/a.Stride/8)] += float64(a.Pix[i]) - float64(b.Pix[i])
	}
	for _, v := range squares {
		worst = max(worst, math.Abs(v)/256)
	}
	return mean / float64(len(a.Pix)), worst
}

func TestSVGSaysWhatItShows(t *testing.T) {
	var file bytes.Buffer
	d := stamp(t)
	if err := SVG(&file, newRaster(t), d); err != nil {
		t.Fatal(err)
	}
	_, labels := render(t, file.Bytes(), 100)
	want := []string{d.Texts[0].Text, d.Texts[1].Text, d.Texts[2].Text, d.Symbols[0].URI}
	if !slices.Equal(labels, want) {
		t.Errorf("%q, want %q", labels, want)
	}
	for _, no := range []string{"<text", "font", "href", "NaN", "Inf", "-0 "} {
		if strings.Contains(file.String(), no) {
			t.Errorf("the file has %q", no)
		}
	}
}

func TestSymbolAlone(t *testing.T) {
	m := symbol(t, "https://example.vn/01/08930000000019/21/4K7Q2M9X", 7, 8, 0.5)
	var vectors, dots bytes.Buffer
	if err := SVGSymbol(&vectors, m); err != nil {
		t.Fatal(err)
	}
	if err := PNGSymbol(&dots, m, 6); err != nil {
		t.Fatal(err)
	}
	fromPNG, err := png.Decode(&dots)
	if err != nil {
		t.Fatal(err)
	}
	fromSVG, _ := render(t, vectors.Bytes(), 6*25.4/0.5)
	side := 6 * (m.Symbol.Size() + 8)
	for name, img := range map[string]image.Image{"SVG": fromSVG, "PNG": fromPNG} {
		if img.Bounds() != image.Rect(0, 0, side, side) {
			t.Fatalf("%s: %v, want %d dots", name, img.Bounds(), side)
		}
		for y := range side {
			for x := range side {
				v, _, _, _ := img.At(x, y).RGBA()
				if want := m.Symbol.Dark(x/6-4, y/6-4); (v < 0x8000) != want {
					t.Fatalf("%s: dot %d, %d", name, x, y)
				}
			}
		}
	}
}

func TestPNGIsTheRaster(t *testing.T) {
	r, p := newRaster(t), page(t)
	var file bytes.Buffer
	if err := PNGPage(&file, r, p, 203); err != nil {
		t.Fatal(err)
	}
	checkChunks(t, file.Bytes(), 1, 7992)
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := r.Page(p, 203)
	if err != nil {
		t.Fatal(err)
	}
	for y := range want.H {
		for x := range want.W {
			if v, _, _, _ := img.At(x, y).RGBA(); (v == 0) != want.Dark(x, y) || v != 0 && v != 0xffff {
				t.Fatalf("dot %d, %d: %#x", x, y, v)
			}
		}
	}
	file.Reset()
	if err := PNGColour(&file, r, stamp(t), 300); err != nil {
		t.Fatal(err)
	}
	checkChunks(t, file.Bytes(), 8, 11811)
	if img, err = png.Decode(&file); err != nil {
		t.Fatal(err)
	}
	colours, err := r.Colour(stamp(t), 300)
	if err != nil {
		t.Fatal(err)
	}
	for i := range colours.Pix {
		x, y := i%colours.Stride/4, i/colours.Stride
		if img.At(x, y) != colours.At(x, y) {
			t.Fatalf("dot %d, %d: %v, want %v", x, y, img.At(x, y), colours.At(x, y))
		}
	}
}

// checkChunks makes sure that the second chunk is pHYs (PNG third edition,
// 11.3.4.3): 203 dpi are 7,992.1 dots a metre and 300 are 11,811.0.
func checkChunks(t *testing.T, file []byte, depth byte, perMetre uint32) {
	t.Helper()
	if file[24] != depth {
		t.Errorf("%d bits, want %d", file[24], depth)
	}
	at := file[33:]
	if string(at[4:8]) != "pHYs" || binary.BigEndian.Uint32(at) != 9 {
		t.Fatalf("second chunk: %q", at[:8])
	}
	x, y, unit := binary.BigEndian.Uint32(at[8:]), binary.BigEndian.Uint32(at[12:]), at[16]
	if x != perMetre || y != perMetre || unit != 1 {
		t.Errorf("pHYs: %d, %d, unit %d; want %d", x, y, unit, perMetre)
	}
}

// writers are all ways to write a page.
var writers = map[string]func(io.Writer, *raster.Raster, *label.Page) error{
	"SVG":        SVGPage,
	"PNG":        func(w io.Writer, r *raster.Raster, p *label.Page) error { return PNGPage(w, r, p, 203) },
	"colour PNG": func(w io.Writer, r *raster.Raster, p *label.Page) error { return PNGColourPage(w, r, p, 96) },
}

func TestSameBytes(t *testing.T) {
	for name, write := range writers {
		var a, b bytes.Buffer
		r := newRaster(t)
		for range 2 { // the second time with the glyphs kept
			a.Reset()
			if err := write(&a, r, page(t)); err != nil {
				t.Fatal(err)
			}
		}
		if err := write(&b, newRaster(t), page(t)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: other bytes the second time", name)
		}
	}
}

// full is a disk with so many bytes left.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.left)
	if f.left -= n; n < len(p) {
		return n, errFull
	}
	return n, nil
}

func TestErrors(t *testing.T) {
	r := newRaster(t)
	for name, write := range writers {
		var file bytes.Buffer
		if err := write(&file, r, page(t)); err != nil {
			t.Fatal(err)
		}
		for _, left := range []int{0, 8, 20, 33, 40, 60, file.Len() / 2, file.Len() - 1} {
			if err := write(&full{left}, r, page(t)); !errors.Is(err, errFull) {
				t.Errorf("%s, disk full after %d: %v", name, left, err)
			}
		}
		bad := stamp(t)
		bad.Texts[1].Text = "cá \U0001f41f"
		err := write(&full{0}, r, alone(bad)) // nothing may be written
		if !errors.Is(err, raster.ErrGlyph) || !strings.Contains(err.Error(), "lot") {
			t.Errorf("%s, emoji: %v", name, err)
		}
		if err := write(&full{0}, r, &label.Page{W: math.NaN(), H: 30}); !errors.Is(err, raster.ErrBounds) {
			t.Errorf("%s, no number: %v", name, err)
		}
	}
	m := symbol(t, "https://example.vn/1", 0, 0, 0.5)
	for _, dots := range []int{-1, 0, 1, 100} {
		if err := PNGSymbol(io.Discard, m, dots); !errors.Is(err, raster.ErrBounds) {
			t.Errorf("%d dots: %v", dots, err)
		}
	}
	m.Module = 0
	if err := SVGSymbol(io.Discard, m); !errors.Is(err, raster.ErrBounds) {
		t.Errorf("no module, SVG: %v", err)
	}
	if err := PNGSymbol(io.Discard, m, 4); !errors.Is(err, raster.ErrBounds) {
		t.Errorf("no module, PNG: %v", err)
	}
}
