package main

import (
	"context"
	"fmt"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

var labelCalibrateVerb = command{
	name:     "label calibrate",
	synopsis: "--stock ID --ruler-x MM --ruler-y MM --corner-x MM --corner-y MM [--entity ID --printer ID --dir DIR]",
	about:    "make up for a printer that shifts or stretches",
	details: `The measures are what one reads off the printed test page of the stock: how long
the two rulers are, and how far from the paper's left and top edges the corner
lies where they begin. What is left out is taken to be as it should. With --printer
the result is kept in that profile; without, the flags for printing are shown.`,
	example: `ocoptrace label calibrate --stock a4-24-70x37 --ruler-x 99.4 --ruler-y 99.6 --corner-x 11.2 --corner-y 9.5 --entity htx-a --printer office --dir DATA`,
	run:     runLabelCalibrate,
}

// A calibrateAnswer is a calibration and where it was kept.
type calibrateAnswer struct {
	Stock       string            `json:"stock"`
	Printer     string            `json:"printer,omitempty"` // profile that keeps it
	Calibration stock.Calibration `json:"calibration"`
}

func runLabelCalibrate(ctx context.Context, in *invocation) error {
	s := in.labelService()
	id := in.String("stock", "", "`ID` of the stock of the test page")
	entity := in.String("entity", "", "`id` of the producer whose printer it is")
	printer := in.String("printer", "", "`profile` that keeps the calibration")
	var read stock.Marks
	in.Float64Var(&read.RulerX, "ruler-x", 0, "length of the ruler across, `mm`")
	in.Float64Var(&read.RulerY, "ruler-y", 0, "length of the ruler down, `mm`")
	in.Float64Var(&read.CornerX, "corner-x", 0, "the corner's distance from the left edge, `mm`")
	in.Float64Var(&read.CornerY, "corner-y", 0, "the corner's distance from the top edge, `mm`")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	switch {
	case *id == "":
		return in.misuse("--stock is needed: which test page was it?")
	case read == stock.Marks{}:
		return in.misuse("what was measured? --ruler-x, --ruler-y, --corner-x, --corner-y")
	case *printer != "" && *entity == "":
		return in.misuse("--entity is needed: whose printer is %s?", shortened(*printer))
	}
	a := calibrateAnswer{Stock: *id, Printer: *printer}
	err := s.forEntity(ctx, in, *entity, func(p *press.Press) error {
		found, err := findStock(ctx, p, *entity, *id)
		if err != nil {
			return err
		}
		meant := found.TestMarks()
		in.meantUnless(&read, meant)
		if a.Calibration, err = stock.Calibrate(stock.Seen{Printed: meant, Read: read}); err != nil || *printer == "" {
			return err
		}
		err = p.Calibrate(ctx, *entity, *printer, *id, a.Calibration)
		return withHint(err, "“label printers --entity %s” lists the profiles", *entity)
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(a)
	}
	c := a.Calibration
	fmt.Fprintf(in.stdout, "--offset-x %g --offset-y %g --scale-x %g --scale-y %g\n", c.OffsetX+0, c.OffsetY+0, c.ScaleX, c.ScaleY) // +0: no “-0”
	if a.Printer != "" {
		fmt.Fprintf(in.stdout, "kept for %s on %s\n", a.Printer, a.Stock)
	}
	return nil
}

// meantUnless fills in measures that were not given.
func (in *invocation) meantUnless(read *stock.Marks, meant stock.Marks) {
	for name, m := range map[string]struct{ read, meant *float64 }{
		"ruler-x": {&read.RulerX, &meant.RulerX}, "ruler-y": {&read.RulerY, &meant.RulerY},
		"corner-x": {&read.CornerX, &meant.CornerX}, "corner-y": {&read.CornerY, &meant.CornerY},
	} {
		if !in.isGiven(name) {
			*m.read = *m.meant
		}
	}
}
