package snapshot

import (
	"errors"
	"fmt"
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	single "github.com/makiuchi-d/gozxing/qrcode"
)

// ErrNoSymbol is the error for a photo in which no symbol can be read.
var ErrNoSymbol = errors.New("snapshot: no QR symbol can be read")

// sides are the sizes in which a photo is looked at until a symbol is found, by
// the pixels of the longer side. A symbol is read from about 3 pixels a module on.
var sides = []int{1200, 600, 2400, 3600}

// Read returns the texts of the symbols in a photo, each once. A photo without
// one is an error wrapping [ErrNoSymbol]; other errors wrap [ErrFormat],
// [ErrTooLarge] or [ErrDamaged].
func Read(file []byte) ([]string, error) {
	g, err := brightness(file)
	if err != nil {
		return nil, err
	}
	whole := false
	for _, side := range sides {
		small, smaller := reduced(g, side)
		if !smaller && whole {
			continue // was looked at
		}
		whole = whole || !smaller
		if texts := look(small); len(texts) > 0 {
			return texts, nil
		}
	}
	return nil, fmt.Errorf("%w in %d by %d pixels", ErrNoSymbol, g.Rect.Dx(), g.Rect.Dy())
}

// look finds the symbols of a picture: all that are complete, or else one.
func look(g *image.Gray) []string {
	source, err := luminance(g)
	if err != nil {
		return nil
	}
	for _, b := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		if texts := try(b); len(texts) > 0 {
			return texts
		}
	}
	return nil
}

func luminance(g *image.Gray) (gozxing.LuminanceSource, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	pix := g.Pix
	if g.Stride != w {
		pix = make([]byte, 0, w*h)
		for y := range h {
			pix = append(pix, g.Pix[y*g.Stride:y*g.Stride+w]...)
		}
	}
	return gozxing.NewPlanarYUVLuminanceSource(pix, w, h, 0, 0, w, h, false)
}

// try looks once. The reader looks beyond the edges of some pictures and panics;
// that is a picture in which nothing is found.
func try(b gozxing.Binarizer) (texts []string) {
	defer func() {
		if recover() != nil {
			texts = nil
		}
	}()
	picture, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return nil
	}
	dark, err := picture.GetBlackMatrix()
	if err != nil {
		return nil
	}
	n := corners(dark, maxForOne)
	if n <= maxForSeveral {
		texts = several(picture)
	}
	if n <= maxForOne && len(texts) == 0 {
		texts = one(picture)
	}
	return texts
}

var harder = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}

func several(m *gozxing.BinaryBitmap) (texts []string) {
	found, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(m, harder)
	if err != nil {
		return nil
	}
	for _, r := range found {
		if t := r.GetText(); t != "" && !slices.Contains(texts, t) {
			texts = append(texts, t)
		}
	}
	return texts
}

func one(m *gozxing.BinaryBitmap) []string {
	r, err := single.NewQRCodeReader().Decode(m, harder)
	if err != nil || r.GetText() == "" {
		return nil
	}
	return []string{r.GetText()}
}
