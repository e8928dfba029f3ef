package labeltest

import (
	"encoding/xml"
	"image"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// ReadZXing finds and decodes the QR symbol of a scanned image, with the one or
// the other of ZXing's ways to tell dark from light, as phones alternate them.
func ReadZXing(img image.Image) (string, error) {
	source := luminance(img)
	text, err := readBinarized(gozxing.NewHybridBinarizer(source), gozxing.DecodeHintType_TRY_HARDER)
	if err != nil {
		text, err = readBinarized(gozxing.NewGlobalHistgramBinarizer(source), gozxing.DecodeHintType_TRY_HARDER)
	}
	return text, err
}

// ReadPure decodes an image that is nothing but an upright QR symbol.
func ReadPure(img image.Image) (string, error) {
	source := luminance(img)
	return readBinarized(gozxing.NewHybridBinarizer(source), gozxing.DecodeHintType_PURE_BARCODE)
}

// luminance gives ZXing a grey picture as it is, and has others converted.
func luminance(img image.Image) gozxing.LuminanceSource {
	if g, ok := img.(*image.Gray); ok && g.Stride == g.Rect.Dx() {
		if source, err := gozxing.NewPlanarYUVLuminanceSource(g.Pix, g.Stride, g.Rect.Dy(), 0, 0, g.Stride, g.Rect.Dy(), false); err == nil {
			return source
		}
	}
	return gozxing.NewLuminanceSourceFromImage(img)
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

// ReadZbar decodes one QR symbol in each of the images with one call of
// zbarimg. Where it finds none or several the text is empty.
func ReadZbar(t testing.TB, images []*image.Gray) []string {
	t.Helper()
	tool := NeedTool(t, "zbarimg", "zbar-tools")
	dir := t.TempDir()
	args := []string{"--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"}
	for i, img := range images {
		path := filepath.Join(dir, strconv.Itoa(i))
		WritePGM(t, path, img)
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
