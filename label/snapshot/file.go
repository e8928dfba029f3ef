package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // formats that Decode reads
	_ "image/png"

	_ "golang.org/x/image/webp" // likewise
)

// Limits of a file.
const (
	MaxBytes  = 12 << 20
	MaxPixels = 40_000_000
)

var (
	ErrFormat   = errors.New("snapshot: no JPEG, PNG or WebP file")
	ErrTooLarge = errors.New("snapshot: file too large")
	ErrDamaged  = errors.New("snapshot: damaged file")
)

// brightness reads a file as a picture of its brightness. What is transparent
// counts as white.
func brightness(file []byte) (*image.Gray, error) {
	if len(file) > MaxBytes {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, len(file), MaxBytes)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if c.Width < 1 || c.Height < 1 {
		return nil, fmt.Errorf("%w: %d by %d pixels", ErrDamaged, c.Width, c.Height)
	}
	if c.Width > MaxPixels/c.Height { // before memory is spent on it
		return nil, fmt.Errorf("%w: %d by %d pixels, at most %d", ErrTooLarge, c.Width, c.Height, MaxPixels)
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return gray(img), nil
}

// gray is the brightness of a picture. That of a JPEG file is in it already.
func gray(img image.Image) *image.Gray {
	b := img.Bounds()
	switch img := img.(type) {
	case *image.Gray:
		return img
	case *image.YCbCr:
		return &image.Gray{Pix: img.Y, Stride: img.YStride, Rect: b}
	}
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(g, g.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(g, g.Bounds(), img, b.Min, draw.Over)
	return g
}

// reduced is a picture whose longer side has at most so many pixels, each the
// mean of those that it stands for; and whether it is smaller than the picture.
func reduced(g *image.Gray, side int) (*image.Gray, bool) {
	b := g.Bounds()
	w, h := b.Dx(), b.Dy()
	if max(w, h) <= side {
		return g, false
	}
	toW, toH := max(1, w*side/max(w, h)), max(1, h*side/max(w, h))
	out := image.NewGray(image.Rect(0, 0, toW, toH))
	for y := range toH {
		top, bottom := y*h/toH, max(y*h/toH+1, (y+1)*h/toH)
		for x := range toW {
			left, right := x*w/toW, max(x*w/toW+1, (x+1)*w/toW)
			out.Pix[y*out.Stride+x] = mean(g, left, top, right, bottom)
		}
	}
	return out, true
}

func mean(g *image.Gray, left, top, right, bottom int) uint8 {
	sum := 0
	for y := top; y < bottom; y++ {
		for _, v := range g.Pix[y*g.Stride+left : y*g.Stride+right] {
			sum += int(v)
		}
	}
	return uint8(sum / ((right - left) * (bottom - top)))
}
