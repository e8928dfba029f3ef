package press

import "fmt"

// A Sheet is what a job is printed on and where it begins.
type Sheet struct {
	Stock       string      `json:"stock"`    // id
	PerSheet    int         `json:"perSheet"` // labels on a sheet, or on a row of a roll
	Start       int         `json:"start"`    // position of the first label, from 1; 0 is 1
	Copies      int         `json:"copies"`   // of each label, in a row; 0 is 1
	Calibration Calibration `json:"calibration"`
}

func (s Sheet) perSheet() int { return max(s.PerSheet, 1) }
func (s Sheet) start() int    { return max(s.Start, 1) }
func (s Sheet) copies() int   { return max(s.Copies, 1) }
func (s Sheet) stock() string { return s.Stock }

func (s Sheet) check() error {
	switch {
	case !validID(s.Stock):
		return fmt.Errorf("%w: the stock %.70q", ErrID, s.Stock)
	case s.PerSheet < 1 || s.PerSheet > maxPosition || s.start() > s.PerSheet || s.Copies > 1000:
		return fmt.Errorf("%w: position %d of %d, %d copies", ErrOrder, s.Start, s.PerSheet, s.Copies)
	}
	return nil
}

func (s Sheet) calibrated(c Calibration) Sheet {
	s.Calibration = c
	return s
}

// Calibration is how far a printer prints beside the place, mm.
type Calibration struct {
	OffsetX float64 `json:"offsetX"`
	OffsetY float64 `json:"offsetY"`
}

func checkCalibration(c Calibration) error {
	if !(c.OffsetX >= -10 && c.OffsetX <= 10 && c.OffsetY >= -10 && c.OffsetY <= 10) {
		return fmt.Errorf("%g, %g mm are not within 10 mm", c.OffsetX, c.OffsetY)
	}
	return nil
}
