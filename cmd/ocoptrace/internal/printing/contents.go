package printing

import (
	"context"
	"iter"
	"maps"

	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// printed is a job whose batches are read.
type printed struct {
	reg     *trace.Registry
	setup   Setup
	parts   []Part
	batches []batch // of each part

	kept []*label.Drawing // once proven, of a short job
}

// read reads the batches of the parts, each once. Errors: [ErrParts], and those
// of the registry.
func read(ctx context.Context, reg *trace.Registry, parts []Part, o Setup) (*printed, error) {
	p := &printed{reg: reg, setup: o, parts: parts}
	if len(parts) == 0 {
		return nil, ErrParts
	}
	extra, err := o.extra(ctx, reg)
	if err != nil {
		return nil, err
	}
	known := make(map[[3]string]batch)
	for _, part := range parts {
		if err := part.check(); err != nil {
			return nil, err
		}
		b, ok := known[part.key()]
		if !ok {
			if b, err = batchOf(ctx, reg, part, o); err != nil {
				return nil, err
			}
			maps.Copy(b.texts, extra)
			if o.Template.Purpose == layout.Full { // which names the producer as the responsible party
				delete(b.texts, label.FieldProducer)
			}
			known[part.key()] = b
		}
		p.batches = append(p.batches, b)
	}
	return p, nil
}

// key is the same for parts of which the labels say the same.
func (p Part) key() [3]string {
	if p.Run != nil {
		return [3]string{p.Run.Product, p.Run.Lot, p.Run.Entity}
	}
	return [3]string{p.Product, "", p.Entity}
}

// labels is the number of labels, copies not counted.
func (p *printed) labels() (n int64) {
	for _, part := range p.parts {
		n += part.Len()
	}
	return n
}

// chunk is how many codes are made at a time.
const chunk = 500

// contents yields what the labels say, in order; of a job's labels those of which
// some, from 0, is true.
func (p *printed) contents(some func(i int64) bool) iter.Seq2[layout.Content, error] {
	return func(yield func(layout.Content, error) bool) {
		var before int64 // labels of the parts before
		for i, part := range p.parts {
			from, to := part.Span()
			for a := from; a <= to; a += chunk {
				codes, err := part.codes(p.reg, p.batches[i], a, min(to, a+chunk-1))
				if err != nil {
					yield(layout.Content{}, err)
					return
				}
				for k, c := range codes {
					n := before + a - from + int64(k)
					if some(n) && !yield(p.content(i, c, n), nil) {
						return
					}
				}
			}
			before += to - from + 1
		}
	}
}

// content is label n of the job, from 0, which is one of part i.
func (p *printed) content(i int, c trace.LabelCode, n int64) layout.Content {
	t := maps.Clone(p.batches[i].texts)
	if c.Code != "" {
		t.set(label.FieldCode, c.Code.Groups())
	}
	if carton := p.setup.Carton; carton != nil {
		carton.at(n).say(t, p.batches[i].unit)
	}
	return layout.Content{URI: c.URI, Values: t}
}

// first is the first label of part i.
func (p *printed) first(i int) (layout.Content, error) {
	from, _ := p.parts[i].Span()
	codes, err := p.parts[i].codes(p.reg, p.batches[i], from, from)
	if err != nil {
		return layout.Content{}, err
	}
	var before int64
	for _, part := range p.parts[:i] {
		before += part.Len()
	}
	return p.content(i, codes[0], before), nil
}

// all is every label.
func all(int64) bool { return true }
