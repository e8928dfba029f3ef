package media

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	_ "image/png" // a format that Decode reads
	"slices"

	"ocoptrace/trace"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // likewise
)

// Limits of a file that is sent, and the longer side of what is kept.
const (
	MaxBytes  = 12 << 20
	MaxPixels = 40_000_000
	MaxSide   = 1600
)

// widths of the copies for screens, pixels.
var widths = []int{320, 640, 1280}

const quality = 78 // of JPEG: 640 pixels of a usual photo take about 50 kB

// A copied photo is one of its copies.
type copied struct {
	width, height int
	data          []byte
}

// encode makes the copies of a photo, narrowest first, the master last.
func (m *Media) encode(ctx context.Context, file []byte) ([]copied, error) {
	if err := check(file); err != nil {
		return nil, err
	}
	select {
	case m.decoding <- struct{}{}:
		defer func() { <-m.decoding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, problem("photoDamaged")
	}
	return copies(turned(scaled(img, MaxSide, MaxSide), orientation(file)))
}

// check looks at the beginning of a file, before memory is spent on it.
func check(file []byte) error {
	if len(file) > MaxBytes {
		return problem("photoTooLarge", int64(MaxBytes>>20))
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || !slices.Contains([]string{"jpeg", "png", "webp"}, format) {
		return problem("photoUnknown")
	}
	if c.Width < 1 || c.Height < 1 || c.Width > MaxPixels/c.Height {
		return problem("photoTooManyPixels", int64(MaxPixels/1_000_000))
	}
	return nil
}

func problem(key string, args ...any) trace.Problems {
	return trace.Problems{{Field: "photo", Key: key, Args: args}}
}

// scaled is a picture on white that fits into w by h pixels.
func scaled(img image.Image, w, h int) *image.RGBA {
	b := img.Bounds()
	k := min(1, float64(w)/float64(b.Dx()), float64(h)/float64(b.Dy()))
	to := image.Rect(0, 0, max(1, int(float64(b.Dx())*k+0.5)), max(1, int(float64(b.Dy())*k+0.5)))
	out, op := image.NewRGBA(to), draw.Over
	if opaque, ok := img.(interface{ Opaque() bool }); ok && opaque.Opaque() {
		op = draw.Src // quicker, and the same
	} else {
		draw.Draw(out, to, image.White, image.Point{}, draw.Src)
	}
	if k == 1 {
		draw.Draw(out, to, img, b.Min, op)
	} else {
		draw.CatmullRom.Scale(out, to, img, b, op, nil)
	}
	return out
}

func copies(master *image.RGBA) (all []copied, err error) {
	for _, w := range append(slices.Clone(widths), master.Bounds().Dx()) {
		img := master
		if w < master.Bounds().Dx() {
			img = scaled(master, w, MaxSide)
		}
		if len(all) > 0 && img.Bounds().Dx() <= all[len(all)-1].width {
			continue
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		all = append(all, copied{img.Bounds().Dx(), img.Bounds().Dy(), b.Bytes()})
	}
	return all, nil
}
