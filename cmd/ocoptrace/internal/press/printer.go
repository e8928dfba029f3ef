package press

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"ocoptrace/label/stock"
	"ocoptrace/storage"
)

// PrinterKind is what a printer understands.
type PrinterKind string

// The kinds of printers. Files have their names as endings.
const (
	PDF  PrinterKind = "pdf"  // whatever prints PDF, on sheets or rolls
	ZPL  PrinterKind = "zpl"  // ZPL II
	TSPL PrinterKind = "tspl" // TSPL and TSPL2
)

// Limits of profiles.
const (
	MaxPrinters    = 200
	maxCalibration = 200 // stocks
)

// A Printer is the profile of a printer that an entity saved.
type Printer struct {
	ID   string      `json:"id,omitempty"` // "" for no profile
	Name string      `json:"name,omitempty"`
	Kind PrinterKind `json:"kind"`
	DPI  float64     `json:"dpi,omitempty"` // dots an inch, 100 to 2400; 0 for PDF: any

	Target string  `json:"target,omitempty"` // name of one of Config.Targets; "" to download
	Font   string  `json:"font,omitempty"`   // on the printer, with Vietnamese letters; "" prints texts as pictures
	Gap    float64 `json:"gap,omitempty"`    // mm between labels of a roll, 0 to 20; 0 as the stock says

	Pictures bool `json:"pictures,omitempty"` // QR symbols as pictures, for label printers whose own command prints them wrong

	InsetX float64 `json:"insetX,omitempty"` // mm that the printer leaves blank at each side, 0 to 20
	InsetY float64 `json:"insetY,omitempty"` // the same above and below

	Calibrations map[string]stock.Calibration `json:"calibrations,omitempty"` // by id of the stock
}

// Check says what is wrong with a profile: ErrID, ErrPrinter. Whether its
// target is allowed is seen when it is saved.
func (r Printer) Check() error {
	if !validID(r.ID) {
		return fmt.Errorf("%w: the printer %.70q", ErrID, r.ID)
	}
	return r.CheckProfile()
}

// CheckProfile is Check for a printer that need not have an id, see Order.With.
func (r Printer) CheckProfile() error {
	if err := checkLine("name", r.Name, 100); err != nil {
		return err
	}
	if err := checkLine("font", r.Font, 40); err != nil {
		return err
	}
	thermal := r.Kind == ZPL || r.Kind == TSPL
	switch {
	case !thermal && r.Kind != PDF:
		return fmt.Errorf("%w: the kind %.20q is not pdf, zpl or tspl", ErrPrinter, r.Kind)
	case !(r.DPI >= 100 && r.DPI <= 2400) && (thermal || r.DPI != 0):
		return fmt.Errorf("%w: %g dots an inch are not 100 to 2400", ErrPrinter, r.DPI)
	}
	for name, mm := range map[string]float64{"gap": r.Gap, "insetX": r.InsetX, "insetY": r.InsetY} {
		if !(mm >= 0 && mm <= 20) {
			return fmt.Errorf("%w: %s of %g mm is not 0 to 20", ErrPrinter, name, mm)
		}
	}
	return r.checkCalibrations()
}

func (r Printer) checkCalibrations() error {
	if len(r.Calibrations) > maxCalibration {
		return fmt.Errorf("%w: calibrated for %d stocks, at most %d", ErrPrinter, len(r.Calibrations), maxCalibration)
	}
	for id, c := range r.Calibrations {
		if !validID(id) {
			return fmt.Errorf("%w: the stock %.70q", ErrID, id)
		}
		if problems := c.Check(); len(problems) > 0 {
			return fmt.Errorf("%w: calibration for %s: %w", ErrPrinter, id, problems)
		}
	}
	return nil
}

// checkLine refuses what is no short line of text.
func checkLine(field, text string, most int) error {
	switch {
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return fmt.Errorf("%w: the %s has characters that are no text: %.50q", ErrPrinter, field, text)
	case utf8.RuneCountInString(text) > most:
		return fmt.Errorf("%w: the %s has %d letters, at most %d", ErrPrinter, field, utf8.RuneCountInString(text), most)
	}
	return nil
}

// SavePrinter keeps a profile, in place of one of the same id, whose target may
// stay. ErrID, ErrPrinter, ErrTarget, ErrLimit.
func (p *Press) SavePrinter(ctx context.Context, entity string, r Printer) error {
	if err := r.Check(); err != nil {
		return err
	}
	if r.Target != "" && p.c.Names && !validID(r.Target) {
		return fmt.Errorf("%w: the target %.70q", ErrID, r.Target)
	}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		before, err := readPrinter(tx, entity, r.ID)
		if r.Target != "" && r.Target != before.Target && !p.c.Names {
			if _, err := p.target(entity, r.Target); err != nil {
				return err
			}
		}
		if errors.Is(err, ErrNotFound) {
			var n int
			if n, err = count(tx, under(printerTable, entity)); err == nil && n >= MaxPrinters {
				err = fmt.Errorf("%w: %d printers are kept; delete some", ErrLimit, n)
			}
		}
		if err != nil {
			return err
		}
		return writeRow(tx, key(printerTable, entity, r.ID), r)
	})
}

// Calibrate sets how a saved printer prints on a stock. ErrNotFound, ErrPrinter.
func (p *Press) Calibrate(ctx context.Context, entity, printer, stockID string, c stock.Calibration) error {
	if err := checkPrinter(entity, printer); err != nil {
		return err
	}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		r, err := readPrinter(tx, entity, printer)
		if err != nil {
			return err
		}
		r.Calibrations = maps.Clone(r.Calibrations)
		if r.Calibrations == nil {
			r.Calibrations = map[string]stock.Calibration{}
		}
		r.Calibrations[stockID] = c
		if err := r.Check(); err != nil {
			return err
		}
		return writeRow(tx, key(printerTable, entity, printer), r)
	})
}

// RemovePrinter deletes a profile. One that is not there is no error.
func (p *Press) RemovePrinter(ctx context.Context, entity, id string) error {
	if !validID(id) {
		return nil
	}
	return p.change(ctx, entity, func(tx storage.Tx) error { return tx.Delete(key(printerTable, entity, id)) })
}

// Printers lists the profiles of an entity in the order of ids.
func (p *Press) Printers(ctx context.Context, entity string) ([]Printer, error) {
	return list[Printer](ctx, p.store, printerTable, entity)
}

func checkPrinter(entity, id string) error {
	if !validID(id) || !validID(entity) {
		return fmt.Errorf("%w: printer %.70q", ErrNotFound, id)
	}
	return nil
}

func readPrinter(tx storage.Tx, entity, id string) (Printer, error) {
	return readRow[Printer](tx, key(printerTable, entity, id), fmt.Errorf("%w: printer %s", ErrNotFound, id))
}

// Printer returns a profile of an entity; a PDF to print oneself for "".
func (p *Press) Printer(ctx context.Context, entity, id string) (r Printer, err error) {
	if id == "" {
		return Printer{Kind: PDF}, nil
	}
	if err := checkPrinter(entity, id); err != nil {
		return r, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		r, err = readPrinter(tx, entity, id)
		return err
	})
	return r, err
}

// printerFor is the printer of an order, and its sheet as it prints on it.
func (p *Press) printerFor(ctx context.Context, entity string, o Order) (r Printer, s stock.Job, err error) {
	s = o.Sheet
	if o.With != nil {
		r = *o.With
	} else if r, err = p.Printer(ctx, entity, o.Printer); err == nil {
		if c, ok := r.Calibrations[s.Stock.ID]; ok {
			s.Calibration = c
		}
	}
	r.Calibrations = nil
	return r, s, err
}
