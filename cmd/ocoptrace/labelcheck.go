package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/label/pdf"
	"ocoptrace/label/proof"
	"ocoptrace/label/thermal"
)

var labelCheckVerb = command{
	name:     "label check",
	synopsis: "FILE.pdf|FILE.zpl|FILE.tspl [--dir DIR]",
	about:    "read every symbol in a file of labels, and say what it says",
	details: `The file is one that this program wrote; it is read from its bytes, as the printer
will. With --dir each code is looked up: its batch, its run and number, and what
has become of it. The status is 1 if a symbol cannot be read, or if a code is
not on record or voided.`,
	example: `ocoptrace label check labels.pdf --dir DATA
ocoptrace label check labels.zpl --json`,
	run: runLabelCheck,
}

// maxChecked bounds a file that is checked, in bytes.
const maxChecked = 256 << 20

// A symbolsAnswer says what was found in a file of labels.
type symbolsAnswer struct {
	File    string       `json:"file"`
	Kind    string       `json:"kind"` // pdf, zpl or tspl
	Symbols []checkedOne `json:"symbols"`
	Copies  int          `json:"copies"` // of them, those that repeat one before
	Faults  int          `json:"faults"` // symbols with a fault
}

// A checkedOne is a symbol in a file of labels.
type checkedOne struct {
	Page   int          `json:"page"` // from 1
	X      float64      `json:"x"`    // mm, of its first module
	Y      float64      `json:"y"`
	Module float64      `json:"module"` // mm
	Text   string       `json:"text,omitempty"`
	Label  *checkedCode `json:"label,omitempty"` // with --dir
	Copy   bool         `json:"copy,omitempty"`  // it says the same as one before
	Fault  string       `json:"fault,omitempty"`
}

func runLabelCheck(ctx context.Context, in *invocation) error {
	s := in.labelService()
	dpi := in.Float64("dpi", 0, "resolution of the label printer; without it 203, 300 and 600 are tried")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	data, err := in.readInput(in.rest[0], maxChecked)
	if err != nil {
		return err
	}
	a := symbolsAnswer{File: in.rest[0], Kind: kindOf(data), Symbols: []checkedOne{}}
	if a.Symbols, err = in.readSymbols(a.Kind, data, *dpi); err != nil {
		return withHint(fmt.Errorf("%s: %w", a.File, err), "“label check” reads files that this program wrote, whole and unchanged")
	}
	a.findCopies()
	if s.dir != "" {
		err = s.within(ctx, in, func(v *service) error { return a.lookUp(ctx, in, v) })
		if err != nil {
			return err
		}
	}
	return in.tellChecked(s.json, a)
}

// kindOf tells what a file is by its first bytes.
func kindOf(data []byte) string {
	switch {
	case len(data) >= 5 && string(data[:5]) == "%PDF-":
		return "pdf"
	case len(data) >= 5 && string(data[:5]) == "SIZE ":
		return "tspl"
	}
	return "zpl"
}

// readSymbols reads what is in a file.
func (in *invocation) readSymbols(kind string, data []byte, dpi float64) ([]checkedOne, error) {
	if kind == "pdf" {
		return in.readPDFSymbols(data)
	}
	if dpi != 0 {
		return readThermalSymbols(thermal.Language(kind), data, dpi)
	}
	var first error
	for _, dpi := range []float64{203, 300, 600} {
		all, err := readThermalSymbols(thermal.Language(kind), data, dpi)
		if err == nil {
			return all, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

func (in *invocation) readPDFSymbols(data []byte) ([]checkedOne, error) {
	seen, err := pdf.Read(data)
	all := []checkedOne{}
	b := in.bar("symbols", int64(len(seen)))
	defer b.end()
	for i, s := range seen {
		text, err := proof.Symbol(s.Bitmap)
		all = append(all, checkedOne{Page: s.Page + 1, X: rounded(s.X), Y: rounded(s.Y), Module: s.Module, Text: text, Fault: faultText(err)})
		b.of(int64(i+1), int64(len(seen)))
	}
	return all, err
}

func readThermalSymbols(l thermal.Language, data []byte, dpi float64) ([]checkedOne, error) {
	all, page := []checkedOne{}, 0
	mm := 25.4 / dpi
	if dpi == 203 {
		mm = 1.0 / 8
	}
	for one, err := range thermal.Read(thermal.Printer{Language: l, DPI: dpi}, data) {
		if err != nil {
			return nil, err
		}
		page++
		for _, f := range proof.Symbols(one.Bitmap) {
			all = append(all, checkedOne{
				Page: page, X: rounded(float64(f.X) * mm), Y: rounded(float64(f.Y) * mm), Module: rounded(float64(f.Dots) * mm),
				Text: f.Text, Fault: faultText(f.Err),
			})
		}
		page += max(one.Copies-1, 0)
	}
	if page == 0 {
		return nil, errors.New("there are no labels in it")
	}
	return all, nil
}

// rounded is a length to the thousandth of a millimetre.
func rounded(mm float64) float64 { return float64(int64(mm*1000+0.5)) / 1000 }

func faultText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
