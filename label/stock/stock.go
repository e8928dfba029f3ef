package stock

import (
	"errors"
	"strconv"
)

// Errors of this package.
var (
	ErrStock = errors.New("stock: stock") // unknown, or of impossible geometry
	ErrFile  = errors.New("stock: file")  // cannot be read
	ErrJob   = errors.New("stock: job")   // cannot be imposed
)

// Shape is the outline of a label.
type Shape string

// The shapes. Labels are laid out as rectangles within the insets, whatever the shape.
const (
	Rect    Shape = ""        // square corners
	Rounded Shape = "rounded" // corners of Stock.Radius
	Round   Shape = "round"   // a circle
	Oval    Shape = "oval"    // an ellipse
)

// Name is what a stock is called, in Vietnamese and in English.
type Name struct {
	Vi string `json:"vi"`
	En string `json:"en"`
}

// A Stock is a sheet or a roll of blank labels. Lengths are millimetres from the
// top left corner of the page, which of a roll is one row across the web. The
// file format is in the package comment; [Stock.Check] has the ranges. Its Codes
// are not changed once the stock is made.
type Stock struct {
	ID    string   `json:"id"`
	Maker string   `json:"maker,omitzero"`
	Codes []string `json:"codes,omitempty"` // the maker's numbers of sheets with this layout
	Name  Name     `json:"name"`

	PageW      float64 `json:"pageW"`
	PageH      float64 `json:"pageH"`
	LabelW     float64 `json:"labelW"`
	LabelH     float64 `json:"labelH"`
	MarginLeft float64 `json:"marginLeft,omitzero"` // page edge to the first label
	MarginTop  float64 `json:"marginTop,omitzero"`
	PitchX     float64 `json:"pitchX"` // from one label's edge to the next one's
	PitchY     float64 `json:"pitchY"`
	Cols       int     `json:"cols"`
	Rows       int     `json:"rows"`

	Roll bool    `json:"roll,omitzero"`
	Gap  float64 `json:"gap,omitzero"` // of a roll: bare liner between rows, along the web

	Shape  Shape   `json:"shape,omitzero"`
	Radius float64 `json:"radius,omitzero"` // of rounded corners

	InsetX float64 `json:"insetX,omitzero"` // label edge to ink that must not be lost: unprintable borders, registration
	InsetY float64 `json:"insetY,omitzero"`

	Source string `json:"source,omitzero"` // where the measures are from
	Uneven string `json:"uneven,omitzero"` // why opposite margins differ
}

// PerPage is the number of labels on a page.
func (s Stock) PerPage() int { return s.Cols * s.Rows }

// Size is the label's width and height, such as "63.5 x 38.1 mm".
func (s Stock) Size() string { return decimal(s.LabelW) + " x " + decimal(s.LabelH) + " mm" }

// Right is the margin between the last column and the page's edge, mm.
func (s Stock) Right() float64 {
	return s.PageW - s.MarginLeft - float64(s.Cols-1)*s.PitchX - s.LabelW
}

// Bottom is the margin between the last row and the page's edge, mm.
func (s Stock) Bottom() float64 {
	return s.PageH - s.MarginTop - float64(s.Rows-1)*s.PitchY - s.LabelH
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
