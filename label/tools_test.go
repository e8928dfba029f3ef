package label

import (
	"encoding/xml"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

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
