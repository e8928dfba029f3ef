package label

import (
	"errors"
	"fmt"
	"math"
)

// ErrStock reports a stock that is unknown or whose geometry is impossible.
var ErrStock = errors.New("label: stock")

// Stock describes a sheet or roll of blank labels. Lengths are millimetres,
// measured from the top left corner of the page.
type Stock struct {
	ID   string
	Name string

	PageW, PageH          float64
	LabelW, LabelH        float64
	MarginLeft, MarginTop float64 // page edge to the first label
	PitchX, PitchY        float64 // from one label's edge to the next one's
	Cols, Rows            int
	Roll                  bool // one label is one page

	InsetX, InsetY float64 // label edge to text: unprintable borders, registration
	DPI            float64 // dots per inch of the coarsest printer it is meant for
	Dots           int     // widest module, in printer dots
	Body           float64 // ordinary letters, points; they may shrink to the least height
	MinPoint       float64 // least letter size, points
	MinXHeight     float64 // least x-height
	English        bool    // has room for Label.NameEN
	Lines          bool    // has room for Label.Lines
}

// Least x-heights of compulsory text: 1.2 mm, and 0.9 mm where the labelled
// face is under 80 cm2 (Decree 43/2017/ND-CP art. 5; the same numbers as
// Regulation (EU) 1169/2011 art. 13). A 105 x 74 mm label is 78 cm2 but sits
// on a larger face.
const (
	xHeightFull  = 1.2
	xHeightSmall = 0.9
)

// Printers: thermal heads of "203 dpi" have 8 dots a millimetre. Stacked
// Vietnamese marks break below 6.5 points on them.
const (
	thermal203 = 203.2
	laser      = 300
	thermalMin = 6.5
)

// stocks holds the geometry of sheets in common sale: 24-up and 8-up sheets
// tile A4 with 0.5 mm over at top and bottom; 65-up is Avery L7651.
var stocks = []Stock{
	{
		ID: "a4-24-70x37", Name: "A4, 24 × (70 × 37 mm)",
		PageW: 210, PageH: 297, LabelW: 70, LabelH: 37,
		MarginTop: 0.5, PitchX: 70, PitchY: 37, Cols: 3, Rows: 8,
		InsetX: 5, InsetY: 4, DPI: laser, Dots: 7, Body: 9, MinXHeight: xHeightSmall, English: true,
	},
	{
		ID: "a4-65-38x21", Name: "A4, 65 × (38,1 × 21,2 mm)",
		PageW: 210, PageH: 297, LabelW: 38.1, LabelH: 21.2,
		MarginLeft: 4.75, MarginTop: 10.7, PitchX: 40.6, PitchY: 21.2, Cols: 5, Rows: 13,
		InsetX: 1, InsetY: 1, DPI: laser, Dots: 5, Body: 6, MinXHeight: xHeightSmall,
	},
	{
		ID: "a4-8-105x74", Name: "A4, 8 × (105 × 74 mm)",
		PageW: 210, PageH: 297, LabelW: 105, LabelH: 74,
		MarginTop: 0.5, PitchX: 105, PitchY: 74, Cols: 2, Rows: 4,
		InsetX: 6, InsetY: 5.5, DPI: laser, Dots: 9, Body: 12, MinXHeight: xHeightFull, English: true, Lines: true,
	},
	{
		ID: "roll-50x30", Name: "50 × 30 mm, 203 dpi",
		PageW: 50, PageH: 30, LabelW: 50, LabelH: 30, PitchX: 50, PitchY: 30, Cols: 1, Rows: 1, Roll: true,
		InsetX: 1.5, InsetY: 1.5, DPI: thermal203, Dots: 4, Body: 7.5, MinPoint: thermalMin, MinXHeight: xHeightSmall,
	},
	{
		ID: "roll-50x30-300", Name: "50 × 30 mm, 300 dpi",
		PageW: 50, PageH: 30, LabelW: 50, LabelH: 30, PitchX: 50, PitchY: 30, Cols: 1, Rows: 1, Roll: true,
		InsetX: 1.5, InsetY: 1.5, DPI: 300, Dots: 6, Body: 7.5, MinPoint: thermalMin, MinXHeight: xHeightSmall,
	},
}

// Stocks returns the known stocks, sheets first.
func Stocks() []Stock { return append([]Stock(nil), stocks...) }

// FindStock returns the stock with the given ID, or an error wrapping [ErrStock].
func FindStock(id string) (Stock, error) {
	for _, s := range stocks {
		if s.ID == id {
			return s, nil
		}
	}
	return Stock{}, fmt.Errorf("%w %q is not known", ErrStock, id)
}

// PerPage returns the number of labels on a page.
func (s Stock) PerPage() int { return s.Cols * s.Rows }

// origin returns the top left corner of the label at a 0-based position,
// counted along rows.
func (s Stock) origin(position int) (x, y float64) {
	col, row := position%s.Cols, position/s.Cols
	return s.MarginLeft + float64(col)*s.PitchX, s.MarginTop + float64(row)*s.PitchY
}

// dot returns the side of a printer dot in millimetres.
func (s Stock) dot() float64 { return 25.4 / s.DPI }

// check refuses a stock that cannot be laid out, so that the arithmetic behind
// it needs no guards.
func (s Stock) check() error {
	const most = 2000 // mm; also refuses infinities
	for _, v := range []float64{s.PageW, s.PageH, s.LabelW, s.LabelH, s.DPI} {
		if !(v > 0 && v <= most) {
			return fmt.Errorf("%w %q: length out of range", ErrStock, s.ID)
		}
	}
	for _, v := range []float64{s.MarginLeft, s.MarginTop, s.PitchX, s.PitchY, s.InsetX, s.InsetY, s.MinPoint, s.MinXHeight} {
		if !(v >= 0 && v <= most) {
			return fmt.Errorf("%w %q: length out of range", ErrStock, s.ID)
		}
	}
	if s.Cols < 1 || s.Rows < 1 || s.Cols > 100 || s.Rows > 100 || s.Dots < 1 || s.Dots > 100 {
		return fmt.Errorf("%w %q: count out of range", ErrStock, s.ID)
	}
	if !(s.Body >= 1 && s.Body <= 100) {
		return fmt.Errorf("%w %q: letters of %g points", ErrStock, s.ID, s.Body)
	}
	x, y := s.origin(s.PerPage() - 1)
	const slack = 0.01 // mm, for rounded geometry
	if x+s.LabelW > s.PageW+slack || y+s.LabelH > s.PageH+slack {
		return fmt.Errorf("%w %q: labels reach over the page", ErrStock, s.ID)
	}
	if s.Cols > 1 && s.PitchX < s.LabelW-slack || s.Rows > 1 && s.PitchY < s.LabelH-slack {
		return fmt.Errorf("%w %q: labels overlap", ErrStock, s.ID)
	}
	if s.LabelW <= 2*s.InsetX || s.LabelH <= 2*s.InsetY {
		return fmt.Errorf("%w %q: insets leave no room", ErrStock, s.ID)
	}
	return nil
}

// snap rounds a length to the stock's grid of printer dots.
func (s Stock) snap(mm float64) float64 { return math.Round(mm/s.dot()) * s.dot() }
