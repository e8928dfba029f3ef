package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ocoptrace/label"
)

// place is where a symbol should be read.
type place struct {
	page         int
	x, y, module float64
	symbol       label.Symbol
}

func places(pages []*label.Page) []place {
	var out []place
	for i, p := range pages {
		for _, placed := range p.Placed {
			for _, m := range placed.Drawing.Symbols {
				out = append(out, place{i, placed.X + m.X, placed.Y + m.Y, m.Module, m.Symbol})
			}
		}
	}
	return out
}

// differs says how a symbol read differs from where it should be, or nothing.
func (p place) differs(s Seen) string {
	const exact = 0.0001
	if s.Page != p.page || math.Abs(s.X-p.x) > exact || math.Abs(s.Y-p.y) > exact || math.Abs(s.Module-p.module) > exact {
		return fmt.Sprintf("page %d at %f, %f with modules of %f", s.Page, s.X, s.Y, s.Module)
	}
	if n := p.symbol.Size(); s.Modules != n || s.Bitmap.W != n+2*label.Quiet || s.Bitmap.H != s.Bitmap.W {
		return fmt.Sprintf("%d modules, %d x %d pixels", s.Modules, s.Bitmap.W, s.Bitmap.H)
	}
	for y := range s.Bitmap.H {
		for x := range s.Bitmap.W {
			if s.Bitmap.Dark(x, y) != p.symbol.Dark(x-label.Quiet, y-label.Quiet) {
				return fmt.Sprintf("module %d, %d", x-label.Quiet, y-label.Quiet)
			}
		}
	}
	return ""
}

// compare says how a document differs from its pages, or nothing.
func compare(doc []byte, pages []*label.Page) string {
	seen, err := Read(doc)
	if err != nil {
		return err.Error()
	}
	want := places(pages)
	if len(seen) != len(want) {
		return fmt.Sprintf("%d symbols for %d", len(seen), len(want))
	}
	for i, p := range want {
		if d := p.differs(seen[i]); d != "" {
			return fmt.Sprintf("symbol %d: %s", i, d)
		}
	}
	return ""
}

// Parts may end behind every page: the pages read back are the same.
func TestPartsEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	drawings := make([]*label.Drawing, 40)
	for i := range drawings {
		drawings[i] = testDrawing(t, i)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		var pages []*label.Page
		for n := 0; n < len(drawings); {
			k := min(r.IntN(9), len(drawings)-n) // also empty pages
			p := sheetOf(drawings[n : n+k])
			p.W, p.H = 100+100*r.Float64(), 300-100*r.Float64()
			pages, n = append(pages, p), n+k
		}
		labels := 1 + r.IntN(20)
		doc := makePDF(t, pages, labels)
		walk(t, doc)
		if d := compare(doc, pages); d != "" {
			t.Fatalf("parts of %d labels: %s", labels, d)
		}
	}
}

// alter writes a document whose contents are changed: what it shows is not what
// the pages say.
func alter(t *testing.T, pages []*label.Page, change func(content string) string) []byte {
	t.Helper()
	d, err := drawPart(testFonts, part{pages: pages})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zlib.NewReader(bytes.NewReader(d.pages[1].content))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	changed := change(string(content))
	if changed == string(content) {
		t.Fatal("nothing is changed")
	}
	d.pages[1].content = newCompressor().compress([]byte(changed))
	return assemble(t, d)
}

func assemble(t *testing.T, d *drawn) []byte {
	t.Helper()
	var b bytes.Buffer
	j := newJoiner(&b)
	if err := j.add(d); err != nil {
		t.Fatal(err)
	}
	if err := j.finish(testOptions); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// replace replaces a text, once, behind the matrix of a page's last symbol.
func replace(old, with string) func(string) string {
	return func(s string) string {
		at := strings.LastIndex(s, "q 1.41732 0 0 -1.41732 ")
		return s[:at] + strings.Replace(s[at:], old, with, 1)
	}
}

func TestReadSeesChanges(t *testing.T) {
	pages := rollPages(t, 3)
	if d := compare(alter(t, pages, func(s string) string { return s + "\n" }), pages); d != "" {
		t.Fatal("a space more: " + d)
	}
	for name, change := range map[string]func(string) string{
		"a module more":        replace("0 0 7 1 re", "0 0 8 1 re"),
		"a module less":        replace("2 2 3 3 re\n", "2 2 3 2 re\n"),
		"a module elsewhere":   replace("2 2 3 3 re", "2 3 3 3 re"),
		"half a module":        replace("2 2 3 3 re", "2 2 3 2.5 re"),
		"a module twice":       replace("2 2 3 3 re", "2 2 3 3 re 2 2 1 1 re"),
		"outside":              replace("2 2 3 3 re", "2 2 3 3 re -1 0 1 1 re"),
		"too far":              replace("2 2 3 3 re", "2 2 3 3 re 170 0 9 1 re"),
		"a larger module":      replace("q 1.41732 0 0 -1.41732", "q 1.43732 0 0 -1.43732"),
		"not square":           replace("q 1.41732", "q 1.42732"),
		"turned":               replace(" 0 0 -1.41732", " 0.1 0 -1.41732"),
		"mirrored":             replace(" 0 0 -1.41732", " 0 0 1.41732"),
		"moved":                replace(" -1.41732 9", " -1.41732 1"),
		"another matrix":       replace("q 1.41732", "q 1 0 0 1 1 0 cm 1.41732"),
		"in grey":              replace("q 1.41732", "q 0.5 g 1.41732"),
		"not filled":           replace("f Q", "n Q"),
		"no path":              replace("\nf Q", "\nQ"),
		"not restored":         replace("f Q", "f"),
		"restored twice":       replace("f Q", "f Q Q"),
		"a curve":              replace("f Q", "1 1 m 2 2 3 3 4 4 c f Q"),
		"an array":             replace("f Q", "f Q [1 2] 0 d"),
		"an open string":       replace("f Q", "f Q BT (abc Tj ET"),
		"numbers at the end":   func(s string) string { return s + " 1 2" },
		"a number that is not": replace("2 2 3 3 re", "2 2 3 3-3 re"),
		"nothing":              func(string) string { return "" },
	} {
		if d := compare(alter(t, pages, change), pages); d == "" {
			t.Errorf("%s is not seen", name)
		}
	}
}

func TestReadSeesPages(t *testing.T) {
	pages := rollPages(t, 4)
	draw := func() *drawn {
		d, err := drawPart(testFonts, part{pages: pages})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, change := range map[string]func(*drawn){
		"dropped":   func(d *drawn) { d.pages = d.pages[:3] },
		"doubled":   func(d *drawn) { d.pages = append(d.pages, d.pages[3]) },
		"exchanged": func(d *drawn) { d.pages[0], d.pages[1] = d.pages[1], d.pages[0] },
		"higher":    func(d *drawn) { d.pages[2].h++ },
	} {
		d := draw()
		change(d)
		if compare(assemble(t, d), pages) == "" {
			t.Errorf("a page %s is not seen", name)
		}
	}
}

// A document with a byte changed or an end missing is an error, or shows what
// the pages say.
func TestReadDamaged(t *testing.T) {
	pages := rollPages(t, 2)
	doc := makePDF(t, pages, 1)
	want := places(pages)
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		damaged := bytes.Clone(doc)
		at := r.IntN(len(damaged))
		damaged[at] ^= 1 << r.IntN(8)
		seen, err := Read(damaged)
		if err != nil && !errors.Is(err, ErrRead) {
			t.Fatal(err)
		}
		if err == nil && len(seen) != len(want) {
			t.Errorf("byte %d: %d symbols and no error", at, len(seen))
		}
		if _, err := Read(doc[:at]); !errors.Is(err, ErrRead) {
			t.Errorf("first %d bytes: %v", at, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	d := &label.Page{W: 50, H: 30}
	var b bytes.Buffer
	if err := Write(f.Context(), &b, testFonts, testOptions, all([]*label.Page{d})); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("%PDF-1.6\nxref\n0 2\n0000000000 65535 f \n0000000000 00000 n \ntrailer\n<<\n/Root 1 0 R\n>>\nstartxref\n9\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if seen, err := Read(doc); err != nil && (seen != nil || !errors.Is(err, ErrRead)) {
			t.Error(seen, err)
		}
	})
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("q 2 0 0 -2 10 10 cm\n0 0 3 1 re\nf Q BT /F1 9 Tf (a\\)b(c)) Tj ET"))
	f.Fuzz(func(t *testing.T, content []byte) {
		r := &reader{height: 100, state: state{matrix: identity}}
		if err := scan(content, r.operator); err != nil {
			return
		}
		for _, s := range r.seen {
			if s.Modules < 0 || s.Modules > maxModules || s.Bitmap.W != s.Modules+2*label.Quiet {
				t.Errorf("%d modules, %d pixels", s.Modules, s.Bitmap.W)
			}
		}
	})
}
