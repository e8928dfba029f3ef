package printing

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/png"
	"strings"
	"sync"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/layout"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// A cell is one template on one stock.
type cell struct {
	template layout.Template
	stock    labelstock.Stock
}

// matrix counts what could be printed.
type matrix struct {
	mu        sync.Mutex
	printed   map[string]int             // by template
	templates map[string]map[string]bool // by stock
	documents int
}

// Every label of every template on every stock that has room for it, by every
// writer that prints on it, is read by a decoder that is not ours; where there is no room,
// the refusal says which field is in the way.
func TestEveryTemplateOnEveryStock(t *testing.T) {
	labeltest.SkipUnderRace(t)
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 3)
	m := &matrix{printed: make(map[string]int), templates: make(map[string]map[string]bool)}
	t.Run("cells", func(t *testing.T) {
		for _, s := range Stocks().All() {
			t.Run(s.ID, func(t *testing.T) {
				t.Parallel()
				for _, template := range Templates() {
					m.cell(t, w, run, cell{template, s})
				}
			})
		}
	})
	m.conclude(t)
}

func (m *matrix) cell(t *testing.T, w *tracetest.World, run *trace.LabelRun, c cell) {
	o := Setup{
		Template: c.template, Paper: PaperOf(labelstock.Job{Stock: c.stock}), Confirmed: true,
		Carton: &Carton{Pieces: 20}, Contains: []Lot{{"gao-seng-cu", "ST-01"}, {"banh-da", "BD-01"}},
		Point: &Point{Name: "Điểm giới thiệu sản phẩm OCOP Mường Khương", Address: "Xã Mường Khương, Lào Cai"},
	}
	parts, want := []Part{{Run: run}}, codes(t, w, run, 1, run.Count)
	if c.template.Purpose == layout.Poster {
		parts, want = []Part{{Product: run.Product}}, []trace.LabelCode{{URI: ProductURI(w.BaseURL(), run.Product)}}
	}
	formats := []Format{PDF}
	if c.stock.Roll {
		formats = append(formats, ZPL, TSPL)
	}
	for _, o.Format = range formats {
		doc, refused := m.write(t, w, parts, o)
		if refused {
			continue
		}
		m.count(c)
		if got := decode(t, o, doc, c.stock, len(want)); !same(got, want) {
			t.Errorf("%s as %s reads %q, want %v", c.template.ID, o.Format, got, want)
		}
	}
	m.pictures(t, w, parts, o, want[0].URI)
}

// write makes a document. A refusal has to name a field.
func (m *matrix) write(t *testing.T, w *tracetest.World, parts []Part, o Setup) (doc []byte, refused bool) {
	t.Helper()
	var b bytes.Buffer
	err := Write(t.Context(), &b, w.Registry, parts, o)
	var found Findings
	switch {
	case errors.As(err, &found) && b.Len() == 0 && len(found.Error()) > 20:
		return nil, true
	case err != nil:
		t.Fatalf("%s as %s: %v", o.Template.ID, o.Format, err)
	}
	return b.Bytes(), false
}

func (m *matrix) count(c cell) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.documents++
	m.printed[c.template.ID]++
	if m.templates[c.stock.ID] == nil {
		m.templates[c.stock.ID] = make(map[string]bool)
	}
	m.templates[c.stock.ID][c.template.ID] = true
}

func same(got []string, want []trace.LabelCode) bool {
	for i := range want {
		if i >= len(got) || got[i] != want[i].URI {
			return false
		}
	}
	return len(got) == len(want)
}

// decode reads what was written: a PDF as PDFium draws it, a printer's job as
// the parser does.
func decode(t *testing.T, o Setup, doc []byte, s labelstock.Stock, n int) []string {
	t.Helper()
	if o.Format == PDF {
		g := labeltest.Grid{
			MarginLeft: s.MarginLeft, MarginTop: s.MarginTop, PitchX: s.PitchX, PitchY: s.PitchY,
			LabelW: s.LabelW, LabelH: s.LabelH, Cols: s.Cols, Rows: s.Rows,
		}
		return readPDF(t, doc, g, n)
	}
	var all []string
	for l, err := range thermal.Read(o.printer(), doc) {
		if err != nil {
			t.Fatalf("%s as %s: %v", o.Template.ID, o.Format, err)
		}
		for column := range s.Cols {
			if len(all) == n {
				break
			}
			dots := func(mm float64) int { return int(mm * o.dpi() / 25.4) }
			left := dots(s.MarginLeft + float64(column)*s.PitchX)
			all = append(all, readBitmap(t, crop(l.Bitmap, left, dots(s.LabelW))))
		}
	}
	return all
}

// pdfium is one instance for each test at a time.
var pdfium sync.Mutex

func readPDF(t *testing.T, doc []byte, g labeltest.Grid, n int) (all []string) {
	t.Helper()
	pdfium.Lock()
	defer pdfium.Unlock()
	return labeltest.Open(t, doc).ReadLabels(g, 1, n, 200, false)
}

// crop cuts a column of a picture out, as grey.
func crop(b *label.Bitmap, left, width int) *image.Gray {
	const border = 20
	g := image.NewGray(image.Rect(0, 0, width+2*border, b.H+2*border))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for y := range b.H {
		for x := range width {
			if b.Dark(left+x, y) {
				g.Pix[g.PixOffset(x+border, y+border)] = 0
			}
		}
	}
	return g
}

func readBitmap(t *testing.T, g *image.Gray) string {
	t.Helper()
	text, err := labeltest.ReadZXing(g)
	if err != nil {
		return labeltest.ReadZbar(t, []*image.Gray{g})[0]
	}
	return text
}

// pictures writes the first label as SVG and PNG, which have to read the same.
func (m *matrix) pictures(t *testing.T, w *tracetest.World, parts []Part, o Setup, want string) {
	t.Helper()
	o.Format = PDF
	look, err := Look(t.Context(), w.Registry, parts, o)
	if err != nil {
		t.Fatal(err)
	}
	if look.Label == nil {
		return
	}
	r, err := raster.New(Fonts())
	if err != nil {
		t.Fatal(err)
	}
	var svg, file bytes.Buffer
	if err := picture.SVG(&svg, r, look.Label); err != nil {
		t.Fatal(err)
	}
	if got := readSVG(t, svg.String()); got != want {
		t.Errorf("%s as SVG reads %q, want %q", o.Template.ID, got, want)
	}
	if err := picture.PNG(&file, r, look.Label, o.dpi()); err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(img.Bounds())
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			g.Set(x, y, img.At(x, y))
		}
	}
	if got := readBitmap(t, g); got != want {
		t.Errorf("%s as PNG reads %q, want %q", o.Template.ID, got, want)
	}
}

// conclude makes sure that the matrix is not empty where it must not be.
func (m *matrix) conclude(t *testing.T) {
	stocks := Stocks().All()
	for _, template := range Templates() {
		t.Logf("%s: %d documents", template.ID, m.printed[template.ID])
		if m.printed[template.ID] < 10 {
			t.Errorf("%s could be printed on %d stocks only", template.ID, m.printed[template.ID])
		}
	}
	var none []string
	for _, s := range stocks {
		if len(m.templates[s.ID]) == 0 {
			none = append(none, fmt.Sprintf("%s (%g x %g)", s.ID, s.LabelW, s.LabelH))
			if s.LabelW >= 48 && s.LabelH >= 29 {
				t.Errorf("nothing can be printed on %s", s.ID)
			}
		}
	}
	t.Logf("%d documents on %d stocks; nothing fits on %s", m.documents, len(stocks), strings.Join(none, ", "))
	if len(none) > len(stocks)/4 {
		t.Errorf("nothing can be printed on %d of %d stocks", len(none), len(stocks))
	}
}
