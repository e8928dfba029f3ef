package label

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
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

// needTool returns a program's path. Where all tools are promised (CI) a missing
// one fails the test, elsewhere it is skipped.
func needTool(t testing.TB, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	message := name + " is not installed: apt-get install " + debian
	if os.Getenv("CI") == "true" {
		t.Fatal(message)
	}
	t.Skip(message)
	return ""
}

// renderPoppler draws one 0-based page with pdftoppm, in grey or one bit.
func renderPoppler(t testing.TB, doc []byte, page, dpi int, oneBit bool) *image.Gray {
	t.Helper()
	tool := needTool(t, "pdftoppm", "poppler-utils")
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	n := strconv.Itoa(page + 1)
	args := []string{"-r", strconv.Itoa(dpi), "-f", n, "-l", n, "-singlefile", "-gray"}
	if oneBit {
		args = append(args, "-aa", "no", "-aaVector", "no")
	}
	runTool(t, tool, append(args, in, filepath.Join(dir, "out"))...)
	g := readPGM(t, filepath.Join(dir, "out.pgm"))
	if oneBit {
		threshold(g)
	}
	return g
}

func runTool(t testing.TB, tool string, args ...string) {
	t.Helper()
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", filepath.Base(tool), err, out)
	}
}

var pgmHead = regexp.MustCompile(`^P5\s(?:#.*\n)*(\d+)\s(\d+)\s255\s`)

// readPGM and writePGM move grey images to and from tools (Netpbm P5).
func readPGM(t testing.TB, path string) *image.Gray {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head := pgmHead.FindSubmatch(data[:min(len(data), 200)])
	if head == nil {
		t.Fatalf("%s is not a PGM image", path)
	}
	w, _ := strconv.Atoi(string(head[1]))
	h, _ := strconv.Atoi(string(head[2]))
	if len(data) != len(head[0])+w*h {
		t.Fatalf("%s: %d bytes for %d x %d pixels", path, len(data), w, h)
	}
	return &image.Gray{Pix: data[len(data)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

func writePGM(t testing.TB, path string, g *image.Gray) {
	t.Helper()
	data := fmt.Appendf(nil, "P5\n%d %d\n255\n", g.Rect.Dx(), g.Rect.Dy())
	for y := range g.Rect.Dy() {
		data = append(data, g.Pix[y*g.Stride:][:g.Rect.Dx()]...)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// readZXing finds and decodes the QR symbol of a scanned image, with the one or
// the other of ZXing's ways to tell dark from light, as phones alternate them.
func readZXing(img image.Image) (string, error) {
	source := gozxing.NewLuminanceSourceFromImage(img)
	text, err := readBinarized(gozxing.NewHybridBinarizer(source), gozxing.DecodeHintType_TRY_HARDER)
	if err != nil {
		text, err = readBinarized(gozxing.NewGlobalHistgramBinarizer(source), gozxing.DecodeHintType_TRY_HARDER)
	}
	return text, err
}

// readPure decodes an image that is nothing but an upright QR symbol.
func readPure(img image.Image) (string, error) {
	source := gozxing.NewLuminanceSourceFromImage(img)
	return readBinarized(gozxing.NewHybridBinarizer(source), gozxing.DecodeHintType_PURE_BARCODE)
}

func readBinarized(b gozxing.Binarizer, hint gozxing.DecodeHintType) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", err
	}
	r, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{hint: true})
	if err != nil {
		return "", err
	}
	return r.GetText(), nil
}

// readZbar decodes one QR symbol in each of the images with one call of
// zbarimg. Where it finds none or several the text is empty.
func readZbar(t testing.TB, images []*image.Gray) []string {
	t.Helper()
	tool := needTool(t, "zbarimg", "zbar-tools")
	dir := t.TempDir()
	args := []string{"--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"}
	for i, img := range images {
		path := filepath.Join(dir, strconv.Itoa(i))
		writePGM(t, path, img)
		args = append(args, path)
	}
	// zbarimg leaves with 4 where an image has no symbol.
	out, err := exec.Command(tool, args...).Output()
	var found struct {
		Sources []struct {
			Href string   `xml:"href,attr"`
			Data []string `xml:"index>symbol>data"`
		} `xml:"source"`
	}
	if xmlErr := xml.Unmarshal(out, &found); xmlErr != nil {
		t.Fatalf("zbarimg: %v, %v: %s", err, xmlErr, out)
	}
	texts := make([]string, len(images))
	for _, s := range found.Sources {
		i, err := strconv.Atoi(filepath.Base(s.Href))
		if err == nil && len(s.Data) == 1 {
			texts[i] = s.Data[0]
		}
	}
	return texts
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
