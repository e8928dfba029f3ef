package picture

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// PNG writes a label with one bit a dot, as a printer of that resolution prints
// it. Errors are those of [raster.Raster.Draw] and of writing.
func PNG(w io.Writer, r *raster.Raster, d *label.Drawing, dpi float64) error {
	return PNGPage(w, r, alone(d), dpi)
}

// PNGPage writes a page with one bit a dot.
func PNGPage(w io.Writer, r *raster.Raster, p *label.Page, dpi float64) error {
	b, err := r.Page(p, dpi)
	if err != nil {
		return err
	}
	return encode(w, oneBit{b}, dpi)
}

// PNGColour writes a label in its inks, smoothed. Errors are those of
// [raster.Raster.Colour] and of writing.
func PNGColour(w io.Writer, r *raster.Raster, d *label.Drawing, dpi float64) error {
	return PNGColourPage(w, r, alone(d), dpi)
}

// PNGColourPage writes a page in its inks, smoothed.
func PNGColourPage(w io.Writer, r *raster.Raster, p *label.Page, dpi float64) error {
	img, err := r.ColourPage(p, dpi)
	if err != nil {
		return err
	}
	return encode(w, img, dpi)
}

// PNGSymbol writes a symbol with its quiet zone, with so many dots in a module.
// The resolution is what makes the modules as wide as the mark says. A symbol
// out of the bounds of [raster.Raster.Draw] is an error wrapping
// [raster.ErrBounds].
func PNGSymbol(w io.Writer, m label.SymbolMark, dots int) error {
	dpi := float64(dots) * 25.4 / m.Module
	r := &raster.Raster{} // there are no letters
	if n := raster.Dots(m.Module, dpi); n != dots {
		return fmt.Errorf("%w: %d dots in a module of %g mm", raster.ErrBounds, dots, m.Module)
	}
	return PNG(w, r, withQuiet(m), dpi)
}

func encode(w io.Writer, img image.Image, dpi float64) error {
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	return e.Encode(&resolved{w: w, dpi: dpi, before: afterIHDR}, img)
}

// oneBit is a bitmap as an image of two colours, which PNG packs into bits.
type oneBit struct{ *label.Bitmap }

var blackOnWhite = color.Palette{color.Gray{0xff}, color.Gray{0}}

func (b oneBit) ColorModel() color.Model { return blackOnWhite }
func (b oneBit) Bounds() image.Rectangle { return image.Rect(0, 0, b.W, b.H) }
func (b oneBit) At(x, y int) color.Color { return blackOnWhite[b.ColorIndexAt(x, y)] }
func (b oneBit) ColorIndexAt(x, y int) uint8 {
	if b.Dark(x, y) {
		return 1
	}
	return 0
}

// afterIHDR is the length of a PNG file up to the end of its first chunk.
const afterIHDR = 8 + 4 + 4 + 13 + 4

// resolved puts a pHYs chunk after the first chunk of a PNG file (PNG third
// edition, 11.3.4.3).
type resolved struct {
	w      io.Writer
	dpi    float64
	before int // bytes until then
}

func (r *resolved) Write(p []byte) (int, error) {
	n := 0
	if r.before > 0 {
		head := p[:min(len(p), r.before)]
		m, err := r.w.Write(head)
		n, r.before = m, r.before-m
		if err != nil || r.before > 0 {
			return n, err
		}
		if _, err := r.w.Write(physical(r.dpi)); err != nil {
			return n, err
		}
	}
	m, err := r.w.Write(p[n:])
	return n + m, err
}

// physical returns a pHYs chunk: dots in a metre each way, unit 1.
func physical(dpi float64) []byte {
	perMetre := uint32(math.Round(dpi / 0.0254))
	b := binary.BigEndian.AppendUint32(nil, 9)
	b = append(b, "pHYs"...)
	b = binary.BigEndian.AppendUint32(b, perMetre)
	b = binary.BigEndian.AppendUint32(b, perMetre)
	b = append(b, 1)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}
