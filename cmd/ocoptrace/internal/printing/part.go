package printing

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/label"
	"ocoptrace/trace"
)

// ErrParts means that what is to be printed makes no sense.
var ErrParts = errors.New("printing: parts")

// A Part is some of the labels of a job: labels From to To of a run, counted from
// 1, both included, where 0 and 0 mean all of them. A run without ID is one that
// is yet to be made: its label can be composed and looked at, not printed.
//
// A poster has no run. It leads to the page of a Product, or of an Entity.
type Part struct {
	Run             *trace.LabelRun
	From, To        int64
	Product, Entity string
}

// Span is From and To with their defaults.
func (p Part) Span() (from, to int64) {
	if p.Run == nil {
		return 1, 1
	}
	if p.From == 0 && p.To == 0 {
		return 1, p.Run.Count
	}
	return p.From, p.To
}

// Len is the number of labels.
func (p Part) Len() int64 {
	from, to := p.Span()
	return to - from + 1
}

func (p Part) check() error {
	from, to := p.Span()
	switch {
	case p.Run == nil && (p.Product == "") == (p.Entity == ""):
		return fmt.Errorf("%w: a run, or the product or the entity of a poster", ErrParts)
	case p.Run != nil && (from < 1 || to < from || to > p.Run.Count):
		return fmt.Errorf("%w: labels %d to %d of a run of %d", ErrParts, from, to, p.Run.Count)
	}
	return nil
}

// batch is what is said alike on all labels of a part.
type batch struct {
	scan  *trace.Scan // nil for blank labels and a producer's poster
	texts texts
	unit  string // of packs
}

// batchOf reads what the labels of a part say. Errors are those of the registry.
func batchOf(ctx context.Context, reg *trace.Registry, p Part, o Setup) (b batch, err error) {
	host, full := Host(reg.BaseURL()), o.full()
	switch {
	case p.Entity != "" || p.Run != nil && p.Run.Blank():
		return blankOf(ctx, reg, p, host)
	case p.Run == nil:
		b.scan, err = reg.ScanProduct(ctx, p.Product)
	default:
		b.scan, err = reg.ScanBatch(ctx, p.Run.Product, p.Run.Lot)
	}
	if err != nil {
		return batch{}, err
	}
	if !o.Day.IsZero() {
		b.scan.Day = o.Day
	}
	b.texts = say(b.scan, host, full, o.english())
	if b.scan.Batch != nil {
		b.unit = b.scan.Batch.Fact.Unit
	}
	return b, nil
}

// blankOf reads what a label says that knows its producer alone.
func blankOf(ctx context.Context, reg *trace.Registry, p Part, host string) (batch, error) {
	id := p.Entity
	if p.Run != nil {
		id = p.Run.Entity
	}
	e, err := reg.Entity(ctx, id)
	if err != nil {
		return batch{}, err
	}
	t := make(texts)
	t.sayHost(host)
	t.sayEntity(e)
	t.pair(label.FieldName, "", e.Name, e.NameEn)
	t.saySample(e.Sample)
	return batch{texts: t}, nil
}

// trialCode is as long as every code; no label has it.
var trialCode = trace.LabelCode{Code: "000000000000"}.Code

// codes are labels from to to of a part. Those of a run that is
// yet to be made are alike, and of a poster there is one.
func (p Part) codes(reg *trace.Registry, b batch, from, to int64) ([]trace.LabelCode, error) {
	switch {
	case p.Entity != "":
		return []trace.LabelCode{{Number: 1, URI: EntityURI(reg.BaseURL(), p.Entity)}}, nil
	case p.Run == nil:
		return []trace.LabelCode{{Number: 1, URI: ProductURI(reg.BaseURL(), p.Product)}}, nil
	case p.Run.ID == "":
		return trialCodes(trialURI(reg.BaseURL(), b), from, to), nil
	}
	return reg.Labels(p.Run, from, to)
}

func trialCodes(uri string, from, to int64) (codes []trace.LabelCode) {
	for n := from; n <= to; n++ {
		codes = append(codes, trace.LabelCode{Number: n, Code: trialCode, URI: uri})
	}
	return codes
}

// trialURI is as long as the links of a run that is yet to be made for a batch.
func trialURI(base string, b batch) string {
	if b.scan == nil || b.scan.Batch.Fact.GTIN == "" {
		return trace.CodeURI(base, trialCode)
	}
	return base + "/01/" + b.scan.Batch.Fact.GTIN + "/10/" + b.scan.Batch.Fact.Lot + "/21/" + trialCode.String()
}
