package thermal

import (
	"errors"
	"fmt"
	"math"
	"regexp"

	"ocoptrace/label"
)

// Errors of this package.
var (
	ErrPrinter = errors.New("label/thermal: printer")
	ErrPage    = errors.New("label/thermal: page")
	ErrRead    = errors.New("label/thermal: reading") // not a job of this package, or a damaged one
)

// Language is what a printer understands.
type Language string

// Languages.
const (
	ZPL  Language = "zpl"  // ZPL II: Zebra and compatible printers
	TSPL Language = "tspl" // TSPL and TSPL2: TSC, Xprinter, HPRT, Gprinter and others
)

// Media says how the printer finds where a label begins. The empty Media is [Gap].
type Media string

// Media.
const (
	Gap        Media = "gap"
	Mark       Media = "mark" // a black mark on the back
	Continuous Media = "continuous"
)

// Faces are TrueType fonts that the printer holds, by style: names such as
// "OCOPR.TTF". Text of a style without one is sent as a picture.
type Faces struct{ Regular, Bold, Mono string }

// Printer describes a label printer and what is asked of it.
type Printer struct {
	Language Language
	DPI      float64 // 150 to 610; 203 is taken for 203.2, which is 8 dots/mm
	Media    Media
	GapMM    float64 // between labels, or height of the mark; 0 to 25.4 mm, TSPL only
	Turned   bool    // by half a turn: for rolls whose labels come out upside down

	// Darkness is 1 to 30 (ZPL) or 1 to 15 (TSPL), Speed 1 to 14 inches a second;
	// 0 leaves what is set at the printer.
	Darkness, Speed int

	// SymbolAsImage draws symbols as pictures rather than by the printer's command.
	SymbolAsImage bool

	// Faces have the widths that the label was laid out with, as [Upload] makes
	// sure; ZPL only.
	Faces Faces
}

var fontName = regexp.MustCompile(`^[A-Z0-9]{1,8}\.TTF$`)

// Check makes sure that a job can be written for the printer; otherwise the error
// wraps [ErrPrinter] and says which value is wrong.
func (p Printer) Check() error {
	darkest := map[Language]int{ZPL: 30, TSPL: 15}[p.Language]
	switch {
	case darkest == 0:
		return fmt.Errorf("%w: language %.20q, want %q or %q", ErrPrinter, string(p.Language), ZPL, TSPL)
	case !(p.DPI >= 150 && p.DPI <= 610):
		return fmt.Errorf("%w: %g dpi, want 150 to 610", ErrPrinter, p.DPI)
	case p.Media != "" && p.Media != Gap && p.Media != Mark && p.Media != Continuous:
		return fmt.Errorf("%w: media %.20q, want %q, %q or %q", ErrPrinter, string(p.Media), Gap, Mark, Continuous)
	case !(p.GapMM >= 0 && p.GapMM <= 25.4):
		return fmt.Errorf("%w: gap of %g mm, want 0 to 25.4", ErrPrinter, p.GapMM)
	case p.Darkness < 0 || p.Darkness > darkest:
		return fmt.Errorf("%w: darkness %d, want 1 to %d, or 0 for the printer's own", ErrPrinter, p.Darkness, darkest)
	case p.Speed < 0 || p.Speed > 14:
		return fmt.Errorf("%w: speed %d, want 1 to 14 inches a second, or 0 for the printer's own", ErrPrinter, p.Speed)
	}
	return p.checkFaces()
}

func (p Printer) checkFaces() error {
	if p.Faces != (Faces{}) && p.Language != ZPL {
		return fmt.Errorf("%w: fonts of the printer are used with %q only", ErrPrinter, ZPL)
	}
	for _, name := range []string{p.Faces.Regular, p.Faces.Bold, p.Faces.Mono} {
		if name != "" && !fontName.MatchString(name) {
			return fmt.Errorf("%w: font %.20q, want 1 to 8 capitals or digits and .TTF", ErrPrinter, name)
		}
	}
	return nil
}

// dpi is the true resolution of the head.
func (p Printer) dpi() float64 {
	if p.DPI == 203 {
		return 203.2
	}
	return p.DPI
}

// dots is a length in whole dots.
func (p Printer) dots(mm float64) int { return int(math.Round(mm * p.dpi() / 25.4)) }

func (f Faces) of(s label.Style) string {
	switch s {
	case label.Bold:
		return f.Bold
	case label.Mono:
		return f.Mono
	}
	return f.Regular
}
