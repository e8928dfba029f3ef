package trace

import (
	"context"

	"ocoptrace/trace/ocop"
)

// A Standing is a recognition with what has happened to it since.
type Standing struct {
	Recognition Proven[*Recognition]
	Changes     []Proven[*RecognitionChange] // newest first
}

// held is the standing without its proofs.
func (s *Standing) held() Held { return Held{s.Recognition.Fact, facts(s.Changes)} }

// Extended is the last day of the extension in force; zero if there is none.
func (s *Standing) Extended() ocop.Date { return s.held().Extended() }

// Withdrawn is the day from which the recognition is withdrawn; zero if it is
// not. A withdrawal cannot be taken back: a new recognition follows it.
func (s *Standing) Withdrawn() ocop.Date { return s.held().Withdrawn() }

// On is the state of the recognition on a day.
func (s *Standing) On(day ocop.Date) ocop.State { return s.held().On(day) }

// InForce says whether stars may be shown on a day.
func (s *Standing) InForce(day ocop.Date) bool { return s.held().InForce(day) }

// Until is the last day on which the recognition is in force as things stand;
// zero when it is withdrawn.
func (s *Standing) Until() ocop.Date { return s.held().Until() }

// standings proves a product's recognitions, newest first.
func (p *prover) standings(product string) ([]*Standing, error) {
	indexes, err := p.newest(listRecognition, product, 0)
	if err != nil {
		return nil, err
	}
	var all []*Standing
	changes := make(map[string][]Proven[*RecognitionChange])
	for _, index := range indexes {
		e, err := p.evidence(index)
		if err != nil {
			return nil, err
		}
		switch f := e.Fact.(type) {
		case *RecognitionChange:
			changes[f.Number] = append(changes[f.Number], Proven[*RecognitionChange]{e, f})
		case *Recognition:
			all = append(all, &Standing{Proven[*Recognition]{e, f}, changes[f.Number]})
		}
	}
	return all, nil
}

// holding returns the standing that counts on a day: the newest in force, else
// the newest that has begun, else the newest; nil for none.
func holding(all []*Standing, day ocop.Date) *Standing {
	for _, s := range all {
		if s.InForce(day) {
			return s
		}
	}
	for _, s := range all {
		if !day.Before(s.Recognition.Fact.Issued) {
			return s
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// Standings proves all recognitions of a product, newest first. Errors: see
// FindingOf; none for a product without recognitions.
func (r *Registry) Standings(ctx context.Context, product string) (all []*Standing, err error) {
	err = r.prove(ctx, func(p *prover) error {
		all, err = p.standings(product)
		return err
	})
	return all, err
}
