package trace

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

// errRangeTaken says that another run took the counters meanwhile.
var errRangeTaken = errors.New("registry: counter range taken")

// A RunOrder asks for a label run: of a batch, or of blank labels of an entity.
type RunOrder struct {
	Product, Lot string // empty for blank labels
	Entity       string // for blank labels alone
	Count        int64  // 1 to 1,000,000
	Key, By      string // as in Order
}

// NewRun states a label run of count labels for a batch and returns it; it is
// OrderRun with nobody named.
func (r *Registry) NewRun(ctx context.Context, product, lot string, count int64, key string) (*LabelRun, error) {
	return r.OrderRun(ctx, RunOrder{Product: product, Lot: lot, Count: count, Key: key})
}

// OrderRun states a label run and returns it. Its codes exist from now on,
// printed or not; what is spoiled is voided. A key makes the call idempotent,
// as in Order. Error: Problems, and those of State.
func (r *Registry) OrderRun(ctx context.Context, o RunOrder) (*LabelRun, error) {
	for {
		run, err := r.nextRun(ctx, o)
		if err != nil {
			return nil, err
		}
		receipts, err := r.State(ctx, Order{Facts: []Fact{run}, Key: o.Key, By: o.By})
		switch {
		case errors.Is(err, errRangeTaken):
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		case err != nil:
			return nil, err
		case receipts[0].Again:
			s, err := decode(receipts[0].Record)
			run, _ := s.Fact.(*LabelRun)
			return run, err
		default:
			return run, nil
		}
	}
}

func (r *Registry) nextRun(ctx context.Context, o RunOrder) (*LabelRun, error) {
	run := &LabelRun{Entity: o.Entity, Product: o.Product, Lot: o.Lot, Count: o.Count, CodeKey: r.codes[len(r.codes)-1].ID()}
	err := r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		// The batch keeps the GTIN it was issued with; a GTIN that came later
		// belongs to later batches.
		batch, err := current[*Batch](v, listBatch, batchSubject(o.Product, o.Lot))
		if err == nil && batch != nil {
			run.GTIN = batch.GTIN
		}
		if err == nil {
			run.First, err = v.nextCounter(run.CodeKey)
		}
		return err
	})
	return run, err
}

// A LabelCode is one label of a run: its number, code and link.
type LabelCode struct {
	Number int64 // in the run, from 1
	Code   code.Code
	URI    string // what its QR symbol holds
}

// Labels returns labels from..to of a run, counted from 1, both included.
func (r *Registry) Labels(run *LabelRun, from, to int64) ([]LabelCode, error) {
	if from < 1 || to < from || to > run.Count {
		return nil, problem("to", "outOfRange", to, from, run.Count)
	}
	key := r.codeKey(run.CodeKey)
	if key == nil {
		return nil, fmt.Errorf("%w: label codes were made with key %s, which is not in the key file", ErrForeignKey, run.CodeKey)
	}
	labels := make([]LabelCode, 0, to-from+1)
	for n := from; n <= to; n++ {
		c := key.Code(uint64(run.First + n - 1))
		labels = append(labels, LabelCode{n, c, r.link(run, c)})
	}
	return labels, nil
}

func (r *Registry) codeKey(id string) *code.Key {
	for _, k := range r.codes {
		if k.ID() == id {
			return k
		}
	}
	return nil
}

// link is what the QR symbol of a label holds.
func (r *Registry) link(run *LabelRun, c code.Code) string {
	if run.GTIN == "" {
		return CodeURI(r.service.BaseURL, c)
	}
	return digitalLink(r.service.BaseURL, run.GTIN, run.Lot, c.String())
}

// CodeURI is the service's own link of a label, and its page.
func CodeURI(base string, c code.Code) string { return base + "/x/" + c.String() }

// digitalLink is a GS1 Digital Link URI under the service's host: of an item,
// or of a lot when serial is empty. Base, GTIN, lot and serial are valid.
func digitalLink(base, gtin, lot, serial string) string {
	u, err := url.Parse(base)
	if err != nil {
		panic("trace: base URL of a service that was founded: " + err.Error())
	}
	d := gs1.DigitalLink{Scheme: u.Scheme, Host: u.Host, Key: gs1.Element{AI: "01", Value: gtin}}
	d.Qualifiers = append(d.Qualifiers, gs1.Element{AI: "10", Value: lot})
	if serial != "" {
		d.Qualifiers = append(d.Qualifiers, gs1.Element{AI: "21", Value: serial})
	}
	return d.String()
}
