package trace

import (
	"context"
	"fmt"
	"slices"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

// A Target is what a GS1 Digital Link of ours leads to: a label if Code is
// set, else a batch if Lot is, else a product.
type Target struct {
	Product string
	Lot     string
	Code    code.Code
}

// Resolve finds what a GS1 Digital Link of goods identifies. A link whose parts
// do not belong together is not of ours: ErrNotFound. A serial that is not a
// label code is reported as code.Parse does. Variants (22) and what others add
// (235) are not told apart.
func (r *Registry) Resolve(ctx context.Context, link gs1.DigitalLink) (t Target, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		t, err = r.target(view{tx}, link)
		return err
	})
	return t, err
}

func (r *Registry) target(v view, link gs1.DigitalLink) (t Target, err error) {
	gtin, lot, serial := link.Value("01"), link.Value("10"), link.Value("21")
	if gtin == "" {
		return Target{}, fmt.Errorf("%w: %s", ErrNotFound, link.String())
	}
	t.Lot = lot
	if t.Product, err = v.owner(uniqueGTIN, gtin); err != nil {
		return Target{}, err
	}
	if t.Product == "" {
		return Target{}, fmt.Errorf("%w: GTIN %s", ErrNotFound, gtin)
	}
	if serial != "" {
		return r.resolveSerial(v, t, serial)
	}
	return t, nil
}

// resolveSerial finds the label and holds it against the rest of the link.
func (r *Registry) resolveSerial(v view, t Target, serial string) (Target, error) {
	c, err := code.Parse(serial)
	if err != nil {
		return Target{}, err
	}
	_, run, number, err := r.place(v, c)
	if err != nil {
		return Target{}, err
	}
	product, lot, err := v.batchOf(run, number)
	if err != nil {
		return Target{}, err
	}
	if product != t.Product || t.Lot != "" && lot != t.Lot {
		return Target{}, fmt.Errorf("%w: label code %s with these numbers", ErrNotFound, c.Groups())
	}
	return Target{product, lot, c}, nil
}

// place finds the run that holds a code's counter: its log index, the run and
// the label's number in it, from 1. ErrNotFound if there is none.
func (r *Registry) place(v view, c code.Code) (index int64, run *LabelRun, number int64, err error) {
	for _, key := range slices.Backward(r.codes) {
		counter, ok := key.Counter(c)
		if !ok {
			continue
		}
		index, found, err := v.runAt(key.ID(), counter)
		if err != nil {
			return 0, nil, 0, err
		}
		if !found {
			continue
		}
		run, err := factAt[*LabelRun](v, index)
		if err != nil {
			return 0, nil, 0, err
		}
		if number := int64(counter) - run.First + 1; number >= 1 {
			return index, run, number, nil
		}
	}
	return 0, nil, 0, fmt.Errorf("%w: label code %s", ErrNotFound, c.Groups())
}
