package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

var matrixFile = flag.String("matrix", "", "measure ways of drawing QR symbols and write the tables to this file")

// chart is a page of symbols drawn one way in one size.
type chart struct {
	doc      []byte
	contents []string
	symbols  []label.Symbol
	module   float64
	boxes    []box // symbol with quiet zone
}

// box is a rectangle in mm.
type box struct{ left, top, right, bottom float64 }

const chartSymbols = 12

func makeChart(t testing.TB, way drawingWay, side float64) chart {
	t.Helper()
	c := chart{module: side / 33} // version 4
	quiet := label.Quiet * c.module
	pitch := side + 2*quiet + 1.37 // no whole number of dots, so that positions differ
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: 4 * pitch, Ht: 3*pitch + 0.01}})
	pdf.AddPage()
	for i := range chartSymbols {
		content := fmt.Sprintf("https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2%04d", i*i*7)
		s, err := label.Encode(content)
		if err != nil || s.Size() != 33 {
			t.Fatalf("%d modules, %v", s.Size(), err)
		}
		x, y := float64(i%4)*pitch, float64(i/4)*pitch
		way.draw(pdf, s, x+quiet, y+quiet, c.module)
		c.contents = append(c.contents, content)
		c.symbols = append(c.symbols, s)
		c.boxes = append(c.boxes, box{x, y, x + side + 2*quiet, y + side + 2*quiet})
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	c.doc = b.Bytes()
	return c
}

type renderer struct {
	name string
	draw func(t testing.TB, doc []byte, dpi int, oneBit bool) *image.Gray
}

var renderers = []renderer{
	{"PDFium", func(t testing.TB, doc []byte, dpi int, oneBit bool) *image.Gray {
		return labeltest.Open(t, doc).Render(0, dpi, oneBit)
	}},
	{"poppler", func(t testing.TB, doc []byte, dpi int, oneBit bool) *image.Gray {
		return labeltest.RenderPoppler(t, doc, 0, dpi, oneBit)
	}},
	{"Ghostscript", renderGhostscript},
}

func renderGhostscript(t testing.TB, doc []byte, dpi int, oneBit bool) *image.Gray {
	t.Helper()
	tool := labeltest.NeedTool(t, "gs", "ghostscript")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pgm")
	if err := os.WriteFile(in, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	bits := "4"
	if oneBit {
		bits = "1"
	}
	labeltest.RunTool(t, tool, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pgmraw", "-r"+strconv.Itoa(dpi),
		"-dGraphicsAlphaBits="+bits, "-sOutputFile="+out, in)
	return labeltest.ReadPGM(t, out)
}

// seam returns the lightest pixel well inside the dark cores of the symbols'
// upper left finder patterns: 0 where no seam shows.
func (c chart) seam(g *image.Gray, dpi int) byte {
	var lightest byte
	for _, b := range c.boxes {
		inner := (label.Quiet + 2.5) * c.module
		for _, v := range labeltest.Crop(g, dpi, b.left+inner, b.top+inner, 2*c.module, 2*c.module).Pix {
			lightest = max(lightest, v)
		}
	}
	return lightest
}

// read returns how many symbols each reader decodes: ZXing, zbar.
func (c chart) read(t testing.TB, g *image.Gray, dpi int) [2]int {
	var images []*image.Gray
	var read [2]int
	for i, b := range c.boxes {
		img := labeltest.Crop(g, dpi, b.left, b.top, b.right-b.left, b.bottom-b.top)
		if got, err := labeltest.ReadZXing(img); err == nil && got == c.contents[i] {
			read[0]++
		}
		images = append(images, img)
	}
	for i, got := range labeltest.ReadZbar(t, images) {
		if got == c.contents[i] {
			read[1]++
		}
	}
	return read
}

// TestDrawingMatrix measures every way of drawing a symbol, holds the way that
// labels use to what docs/qr-drawing.md says of it, and writes its tables where
// -matrix asks for them.
func TestDrawingMatrix(t *testing.T) {
	labeltest.SkipUnderRace(t)
	if *matrixFile == "" && os.Getenv("CI") != "true" {
		t.Skip("takes a minute and a half; run with -matrix FILE or CI=true")
	}
	var reads, seams, sizes strings.Builder
	sides, resolutions := []float64{10, 12, 15, 20}, []int{203, 300, 600}
	fmt.Fprint(&reads, "| drawn as | side, mm | 203 one-bit | 203 grey | 300 one-bit | 300 grey | 600 one-bit | 600 grey |\n|---|---|---|---|---|---|---|---|\n")
	fmt.Fprint(&seams, "| drawn as | PDFium | poppler | Ghostscript |\n|---|---|---|---|\n")
	fmt.Fprint(&sizes, "| drawn as | bytes a symbol |\n|---|---|\n")
	for wayIndex, way := range drawingWays {
		worst := make([]byte, len(renderers))
		for _, side := range sides {
			c := makeChart(t, way, side)
			fmt.Fprintf(&reads, "| %s | %g |", way.name, side)
			for _, dpi := range resolutions {
				for _, oneBit := range []bool{true, false} {
					var total [2]int
					for i, r := range renderers {
						g := r.draw(t, c.doc, dpi, oneBit)
						n := c.read(t, g, dpi)
						total[0], total[1] = total[0]+n[0], total[1]+n[1]
						worst[i] = max(worst[i], c.seam(g, dpi))
					}
					fmt.Fprintf(&reads, " %d, %d |", total[0], total[1])
					if all := chartSymbols * len(renderers); wayIndex == 0 && dpi >= 300 && total != [2]int{all, all} {
						t.Errorf("%s, %g mm, %d dpi, one-bit %t: ZXing reads %d, zbar %d of %d", way.name, side, dpi, oneBit, total[0], total[1], all)
					}
				}
			}
			fmt.Fprintln(&reads)
		}
		fmt.Fprintf(&seams, "| %s | %d | %d | %d |\n", way.name, worst[0], worst[1], worst[2])
		fmt.Fprintf(&sizes, "| %s | %d |\n", way.name, (len(makeChart(t, way, 15).doc)-emptyChart(t))/chartSymbols)
		if wayIndex == 0 && slices.Max(worst) > 0 {
			t.Errorf("%s: seams of %v", way.name, worst)
		}
		t.Log(way.name)
	}
	if *matrixFile == "" {
		return
	}
	out := slices.Concat([]byte(reads.String()), []byte("\n"), []byte(seams.String()), []byte("\n"), []byte(sizes.String()))
	if err := os.WriteFile(*matrixFile, out, 0o644); err != nil {
		t.Fatal(err)
	}
}

func emptyChart(t testing.TB) int {
	return len(makeChart(t, drawingWay{draw: func(*gofpdf.Fpdf, label.Symbol, float64, float64, float64) {}}, 15).doc)
}
