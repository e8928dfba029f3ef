package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/jung-kurt/gofpdf"

	"ocoptrace/label"
)

const pointsPerMM = 72 / 25.4

// drawing is a part on its way through the PDF library. The library is given a
// document of its own for each part, with its own copy of the fonts, which it
// changes.
type drawing struct {
	pdf     *gofpdf.Fpdf
	fonts   label.Fonts
	used    map[label.Style]bool
	images  []*label.Bitmap // by number
	numbers map[[sha256.Size]byte]int
	height  float64 // of the page, mm
	scratch []byte
}

// drawPart draws pages that checkPage accepts.
func drawPart(fonts label.Fonts, p part) (d *drawn, err error) {
	defer func() { // the library panics on its own faults
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("%w: %v", ErrLibrary, r)
		}
	}()
	w := newDrawing(fonts)
	for _, page := range p.pages {
		w.drawPage(page)
	}
	var doc bytes.Buffer
	if err := w.pdf.Output(&doc); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLibrary, err)
	}
	return pack(doc.Bytes(), p.pages, w.images)
}

func newDrawing(fonts label.Fonts) *drawing {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: 100, Ht: 100}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(false) // pages are compressed when packed
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(time.Unix(0, 0))
	pdf.SetModificationDate(time.Unix(0, 0))
	return &drawing{pdf: pdf, fonts: fonts, used: map[label.Style]bool{}, numbers: map[[sha256.Size]byte]int{}}
}

func (w *drawing) drawPage(p *label.Page) {
	w.height = p.H
	w.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: p.W, Ht: p.H})
	for _, placed := range p.Placed {
		d := placed.Drawing
		for _, m := range d.Bars {
			w.drawBar(m, placed.X, placed.Y)
		}
		for _, m := range d.Images {
			w.drawImage(m, placed.X, placed.Y)
		}
		for _, m := range d.Texts {
			w.drawText(m, placed.X, placed.Y)
		}
		for _, m := range d.Symbols {
			w.drawSymbol(m, placed.X, placed.Y)
		}
	}
}

// begin saves the graphics state, picks an ink and makes sx by sy mm the unit,
// y downwards, with the origin at x, y of the page.
func (w *drawing) begin(c label.Colour, sx, sy, x, y float64) []byte {
	const k = pointsPerMM
	b := append(w.scratch[:0], "q "...)
	b = appendInk(b, c)
	return fmt.Appendf(b, "%.5f 0 0 %.5f %.4f %.4f cm\n", sx*k, -sy*k, x*k, (w.height-y)*k)
}

// end restores the graphics state and hands the operators to the page.
func (w *drawing) end(b []byte) {
	w.scratch = append(b, " Q"...)
	w.pdf.RawWriteStr(string(w.scratch))
}

func (w *drawing) drawSymbol(m label.SymbolMark, x, y float64) {
	b := w.begin("", m.Module, m.Module, x+m.X, y+m.Y)
	w.end(appendPath(b, m.Symbol, m.Symbol.Size(), m.Symbol.Size()))
}

func (w *drawing) drawImage(m label.ImageMark, x, y float64) {
	b := w.begin(m.Colour, m.W/float64(m.Bitmap.W), m.H/float64(m.Bitmap.H), x+m.X, y+m.Y)
	w.end(fmt.Appendf(b, "/I%d Do", w.image(m.Bitmap)))
}

// image returns the number of a picture, the same for equal ones.
func (w *drawing) image(b *label.Bitmap) int {
	digest := sha256.Sum256(fmt.Appendf(nil, "%d %s", b.W, b.Bits))
	n, seen := w.numbers[digest]
	if !seen {
		n = len(w.images)
		w.numbers[digest] = n
		w.images = append(w.images, b)
	}
	return n
}

func (w *drawing) drawBar(m label.BarMark, x, y float64) {
	const k = pointsPerMM
	b := append(w.scratch[:0], "q "...)
	b = appendInk(b, m.Colour)
	b = fmt.Appendf(b, "%.4f %.4f %.4f %.4f re f", (x+m.X)*k, (w.height-y-m.Y-m.H)*k, m.W*k, m.H*k)
	w.end(b)
}

// appendInk sets the colour that fills; black, which fills by itself, sets none.
func appendInk(b []byte, c label.Colour) []byte {
	ink, _ := label.InkOf(c)
	if ink.Colour == "" {
		return b
	}
	return fmt.Appendf(b, "%.3f %.3f %.3f rg ", float64(ink.R)/255, float64(ink.G)/255, float64(ink.B)/255)
}

// families names the fonts in the library, by style.
var families = [...]string{label.Regular: "regular", label.Bold: "bold", label.Mono: "mono"}

func (w *drawing) drawText(m label.TextMark, x, y float64) {
	if !w.used[m.Style] {
		w.pdf.AddUTF8FontFromBytes(families[m.Style], "", bytes.Clone(w.fonts.Of(m.Style)))
		w.used[m.Style] = true
	}
	ink, _ := label.InkOf(m.Colour)
	w.pdf.SetFont(families[m.Style], "", m.Size)
	w.pdf.SetTextColor(int(ink.R), int(ink.G), int(ink.B))
	w.pdf.Text(x+m.X, y+m.Y, m.Text)
}
