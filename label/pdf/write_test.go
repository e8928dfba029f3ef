package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"strings"
	"sync"
	"testing"

	"ocoptrace/label"
)

func TestSameInputSameBytes(t *testing.T) {
	pages := testPages(t, 100)
	first := makePDF(t, pages, 30)
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			if again := makePDF(t, pages, 30); !bytes.Equal(first, again) {
				t.Error("bytes differ")
			}
		})
	}
	wait.Wait()
}

// walk holds the table to the objects: readers repair wrong ones silently.
func walk(t *testing.T, doc []byte) *file {
	t.Helper()
	f, err := openFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	end := 0
	for n := 1; n < len(f.offsets); n++ {
		head := fmt.Appendf(nil, "\n%d 0 obj\n", n)
		if at := f.offsets[n]; !bytes.HasPrefix(doc[at-1:], head) {
			t.Errorf("object %d is not at %d", n, at)
		}
		if _, err := f.object(n); err != nil {
			t.Error(err)
		}
		end = max(end, f.offsets[n])
	}
	if got := bytes.Count(doc[:end+20], []byte(" 0 obj\n<<")); got != len(f.offsets)-1 {
		t.Errorf("%d objects, table of %d", got, len(f.offsets)-1)
	}
	for _, n := range pointers(doc[end:]) {
		if n >= len(f.offsets) {
			t.Errorf("reference to %d of %d", n, len(f.offsets))
		}
	}
	return f
}

func TestObjects(t *testing.T) {
	for _, labels := range []int{1, 24, 25, 60, 1000} {
		f := walk(t, makePDF(t, testPages(t, 130), labels))
		for n := 1; n < len(f.offsets); n++ {
			o, _ := f.object(n)
			for _, to := range pointers(o.dict) {
				if to == 0 || to >= len(f.offsets) {
					t.Errorf("object %d refers to %d", n, to)
				}
			}
		}
	}
}

func TestCatalogue(t *testing.T) {
	doc := makePDF(t, testPages(t, 50), 24)
	for _, want := range []string{
		"/PrintScaling /None", "/Version /1.6", "/Lang (vi)", "/CreationDate (D:20261123073000Z)",
		"/Title <FEFF00540065006D0020", "/Subtype /Form",
	} {
		if n := bytes.Count(doc, []byte(want)); n != 1 {
			t.Errorf("%d times %q", n, want)
		}
	}
	for _, never := range []string{"/Subtype /Image", "/JavaScript"} {
		if bytes.Contains(doc, []byte(never)) {
			t.Errorf("has %q", never)
		}
	}
	var plain bytes.Buffer
	if err := Write(t.Context(), &plain, testFonts, Options{}, all(testPages(t, 1))); err != nil {
		t.Fatal(err)
	}
	if b := plain.Bytes(); !bytes.Contains(b, []byte("D:19700101000000Z")) || bytes.Contains(b, []byte("/Lang")) {
		t.Error("date is not 1970-01-01, or has a language")
	}
}

// Equal fonts of several parts are written once.
func TestFontsOnce(t *testing.T) {
	pages := testPages(t, 24)
	for range 3 {
		pages = append(pages, pages...)
	}
	if n := bytes.Count(makePDF(t, pages, 24), []byte("/FontFile2 ")); n != 3 {
		t.Errorf("%d fonts for 3 styles in 8 equal parts", n)
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("broken")
	change := func(f func(*label.Drawing)) iter.Seq2[*label.Page, error] {
		d := testDrawing(t, 1)
		f(d)
		return all([]*label.Page{testPages(t, 1)[0], sheetOf([]*label.Drawing{testDrawing(t, 0), d})})
	}
	good := all(testPages(t, 1))
	for _, test := range []struct {
		name  string
		fonts label.Fonts
		o     Options
		pages iter.Seq2[*label.Page, error]
		want  error
		says  string
	}{
		{"no pages", testFonts, Options{}, all(nil), ErrNoPages, ""},
		{"no fonts", label.Fonts{}, Options{}, good, ErrFonts, "style 0"},
		{"cut font", label.Fonts{Regular: testFonts.Regular[:9000], Bold: testFonts.Bold}, Options{}, good, ErrFonts, "cut off"},
		{"no font", label.Fonts{Regular: []byte("%!PS-AdobeFont-1.0"), Bold: testFonts.Bold}, Options{}, good, ErrFonts, "not TrueType"},
		{"title", testFonts, Options{Title: strings.Repeat("ễ", 501)}, good, ErrOptions, "501"},
		{"language", testFonts, Options{Language: "vi) /X ("}, good, ErrOptions, "language"},
		{"source", testFonts, Options{}, func(yield func(*label.Page, error) bool) { yield(nil, broken) }, broken, "page 1"},
		{"nil page", testFonts, Options{}, all([]*label.Page{nil}), ErrPage, "page 1"},
		{"page size", testFonts, Options{}, all([]*label.Page{{W: math.NaN(), H: 10}}), ErrPage, "NaN x 10 mm"},
		{"nil drawing", testFonts, Options{}, all([]*label.Page{sheetOf([]*label.Drawing{nil})}), ErrPage, "drawing 1"},
		{"emoji", testFonts, Options{}, change(func(d *label.Drawing) { d.Texts[0].Text = "Mật ong 🍯" }), ErrPage, "page 2: pdf: page: drawing 2: text \"Mật ong 🍯\": '🍯' cannot"},
		{"style", testFonts, Options{}, change(func(d *label.Drawing) { d.Texts[0].Style = 3 }), ErrPage, "style 3"},
		{"ink", testFonts, Options{}, change(func(d *label.Drawing) { d.Bars[0].Colour = "pink" }), ErrPage, "pink"},
		{"bar", testFonts, Options{}, change(func(d *label.Drawing) { d.Bars[0].W = -1 }), ErrPage, "-1 x"},
		{"far", testFonts, Options{}, change(func(d *label.Drawing) { d.Texts[0].X = math.Inf(1) }), ErrPage, "+Inf"},
		{"symbol", testFonts, Options{}, change(func(d *label.Drawing) { d.Symbols[0].Symbol = label.Symbol{} }), ErrPage, "0 modules"},
		{"image", testFonts, Options{}, change(func(d *label.Drawing) { d.Images[0].Bitmap = &label.Bitmap{W: 9, H: 9} }), ErrPage, "image"},
	} {
		var b bytes.Buffer
		err := Write(t.Context(), &b, test.fonts, test.o, test.pages)
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.name, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes written", test.name, b.Len())
		}
	}
}

type failingWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *failingWriter) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return w.left, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

func TestWriterFails(t *testing.T) {
	pages := testPages(t, 100)
	size := len(makePDF(t, pages, 24))
	for _, room := range []int{0, 100, size / 2, size - 1} {
		err := write(t.Context(), &failingWriter{room}, testFonts, testOptions, all(pages), 24)
		if !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: %v", room, size, err)
		}
	}
	if err := write(t.Context(), &failingWriter{size}, testFonts, testOptions, all(pages), 24); err != nil {
		t.Errorf("room for all: %v", err)
	}
}

// Cancelled, it asks the source no further and returns.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	page, asked := testPages(t, 24)[0], 0
	source := func(yield func(*label.Page, error) bool) {
		for ; yield(page, nil); asked++ {
			if asked == 5 {
				cancel()
			}
		}
	}
	if err := write(ctx, &bytes.Buffer{}, testFonts, testOptions, source, 24); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if asked > 7 {
		t.Errorf("asked for %d pages", asked)
	}
}

// A part that Verify refuses, and all behind it, is not written.
func TestVerify(t *testing.T) {
	pages := testPages(t, 10*perSheet)
	refused := errors.New("module is wrong")
	for _, bad := range []int{0, 1, 5, 9} {
		var mu sync.Mutex
		shown := 0
		o := testOptions
		o.Verify = func(doc []byte, part []*label.Page) error {
			seen, err := Read(doc)
			mu.Lock()
			defer mu.Unlock()
			shown += len(part)
			if err != nil || len(seen) != perSheet*len(part) {
				t.Errorf("%d symbols, %v", len(seen), err)
			}
			if part[0] == pages[bad] {
				return refused
			}
			return nil
		}
		var b bytes.Buffer
		err := write(t.Context(), &b, testFonts, o, all(pages), perSheet)
		if !errors.Is(err, ErrVerify) || !errors.Is(err, refused) || !strings.Contains(err.Error(), fmt.Sprintf("pages %d to %d", bad+1, bad+1)) {
			t.Errorf("part %d: %v", bad, err)
		}
		if n := bytes.Count(b.Bytes(), []byte("/Type /Page\n")); n != bad || bytes.Contains(b.Bytes(), []byte("trailer")) {
			t.Errorf("part %d refused: %d pages written", bad, n)
		}
		if shown < bad+1 {
			t.Errorf("%d pages shown", shown)
		}
	}
}

// 500 labels, each with other modules, are a small file.
func TestSize(t *testing.T) {
	for name, pages := range map[string][]*label.Page{"sheets": testPages(t, 500), "roll": rollPages(t, 500)} {
		n := len(makePDF(t, pages, partLabels))
		t.Logf("%s: 500 labels in %d bytes", name, n)
		if n > 1_000_000 {
			t.Errorf("%s: %d bytes", name, n)
		}
	}
}

// What checkPage accepts is written and reads back; the rest is ErrPage.
func FuzzWrite(f *testing.F) {
	symbol := testSymbol(f, 1)
	f.Add("Giò lụa (Ước Lễ)\\", 9.0, 10.0, 10.0, 0.5, 210.0, 297.0, 20.0)
	f.Add("🍯\x00\xff", -1.0, math.NaN(), 1e9, -0.5, 0.0, math.Inf(1), -20.0)
	f.Add("e\u0302\u0303\u202e蜜", 1e-9, -5000.0, 5000.0, 1e-9, 1.0, 5080.0, 0.0)
	f.Fuzz(func(t *testing.T, text string, size, x, y, module, w, h, far float64) {
		p := &label.Page{W: w, H: h, Placed: []label.Placed{{X: far, Y: -far, Drawing: &label.Drawing{
			Symbols: []label.SymbolMark{{Symbol: symbol, X: x, Y: y, Module: module}},
			Texts:   []label.TextMark{{Text: text, Size: size, X: y, Y: x, Colour: "blue"}},
			Bars:    []label.BarMark{{X: x, Y: far, W: w, H: module}},
			Images:  []label.ImageMark{{Bitmap: testLogo, X: far, Y: far, W: h, H: size}},
		}}}}
		var b bytes.Buffer
		err := Write(t.Context(), &b, testFonts, testOptions, all([]*label.Page{p}))
		if err != nil {
			if !errors.Is(err, ErrPage) {
				t.Fatal(err)
			}
			return
		}
		walk(t, b.Bytes())
		if d := compare(b.Bytes(), []*label.Page{p}); d != "" {
			t.Error(d)
		}
	})
}
