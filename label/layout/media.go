package layout

import (
	"errors"
	"fmt"
	"math"
)

// ErrMedia reports a medium that no label can be laid out on.
var ErrMedia = errors.New("layout: media")

// Media is what one label is printed on, and by what.
type Media struct {
	W, H           float64 // of the label, mm, 5 to 2000
	InsetX, InsetY float64 // label edge to ink: unprintable borders, registration, mm
	DPI            float64 // dots per inch of the printer, 72 to 2400
	Thermal        bool    // prints black only
	OwnSymbols     bool    // symbols as large as those the printer makes of a text, where there is room ([label.EncodeBytes])
	MinPoint       float64 // least letter size, points; 0 to 72
	MinCode        float64 // the same for a code, whose letters have no marks above them, at most MinPoint; 0: MinPoint
	MinXHeight     float64 // least x-height, mm; 0 to 20
}

// LeastPoint is the smallest size of letters on any medium, in points.
const LeastPoint = 3

// Check returns an error wrapping [ErrMedia] for measures out of range or with no
// room between the insets.
func (m Media) Check() error {
	for _, v := range []struct {
		what               string
		v, least, greatest float64
	}{
		{"width", m.W, 5, 2000}, {"height", m.H, 5, 2000}, {"inset", m.InsetX, 0, 1000}, {"inset", m.InsetY, 0, 1000},
		{"dpi", m.DPI, 72, 2400}, {"least letters", m.MinPoint, 0, 72}, {"least letters of a code", m.MinCode, 0, m.MinPoint},
		{"least x-height", m.MinXHeight, 0, 20},
	} {
		if !within(v.v, v.least, v.greatest) {
			return fmt.Errorf("%w: %s %g, want %g to %g", ErrMedia, v.what, v.v, v.least, v.greatest)
		}
	}
	if m.W-2*m.InsetX < 3 || m.H-2*m.InsetY < 3 {
		return fmt.Errorf("%w: insets of %g and %g mm leave no room on %g x %g mm", ErrMedia, m.InsetX, m.InsetY, m.W, m.H)
	}
	return nil
}

// grid is the printer's dots. All places on a label are whole dots.
type grid float64 // mm of a dot

func (m Media) grid() grid { return grid(25.4 / m.DPI) }

const slack = 1e-9 // dots; rounding of what is a whole number already

// up returns the least whole number of dots not under mm, in mm.
func (g grid) up(mm float64) float64 { return math.Ceil(mm/float64(g)-slack) * float64(g) }

// down returns the greatest whole number of dots not over mm, in mm.
func (g grid) down(mm float64) float64 { return math.Floor(mm/float64(g)+slack) * float64(g) }

// letterShare bounds ordinary letters by the label: points for each mm of the
// side of a square as large as the label. So one template serves small labels
// and large ones.
const letterShare = 0.2

// body returns the size of ordinary letters, in points.
func (m Media) body(t *Template) float64 { return min(t.Letters, letterShare*math.Sqrt(m.W*m.H)) }
