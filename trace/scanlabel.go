package trace

import (
	"fmt"

	"ocoptrace/trace/code"
)

// LabelScan is the part of a Scan about one label.
type LabelScan struct {
	Code    code.Code
	URI     string // what its QR symbol holds
	Run     Proven[*LabelRun]
	Claim   *Proven[*LabelClaim] // that binds it to a batch; nil for the label of a batch's own run, and for one not bound
	Number  int64                // in the run, from 1
	State   LabelState
	Changes []Proven[*LabelStatus] // of the whole run, of a blank one those about this label; newest first
}

// batch names the batch of the label, "" for one that is bound to none.
func (l *LabelScan) batch() (product, lot string) {
	if l.Claim != nil {
		return l.Claim.Fact.Product, l.Claim.Fact.Lot
	}
	return l.Run.Fact.Product, l.Run.Fact.Lot
}

// label proves a label's run, what binds it to a batch and what has happened
// to it.
func (r *Registry) label(p *prover, c code.Code) (*LabelScan, error) {
	index, _, number, err := r.place(p.view, c)
	if err != nil {
		return nil, err
	}
	l := &LabelScan{Code: c, Number: number}
	if l.Run, err = provenAt[*LabelRun](p, index); err != nil {
		return nil, err
	}
	run := l.Run.Fact
	l.URI = r.link(run, c)
	if run.Blank() {
		err = p.blankLabel(l)
	} else {
		l.Changes, err = provenHistory[*LabelStatus](p, listRunStatus, run.ID)
	}
	l.State = spansOf(run, facts(l.Changes)).at(number)
	return l, err
}

// blankLabel proves what is stated about one label of a blank run. A roll lasts
// long and serves many batches, so what is about others is left out.
func (p *prover) blankLabel(l *LabelScan) (err error) {
	run := l.Run.Fact.ID
	l.Changes, err = provenAbout(p, listRunStatus, run, func(s *LabelStatus) bool {
		return s.Run == run && s.From <= l.Number && l.Number <= s.To
	})
	if err != nil {
		return err
	}
	claims, err := provenAbout(p, listRunClaim, run, func(c *LabelClaim) bool { return c.Run == run && c.covers(l.Number) })
	if len(claims) > 1 {
		return fmt.Errorf("%w: label %d of run %s is bound by %d statements", ErrUnproven, l.Number, run, len(claims))
	}
	if len(claims) == 1 {
		l.Claim = &claims[0]
	}
	return err
}

// provenAbout proves those statements of a list that are about something,
// newest first.
func provenAbout[F Fact](p *prover, list, subject string, about func(F) bool) (all []Proven[F], err error) {
	indexes, err := p.newest(list, subject, 0)
	if err != nil {
		return nil, err
	}
	for _, index := range indexes {
		f, err := factAt[F](p.view, index)
		if err != nil {
			return nil, err
		}
		if !about(f) {
			continue
		}
		proven, err := provenAt[F](p, index)
		if err != nil {
			return nil, err
		}
		all = append(all, proven)
	}
	return all, nil
}

func facts[F Fact](all []Proven[F]) []F {
	out := make([]F, len(all))
	for i, p := range all {
		out[i] = p.Fact
	}
	return out
}
