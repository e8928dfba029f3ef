package raster

import (
	"image"

	"ocoptrace/label"
)

// Raster draws labels with a set of fonts. It keeps the glyphs that it has
// drawn, up to a few megabytes, and so belongs to one goroutine.
type Raster struct {
	faces  []*face // by label.Style
	masks  map[maskKey]mask
	held   int // bytes in masks
	smooth map[smoothKey]*image.Alpha
	spent  int // bytes in smooth
}

// New returns a Raster for the fonts, which are TrueType or OpenType. A font
// that cannot be read is an error wrapping [label.ErrFonts].
func New(fonts label.Fonts) (*Raster, error) {
	r := &Raster{masks: map[maskKey]mask{}, smooth: map[smoothKey]*image.Alpha{}}
	for _, data := range [][]byte{label.Regular: fonts.Regular, label.Bold: fonts.Bold, label.Mono: fonts.Mono} {
		f, err := newFace(data)
		if err != nil {
			return nil, err
		}
		r.faces = append(r.faces, f)
	}
	return r, nil
}

// Draw draws a label with one bit a dot at a resolution of [MinDPI] to [MaxDPI].
// A drawing out of bounds is an error wrapping [ErrBounds], a character that a
// font lacks one wrapping [ErrGlyph].
func (r *Raster) Draw(d *label.Drawing, dpi float64) (*label.Bitmap, error) {
	return r.Page(alone(d), dpi)
}

// Page draws a page with one bit a dot. Errors are those of [Raster.Draw].
func (r *Raster) Page(p *label.Page, dpi float64) (*label.Bitmap, error) {
	w, h, err := check(p, dpi, MaxDots)
	if err != nil {
		return nil, err
	}
	c := &dotted{r: r, to: label.NewBitmap(w, h), k: dpi / 25.4}
	if err := drawPage(c, p); err != nil {
		return nil, err
	}
	return c.to, nil
}

// Colour draws a label in its inks, smoothed, for a screen. The picture has at
// most [MaxColourDots]; other errors are those of [Raster.Draw].
func (r *Raster) Colour(d *label.Drawing, dpi float64) (*image.RGBA, error) {
	return r.ColourPage(alone(d), dpi)
}

// ColourPage draws a page in its inks. Errors are those of [Raster.Colour].
func (r *Raster) ColourPage(p *label.Page, dpi float64) (*image.RGBA, error) {
	w, h, err := check(p, dpi, MaxColourDots)
	if err != nil {
		return nil, err
	}
	c := &inks{r: r, to: white(w, h), k: dpi / 25.4}
	if err := drawPage(c, p); err != nil {
		return nil, err
	}
	return c.to, nil
}

// alone returns a page that is one label; without one it has no size.
func alone(d *label.Drawing) *label.Page {
	if d == nil {
		return &label.Page{}
	}
	return &label.Page{W: d.W, H: d.H, Placed: []label.Placed{{Drawing: d}}}
}

// A canvas takes marks whose corners are on the page, in mm.
type canvas interface {
	image(m label.ImageMark, x, y float64) error
	bar(m label.BarMark, x, y float64)
	text(m label.TextMark, x, y float64) error
	symbol(m label.SymbolMark, x, y float64) error
}

func drawPage(c canvas, p *label.Page) error {
	for _, at := range p.Placed {
		if err := drawMarks(c, at.Drawing, at.X, at.Y); err != nil {
			return err
		}
	}
	return nil
}

func drawMarks(c canvas, d *label.Drawing, x, y float64) error {
	for _, m := range d.Images {
		if err := c.image(m, x+m.X, y+m.Y); err != nil {
			return err
		}
	}
	for _, m := range d.Bars {
		c.bar(m, x+m.X, y+m.Y)
	}
	for _, m := range d.Texts {
		if err := c.text(m, x+m.X, y+m.Y); err != nil {
			return err
		}
	}
	for _, m := range d.Symbols {
		if err := c.symbol(m, x+m.X, y+m.Y); err != nil {
			return err
		}
	}
	return nil
}
