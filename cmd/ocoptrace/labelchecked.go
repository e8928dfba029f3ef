package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/trace"
)

// A checkedCode is what is on record of a label's code.
type checkedCode struct {
	Run     string           `json:"run"`
	Number  int64            `json:"number"` // in the run
	Product string           `json:"product,omitempty"`
	Lot     string           `json:"lot,omitempty"`
	State   trace.LabelState `json:"state"`
}

// findCopies notes symbols that say the same as one before.
func (a *symbolsAnswer) findCopies() {
	seen := make(map[string]bool)
	for i := range a.Symbols {
		s := &a.Symbols[i]
		s.Copy = s.Text != "" && seen[s.Text]
		seen[s.Text] = true
	}
}

// lookUp reads what is on record of each code.
func (a *symbolsAnswer) lookUp(ctx context.Context, in *invocation, v *service) error {
	b := in.bar("codes looked up", int64(len(a.Symbols)))
	defer b.end()
	for i := range a.Symbols {
		s := &a.Symbols[i]
		if s.Text == "" {
			continue
		}
		fault, err := s.lookUp(ctx, v.registry)
		if err != nil {
			return err
		}
		if s.Fault == "" {
			s.Fault = fault
		}
		b.of(int64(i+1), int64(len(a.Symbols)))
	}
	return nil
}

func (s *checkedOne) lookUp(ctx context.Context, reg *trace.Registry) (fault string, err error) {
	c, err := trace.ParseLabel(s.Text)
	if err != nil {
		return "", nil // a link to a product or producer
	}
	scan, err := reg.ScanCode(ctx, c.String())
	switch {
	case errors.Is(err, trace.ErrNotFound):
		return "the code is not on record in this directory", nil
	case err != nil:
		return "", err
	}
	l := scan.Label
	s.Label = &checkedCode{Run: l.Run.Fact.ID, Number: l.Number, State: l.State}
	if scan.Batch != nil {
		s.Label.Product, s.Label.Lot = scan.Batch.Fact.Product, scan.Batch.Fact.Lot
	}
	switch {
	case l.URI != s.Text:
		return fmt.Sprintf("the link on record is %s", l.URI), nil
	case l.State == trace.LabelVoided:
		return "the label is voided", nil
	}
	return "", nil
}

// String is what a person reads of a symbol.
func (s checkedOne) String() string {
	text := fmt.Sprintf("page %d at %.1f, %.1f mm: %s", s.Page, s.X, s.Y, s.Text)
	if l := s.Label; l != nil {
		of := "bound to no batch"
		if l.Product != "" {
			of = l.Product + " lot " + l.Lot
		}
		text += fmt.Sprintf("  %s, %s label %d, %s", of, l.Run, l.Number, l.State)
	}
	if s.Copy {
		text += "  (a copy)"
	}
	if s.Fault != "" {
		text += "  FAULT: " + s.Fault
	}
	return text
}

func (in *invocation) tellChecked(asJSON bool, a symbolsAnswer) error {
	for _, s := range a.Symbols {
		if s.Fault != "" {
			a.Faults++
		}
		if s.Copy {
			a.Copies++
		}
	}
	if asJSON {
		if err := in.printJSON(a); err != nil {
			return err
		}
	} else {
		for _, s := range a.Symbols {
			fmt.Fprintln(in.stdout, s)
		}
		fmt.Fprintf(in.stdout, "%s: %d symbols, %d of them copies, %d with a fault\n", a.File, len(a.Symbols), a.Copies, a.Faults)
	}
	if a.Faults > 0 {
		return errReported
	}
	return nil
}
