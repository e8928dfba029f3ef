package raster

import (
	"errors"
	"fmt"
	"math"

	"ocoptrace/label"
)

// ErrBounds reports a drawing, a mark or a resolution that cannot be drawn.
var ErrBounds = errors.New("label/raster: out of bounds")

// Limits of what is drawn, so that damaged or hostile sizes cost no memory.
const (
	MinDPI, MaxDPI = 72, 1200
	MaxSide        = 3000        // mm, of a label or a page
	MaxDots        = 100_000_000 // of a one-bit picture: 12.5 MB
	MaxColourDots  = 25_000_000  // of a coloured picture: 100 MB
	MaxEm          = 4096        // dots in an em
)

// Check makes sure that a page and all marks on it have sizes and places that can
// be drawn; otherwise the error wraps [ErrBounds]. Characters are not looked at.
func Check(p *label.Page) error {
	if !(p.W > 0 && p.H > 0 && p.W <= MaxSide && p.H <= MaxSide) {
		return fmt.Errorf("%w: %g x %g mm, want more than 0 and at most %d each way", ErrBounds, p.W, p.H, MaxSide)
	}
	for _, at := range p.Placed {
		if err := checkPlaced(at); err != nil {
			return err
		}
	}
	return nil
}

// check returns a picture's dots each way.
func check(p *label.Page, dpi float64, most int) (w, h int, err error) {
	if !(dpi >= MinDPI && dpi <= MaxDPI) {
		return 0, 0, fmt.Errorf("%w: %g dpi, want %d to %d", ErrBounds, dpi, MinDPI, MaxDPI)
	}
	if err := Check(p); err != nil {
		return 0, 0, err
	}
	w, h = max(1, round(p.W*dpi/25.4)), max(1, round(p.H*dpi/25.4))
	if w*h > most {
		return 0, 0, fmt.Errorf("%w: %d x %d dots at %g dpi are more than %d; use a lower resolution",
			ErrBounds, w, h, dpi, most)
	}
	return w, h, nil
}

func round(v float64) int { return int(math.Round(v)) }

// near reports whether a coordinate is a number and not so far away that
// arithmetic on dots could overflow.
func near(values ...float64) bool {
	for _, v := range values {
		if !(math.Abs(v) <= 2*MaxSide) {
			return false
		}
	}
	return true
}

// checkPlaced makes sure that all marks of a drawing have sane places.
func checkPlaced(at label.Placed) error {
	d := at.Drawing
	if d == nil {
		return fmt.Errorf("%w: a place on the page without a drawing", ErrBounds)
	}
	if !near(at.X, at.Y) {
		return fmt.Errorf("%w: drawing at %g, %g mm", ErrBounds, at.X, at.Y)
	}
	for i, m := range d.Symbols {
		if !near(m.X, m.Y) || !(m.Module > 0 && m.Module <= MaxSide) {
			return fmt.Errorf("%w: symbol %d at %g, %g mm, module %g mm", ErrBounds, i, m.X, m.Y, m.Module)
		}
	}
	for i, m := range d.Texts {
		if !near(m.X, m.Y) || !(m.Size > 0) || m.Style < label.Regular || m.Style > label.Mono {
			return fmt.Errorf("%w: text %d (%s) at %g, %g mm, style %d of %g pt", ErrBounds, i, m.Field, m.X, m.Y, m.Style, m.Size)
		}
	}
	return checkRects(d)
}

func checkRects(d *label.Drawing) error {
	for i, m := range d.Bars {
		if !near(m.X, m.Y, m.W, m.H) || m.W < 0 || m.H < 0 {
			return fmt.Errorf("%w: bar %d at %g, %g mm, %g x %g mm", ErrBounds, i, m.X, m.Y, m.W, m.H)
		}
	}
	for i, m := range d.Images {
		if !near(m.X, m.Y, m.W, m.H) || m.W < 0 || m.H < 0 {
			return fmt.Errorf("%w: image %d at %g, %g mm, %g x %g mm", ErrBounds, i, m.X, m.Y, m.W, m.H)
		}
		if b := m.Bitmap; b == nil || b.W < 1 || b.H < 1 || len(b.Bits) < b.Stride()*b.H {
			return fmt.Errorf("%w: image %d has no pixels or fewer than its size says", ErrBounds, i)
		}
	}
	return nil
}
