package snapshot

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
	"time"
)

const link = "https://tem.ocop.example/x/7K3M9QP2XW4D"

func jpegOf(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Photos as people take them: near, far, turned, tilted, dim, noisy, poor.
func TestRead(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	for _, c := range []struct {
		name    string
		scene   scene
		quality int
	}{
		{"near", scene{1600, 1200, []placed{{link, 800, 600, 20, 0, 0}}, 3, 0.1}, 80},
		{"turned", scene{1600, 1200, []placed{{link, 700, 500, 12, 0.7, 0}}, 3, 0.1}, 80},
		{"upside down", scene{1200, 1600, []placed{{link, 600, 900, 12, 3.1, 0}}, 3, 0.1}, 80},
		{"tilted", scene{1600, 1200, []placed{{link, 800, 600, 12, 0.3, 0.4}}, 3, 0.1}, 80},
		{"far, of 12 megapixels", scene{4000, 3000, []placed{{link, 2900, 800, 6, 0.2, 0}}, 4, 0.2}, 75},
		{"dim at one side", scene{1600, 1200, []placed{{link, 1100, 600, 9, 0.1, 0}}, 3, 0.7}, 80},
		{"noisy and poor", scene{1600, 1200, []placed{{link, 800, 600, 10, 0.1, 0}}, 14, 0.2}, 35},
		{"small file", scene{240, 240, []placed{{link, 120, 120, 4, 0, 0}}, 2, 0}, 80},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(jpegOf(t, c.scene.photo(t, 7), c.quality))
			if err != nil || !slices.Equal(got, []string{link}) {
				t.Errorf("read %q, %v", got, err)
			}
		})
	}
}

// A poster beside a pack: both are told.
func TestSeveral(t *testing.T) {
	const other = "https://elsewhere.example/menu"
	s := scene{1600, 1200, []placed{{link, 400, 600, 10, 0.1, 0}, {other, 1200, 500, 10, 0, 0}}, 2, 0.1}
	got, err := Read(jpegOf(t, s.photo(t, 3), 80))
	slices.Sort(got)
	if err != nil || !slices.Equal(got, []string{other, link}) {
		t.Errorf("read %q, %v", got, err)
	}
}

// A screenshot with transparent surroundings is read as on white.
func TestTransparent(t *testing.T) {
	s := scene{400, 400, []placed{{link, 200, 200, 6, 0, 0}}, 0, 0}
	g := s.photo(t, 1)
	img := image.NewNRGBA(g.Rect)
	for y := range 400 {
		for x := range 400 {
			if v := g.GrayAt(x, y).Y; v < 100 {
				img.Set(x, y, color.NRGBA{v, v, v, 255})
			} // all else is transparent black
		}
	}
	if got, err := Read(pngOf(t, img)); err != nil || !slices.Equal(got, []string{link}) {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestReadNothing(t *testing.T) {
	whole := jpegOf(t, scene{1600, 1200, []placed{{link, 800, 600, 20, 0, 0}}, 3, 0.1}.photo(t, 1), 80)
	huge := bytes.Clone(pngOf(t, image.NewGray(image.Rect(0, 0, 1, 1))))
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"no symbol", jpegOf(t, scene{1600, 1200, nil, 10, 0.3}.photo(t, 1), 80), ErrNoSymbol},
		{"one pixel", huge, ErrNoSymbol},
		{"nothing", nil, ErrFormat},
		{"a text", []byte("%PDF-1.7 and so on"), ErrFormat},
		{"cut off", whole[:len(whole)/8], ErrDamaged},
		{"many bytes", append(bytes.Clone(whole), make([]byte, MaxBytes)...), ErrTooLarge},
		{"many pixels", pngHeader(100_000, 100_000), ErrTooLarge},
	} {
		if got, err := Read(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: read %q, %v; want %v", c.name, got, err, c.want)
		}
	}
}

// pngHeader is the beginning of a PNG file of so many pixels.
func pngHeader(w, h uint32) []byte {
	file := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	chunk := []byte{byte(w >> 24), byte(w >> 16), byte(w >> 8), byte(w), byte(h >> 24), byte(h >> 16), byte(h >> 8), byte(h), 8, 0, 0, 0, 0}
	sum := crc32.ChecksumIEEE([]byte("IHDR" + string(chunk)))
	return append(append(file, chunk...), byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum))
}

// A reduced picture has the same mean brightness, and never more pixels than asked.
func TestReduced(t *testing.T) {
	g := scene{900, 613, []placed{{link, 400, 300, 8, 0.4, 0}}, 5, 0.5}.photo(t, 9)
	total := func(g *image.Gray) float64 {
		sum := 0
		for _, v := range g.Pix {
			sum += int(v)
		}
		return float64(sum) / float64(len(g.Pix))
	}
	for _, side := range []int{1, 2, 17, 450, 899} {
		small, smaller := reduced(g, side)
		if !smaller || max(small.Rect.Dx(), small.Rect.Dy()) != side {
			t.Errorf("side %d: %v", side, small.Rect)
		}
		if d := total(small) - total(g); d > 2 || d < -2 {
			t.Errorf("side %d: brighter by %.1f", side, d)
		}
	}
	if same, smaller := reduced(g, 900); smaller || same != g {
		t.Error("a picture that is small enough was changed")
	}
}

// A picture that was made to keep the reader busy, full of shapes like corners of
// a symbol, is given up in seconds.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	for _, count := range []int{7, 14, 150} { // below and above what is looked at
		begun := time.Now()
		got, err := Read(pngOf(t, lattice(count, max(10, 1200/count))))
		if !errors.Is(err, ErrNoSymbol) {
			t.Errorf("%d: read %q, %v", count, got, err)
		}
		if took := time.Since(begun); took > 30*time.Second { // alone 1 s at most
			t.Errorf("%d by %d shapes took %v", count, count, took)
		} else {
			t.Logf("%d by %d: %v", count, count, took)
		}
	}
}

// lattice is a picture of so many finder patterns a row and column.
func lattice(count, pitch int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, count*pitch, count*pitch))
	module := max(1, pitch/10)
	for y := range count * pitch {
		for x := range count * pitch {
			u, v := x%pitch/module-4, y%pitch/module-4
			ring := max(u, -u, v, -v)
			if ring != 0 && ring != 1 && ring != 3 {
				g.Pix[y*g.Stride+x] = 255
			}
		}
	}
	return g
}

// Whatever is sent, there is an answer and no panic.
func FuzzRead(f *testing.F) {
	s := scene{160, 160, []placed{{"A", 80, 80, 4, 0, 0}}, 2, 0}
	f.Add(jpegOf(f, s.photo(f, 1), 70))
	f.Add(pngOf(f, s.photo(f, 1)))
	f.Add(pngHeader(3, 3))
	f.Fuzz(func(t *testing.T, file []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && c.Width*c.Height > 1<<18 {
			t.Skip("too slow")
		}
		if texts, err := Read(file); (err == nil) != (len(texts) > 0) {
			t.Errorf("%q, %v", texts, err)
		}
	})
}

func BenchmarkNothing12Megapixels(b *testing.B) {
	file := jpegOf(b, scene{4000, 3000, nil, 5, 0.3}.photo(b, 1), 75)
	for b.Loop() {
		if _, err := Read(file); !errors.Is(err, ErrNoSymbol) {
			b.Fatal(err)
		}
	}
}
