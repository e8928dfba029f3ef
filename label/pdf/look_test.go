package pdf

import (
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

var testGrid = labeltest.Grid{PitchX: labelW, PitchY: labelH, LabelW: labelW, LabelH: labelH, Cols: 3, Rows: 8}

// A document of five parts has its pages and texts, and zbar reads all symbols
// that PDFium draws, ZXing a sample.
func TestPDFium(t *testing.T) {
	const labels = 5*perSheet - 7
	opened := labeltest.Open(t, makePDF(t, testPages(t, labels), perSheet))
	if n := opened.Pages(); n != 5 {
		t.Errorf("%d pages", n)
	}
	for i := range labels {
		text := opened.Text(i / perSheet)
		for _, m := range testDrawing(t, i).Texts {
			if !strings.Contains(text, m.Text) {
				t.Errorf("label %d: no text %q", i, m.Text)
			}
		}
	}
	const last = 3 * perSheet // the last two parts
	for i, text := range opened.ReadLabels(testGrid, last+1, labels-last, 203, true) {
		if text != testURI(last+i) {
			t.Errorf("label %d: ZXing reads %q", last+i, text)
		}
	}
	for i, text := range labeltest.ReadZbar(t, opened.Labels(testGrid, 1, labels, 203, true)) {
		if text != testURI(i) {
			t.Errorf("label %d: zbar reads %q", i, text)
		}
	}
}

// Pages of a roll differ in size; Poppler and Ghostscript draw the same as PDFium.
func TestRenderers(t *testing.T) {
	pages := rollPages(t, 3)
	pages[1].W, pages[1].H = labelW+10, labelH+5
	pages[1].Placed[0].X, pages[1].Placed[0].Y = 10, 5
	doc := makePDF(t, pages, 1)
	opened := labeltest.Open(t, doc)
	const dpi = 300
	for i, p := range pages {
		at := p.Placed[0]
		pictures := []*image.Gray{
			opened.Render(i, dpi, false), labeltest.RenderPoppler(t, doc, i, dpi, false), ghostscript(t, doc, i, dpi),
		}
		var cut []*image.Gray
		for _, g := range pictures {
			if g.Rect.Dx() < int(p.W/25.4*dpi) || g.Rect.Dx() > int(p.W/25.4*dpi)+2 {
				t.Errorf("page %d: %d dots wide", i, g.Rect.Dx())
			}
			cut = append(cut, labeltest.Crop(g, dpi, at.X, at.Y, labelW, labelH))
		}
		for k, text := range labeltest.ReadZbar(t, cut) {
			if text != testURI(i) {
				t.Errorf("page %d, renderer %d: %q", i, k, text)
			}
		}
		for k := 1; k < len(cut); k++ {
			if d := difference(cut[0], cut[k]); d > 6 {
				t.Errorf("page %d: renderers 0 and %d differ by %.1f of 255 on average", i, k, d)
			}
		}
	}
}

// difference is the mean difference of two pictures' pixels.
func difference(a, b *image.Gray) float64 {
	sum, n := 0, 0
	for y := range min(a.Rect.Dy(), b.Rect.Dy()) {
		for x := range min(a.Rect.Dx(), b.Rect.Dx()) {
			d := int(a.GrayAt(x, y).Y) - int(b.GrayAt(x, y).Y)
			sum, n = sum+max(d, -d), n+1
		}
	}
	return float64(sum) / float64(n)
}

func ghostscript(t *testing.T, doc []byte, page, dpi int) *image.Gray {
	t.Helper()
	tool := labeltest.NeedTool(t, "gs", "ghostscript")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pgm")
	if err := os.WriteFile(in, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	n := strconv.Itoa(page + 1)
	args := []string{"-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR", "-sDEVICE=pgmraw", "-r" + strconv.Itoa(dpi),
		"-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-dFirstPage=" + n, "-dLastPage=" + n, "-sOutputFile=" + out, in}
	if said, err := exec.Command(tool, args...).CombinedOutput(); err != nil || len(said) > 0 {
		t.Fatalf("Ghostscript: %v: %s", err, said)
	}
	return labeltest.ReadPGM(t, out)
}

// Poppler opens a document of many parts without a complaint and finds its texts.
func TestPopplerText(t *testing.T) {
	tool := labeltest.NeedTool(t, "pdftotext", "poppler-utils")
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, makePDF(t, rollPages(t, 60), 7), 0o600); err != nil {
		t.Fatal(err)
	}
	var complaints strings.Builder
	run := exec.Command(tool, in, "-")
	run.Stderr = &complaints
	out, err := run.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%v: %s", err, complaints.String())
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	if len(pages) != 60 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, text := range pages {
		for _, m := range testDrawing(t, i).Texts {
			if !strings.Contains(text, m.Text) {
				t.Errorf("page %d: no text %q", i, m.Text)
			}
		}
	}
}

// Images and bars are where the drawing has them, in their inks.
func TestMarks(t *testing.T) {
	const dpi = 300
	page := rollPages(t, 1)[0]
	page.Placed[0].X, page.Placed[0].Y = 1.3, -0.7
	drawn := labeltest.Open(t, makePDF(t, []*label.Page{page}, 1)).Render(0, dpi, false)
	grey := func(x, y float64) uint8 {
		return drawn.GrayAt(int((x+1.3)/25.4*dpi), int((y-0.7)/25.4*dpi)).Y
	}
	check := func(what string, x, y float64, dark bool, c label.Colour) {
		want := uint8(255)
		if ink, _ := label.InkOf(c); dark {
			want = color.GrayModel.Convert(color.RGBA{ink.R, ink.G, ink.B, 255}).(color.Gray).Y
		}
		if got := grey(x, y); max(got, want)-min(got, want) > 3 {
			t.Errorf("%s: grey of %d at %.2f, %.2f, want %d", what, got, x, y, want)
		}
	}
	d := page.Placed[0].Drawing
	m := d.Images[0]
	for y := range m.Bitmap.H {
		for x := range m.Bitmap.W {
			px, py := m.W/float64(m.Bitmap.W), m.H/float64(m.Bitmap.H)
			check("image", m.X+(float64(x)+0.5)*px, m.Y+(float64(y)+0.5)*py, m.Bitmap.Dark(x, y), m.Colour)
		}
	}
	for _, bar := range d.Bars {
		for _, x := range []float64{bar.X + 0.2, bar.X + bar.W - 0.2} {
			check("bar", x, bar.Y+bar.H/2, true, bar.Colour)
			check("above a bar", x, bar.Y-0.15, false, "")
			check("below a bar", x, bar.Y+bar.H+0.15, false, "")
		}
		check("left of a bar", bar.X-0.2, bar.Y+bar.H/2, false, "")
		check("right of a bar", bar.X+bar.W+0.2, bar.Y+bar.H/2, false, "")
	}
}
