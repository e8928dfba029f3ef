package proof

import (
	"fmt"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"

	"ocoptrace/label"
)

// Symbol reads the one QR symbol of a picture, which has its quiet zone around
// it, at any size of at least two dots a module where it is not upright and whole.
// A picture without one is an error wrapping [ErrUnreadable].
func Symbol(b *label.Bitmap) (string, error) {
	text, err := look(b)
	if err == nil {
		return text, nil
	}
	if x, y, n, modules, ok := upright(b); ok {
		if text, err := sampled(b, x, y, n, modules); err == nil {
			return text, nil
		}
	}
	return "", err
}

// looks are the ways in which a picture is looked at until it is read: how many
// times as large, and turned by how many quarters.
var looks = []struct{ times, turns int }{{1, 0}, {2, 0}, {1, 1}, {3, 0}, {2, 1}, {1, 2}, {3, 1}}

// maxLook is the most dots in a picture that is looked at more than once.
const maxLook = 4_000_000

// look finds and reads the symbol of a picture.
func look(b *label.Bitmap) (text string, err error) {
	if crowded(enlarged(b, 1, 0)) {
		return "", errCrowded
	}
	for i, l := range looks {
		if i > 0 && b.W*b.H*l.times*l.times > maxLook {
			continue
		}
		text, again := find(enlarged(b, l.times, l.turns))
		if again == nil {
			return text, nil
		}
		if i == 0 {
			err = again
		}
	}
	return "", err
}

// enlarged returns a picture so many times as large, turned by quarters to the
// right.
func enlarged(b *label.Bitmap, times, turns int) *gozxing.BitMatrix {
	w, h := b.W*times, b.H*times
	if turns%2 == 1 {
		w, h = h, w
	}
	m, err := gozxing.NewBitMatrix(w, h)
	if err != nil {
		return nil // a picture without dots
	}
	eachDark(b, func(x, y int) {
		for i := range times * times {
			m.Set(turned(x*times+i%times, y*times+i/times, b.W*times, b.H*times, turns))
		}
	})
	return m
}

func turned(x, y, w, h, turns int) (int, int) {
	for range turns {
		x, y, w, h = h-1-y, x, h, w
	}
	return x, y
}

// find reads the symbol of a picture once.
func find(m *gozxing.BitMatrix) (text string, err error) {
	defer recovered(&err)
	if m == nil {
		return "", fmt.Errorf("%w: no picture", ErrUnreadable)
	}
	found, err := detector.NewDetector(m).DetectWithoutHints()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return decode(found.GetBits())
}

// decode reads modules.
func decode(m *gozxing.BitMatrix) (string, error) {
	r, err := decoder.NewDecoder().DecodeWithoutHint(m)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return r.GetText(), nil
}

// recovered makes an error of a panic: the reader looks beyond the edges of some
// pictures.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: reader: %v", ErrUnreadable, r)
	}
}
