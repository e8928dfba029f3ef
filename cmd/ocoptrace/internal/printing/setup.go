package printing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A Format is what the written document is for.
type Format string

// The formats. The empty one is PDF.
const (
	PDF  Format = "pdf"
	ZPL  Format = "zpl"
	TSPL Format = "tspl"
)

// ErrFormat means a format that is none of these.
var ErrFormat = errors.New("printing: format")

// A Setup says how labels are printed. What is printed are Parts.
type Setup struct {
	Template layout.Template
	Paper    Paper
	Format   Format
	DPI      float64         // of the printer; 0: 203.2 for rolls, 300 for sheets. ZPL and TSPL take that of Printer
	Printer  thermal.Printer // of ZPL and TSPL; its Language follows Format

	Carton   *Carton // what the label of a carton says of it
	Contains []Lot   // what a gift box holds
	Point    *Point  // whose poster it is

	Day     ocop.Date // whose stars and rules are printed; zero: today's
	Created time.Time // of the document; zero: now

	Locale    *locale.Locale     // language of findings; nil means Vietnamese. It is never that of the label
	Confirmed bool               // somebody said that it is to be printed although something is missing
	Done      func(labels int64) // is told how many labels more are written, copies counted; may be nil
}

// A Lot is a batch of a product.
type Lot struct{ Product, Lot string }

// full says whether the whole name stands on the label.
func (o Setup) full() bool { return o.Template.Purpose != layout.Stamp }

// english says that the label is in English too.
func (o Setup) english() bool { return slices.Contains(o.Template.Languages, locale.English) }

func (o Setup) locale() *locale.Locale {
	if o.Locale == nil {
		return locale.For(locale.Vietnamese)
	}
	return o.Locale
}

// check finds fault with the setup alone.
func (o Setup) check() error {
	if err := o.Paper.check(); err != nil {
		return err
	}
	switch o.Format {
	case "", PDF:
		return nil
	case ZPL, TSPL:
		return o.printer().Check()
	}
	return fmt.Errorf("%w %.20q, want pdf, zpl or tspl", ErrFormat, string(o.Format))
}

// thermal says that a label printer prints, which has one ink.
func (o Setup) thermal() bool { return o.Paper.Roll || o.ownLanguage() }

// ownLanguage says that a label printer's language is written.
func (o Setup) ownLanguage() bool { return o.Format == ZPL || o.Format == TSPL }

// printer is the label printer of ZPL and TSPL.
func (o Setup) printer() thermal.Printer {
	p := o.Printer
	p.Language = thermal.Language(o.Format)
	if p.DPI == 0 {
		p.DPI = o.dpi()
	}
	return p
}

// Resolutions where none is given. Thermal heads of "203 dpi" have 8 dots a
// millimetre; any office printer has 300 dots an inch.
const (
	thermalDPI = 203.2
	sheetDPI   = 300
)

func (o Setup) dpi() float64 {
	dpi := o.DPI
	if o.ownLanguage() {
		dpi = max(dpi, o.Printer.DPI)
	}
	switch {
	case dpi == 203:
		return thermalDPI
	case dpi != 0:
		return dpi
	case o.thermal():
		return thermalDPI
	}
	return sheetDPI
}

// thermalPoint is the least size of letters on thermal printers, whose stacked
// Vietnamese marks break below it.
const thermalPoint = 6.5

// thermalCode is the same for codes, which are capitals and digits without marks:
// 15 dots of a head of 203 dpi, 11 of them the height of a letter.
const thermalCode = 5.5

// media is what one label is laid out on. Letters are as high as the law asks of
// a face as large as the label (see ocop.LetterHeights); where the table has
// nothing for a day, as for one long ago, as high as it asks of small faces.
func (o Setup) media(on ocop.Date) layout.Media {
	p := o.Paper
	m := layout.Media{W: p.W, H: p.H, InsetX: p.InsetX, InsetY: p.InsetY, DPI: o.dpi(), Thermal: o.thermal(), MinXHeight: 0.9}
	if h, ok := ocop.LetterHeights(on, p.W*p.H/100); ok && o.Template.Purpose == layout.Full {
		m.MinXHeight = h.Height
	}
	if m.Thermal {
		m.MinPoint, m.MinCode = thermalPoint, thermalCode
	}
	m.OwnSymbols = o.ownLanguage() && !o.Printer.SymbolAsImage
	return m
}

// extra is what the setup adds to the labels of every batch.
func (o Setup) extra(ctx context.Context, reg *trace.Registry) (texts, error) {
	t := make(texts)
	if o.Point != nil {
		o.Point.say(t)
	}
	var box []*trace.Scan
	for _, lot := range o.Contains {
		s, err := reg.ScanBatch(ctx, lot.Product, lot.Lot)
		if err != nil {
			return nil, fmt.Errorf("%.64s %.20s: %w", lot.Product, lot.Lot, err)
		}
		box = append(box, s)
	}
	t.set(label.FieldBatches, boxRows(box, o.english())...)
	return t, nil
}
