package labeltest

import (
	"image"
	"sync"
	"testing"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
)

// PDFium runs as WebAssembly, so that rendering needs nothing installed. One
// instance serves all tests.
var startPDFium = sync.OnceValues(func() (pdfium.Pdfium, error) {
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 1, MaxIdle: 1, MaxTotal: 1})
	if err != nil {
		return nil, err
	}
	return pool.GetInstance(0)
})

// A Document is one opened in PDFium.
type Document struct {
	t        testing.TB
	instance pdfium.Pdfium
	doc      references.FPDF_DOCUMENT
}

// Open opens a PDF until the test ends; under -race it skips the test, because
// PDFium takes minutes there.
func Open(t testing.TB, doc []byte) Document {
	t.Helper()
	SkipUnderRace(t)
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
	return Document{t, instance, opened.Document}
}

func (d Document) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.doc, Index: i}}
}

// Pages counts the pages.
func (d Document) Pages() int {
	d.t.Helper()
	r, err := d.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.doc})
	if err != nil {
		d.t.Fatal(err)
	}
	return r.PageCount
}

// Text is what can be selected on a page, 0-based.
func (d Document) Text(page int) string {
	d.t.Helper()
	r, err := d.instance.GetPageText(&requests.GetPageText{Page: d.page(page)})
	if err != nil {
		d.t.Fatal(err)
	}
	return r.Text
}

// Render draws a page in grey, or with one bit a pixel as a thermal printer does.
func (d Document) Render(page, dpi int, oneBit bool) *image.Gray {
	d.t.Helper()
	var flags enums.FPDF_RENDER_FLAG
	if oneBit {
		flags = enums.FPDF_RENDER_FLAG_RENDER_NO_SMOOTHPATH | enums.FPDF_RENDER_FLAG_RENDER_NO_SMOOTHTEXT
	}
	r, err := d.instance.RenderPageInDPI(&requests.RenderPageInDPI{Page: d.page(page), DPI: dpi, RenderFlags: flags})
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Cleanup()
	out := Grey(r.Result.RenderedImage)
	if oneBit {
		threshold(out)
	}
	return out
}
