package label

import (
	"image"
	"image/color"
	"image/draw"
	"sync"
	"testing"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
)

// raceDetector is set where the tests run under -race.
var raceDetector bool

// skipUnderRace leaves out what takes long there and has no goroutines of ours.
func skipUnderRace(t testing.TB) {
	if raceDetector {
		t.Skip("tested without -race")
	}
}

// PDFium runs as WebAssembly, so that rendering needs nothing installed. One
// instance serves all tests.
var startPDFium = sync.OnceValues(func() (pdfium.Pdfium, error) {
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 1, MaxIdle: 1, MaxTotal: 1})
	if err != nil {
		return nil, err
	}
	return pool.GetInstance(0)
})

// sheet is a document opened in PDFium.
type sheet struct {
	t        testing.TB
	instance pdfium.Pdfium
	doc      references.FPDF_DOCUMENT
}

func openPDF(t testing.TB, doc []byte) sheet {
	t.Helper()
	skipUnderRace(t)
	instance, err := startPDFium()
	if err != nil {
		t.Fatal(err)
	}
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &doc})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document})
	})
	return sheet{t, instance, opened.Document}
}

func (s sheet) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: s.doc, Index: i}}
}

func (s sheet) pages() int {
	s.t.Helper()
	r, err := s.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: s.doc})
	if err != nil {
		s.t.Fatal(err)
	}
	return r.PageCount
}

func (s sheet) text(page int) string {
	s.t.Helper()
	r, err := s.instance.GetPageText(&requests.GetPageText{Page: s.page(page)})
	if err != nil {
		s.t.Fatal(err)
	}
	return r.Text
}

// render draws a page in grey, or with one bit a pixel as a thermal printer does.
func (s sheet) render(page, dpi int, oneBit bool) *image.Gray {
	s.t.Helper()
	var flags enums.FPDF_RENDER_FLAG
	if oneBit {
		flags = enums.FPDF_RENDER_FLAG_RENDER_NO_SMOOTHPATH | enums.FPDF_RENDER_FLAG_RENDER_NO_SMOOTHTEXT
	}
	r, err := s.instance.RenderPageInDPI(&requests.RenderPageInDPI{Page: s.page(page), DPI: dpi, RenderFlags: flags})
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Cleanup()
	out := image.NewGray(r.Result.RenderedImage.Bounds())
	draw.Draw(out, out.Bounds(), r.Result.RenderedImage, out.Bounds().Min, draw.Src)
	if oneBit {
		threshold(out)
	}
	return out
}

func threshold(g *image.Gray) {
	for i, v := range g.Pix {
		g.Pix[i] = 0
		if v >= 128 {
			g.Pix[i] = 255
		}
	}
}

// crop returns the part of a rendered page that shows a box in mm.
func crop(g *image.Gray, dpi int, x, y, w, h float64) *image.Gray {
	px := func(mm float64) int { return int(mm/25.4*float64(dpi) + 0.5) }
	r := image.Rect(px(x), px(y), px(x+w), px(y+h)).Intersect(g.Bounds())
	out := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), g, r.Min, draw.Src)
	return out
}
