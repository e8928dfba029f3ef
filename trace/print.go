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

// NewRun states a label run of count labels for a batch and returns it. Their
// codes exist from now on, printed or not; what is spoiled is voided.
// A key makes the call idempotent, as in Order.
func (r *Registry) NewRun(ctx context.Context, product, lot string, count int64, key string) (*LabelRun, error) {
	for {
		run, err := r.nextRun(ctx, product, lot, count)
		if err != nil {
			return nil, err
		}
		receipts, err := r.State(ctx, Order{Facts: []Fact{run}, Key: key})
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

func (r *Registry) nextRun(ctx context.Context, product, lot string, count int64) (*LabelRun, error) {
	run := &LabelRun{Product: product, Lot: lot, Count: count, CodeKey: r.codes[len(r.codes)-1].ID()}
	err := r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		// The batch keeps the GTIN it was issued with; a GTIN that came later
		// belongs to later batches.
		batch, err := current[*Batch](v, listBatch, batchSubject(product, lot))
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
