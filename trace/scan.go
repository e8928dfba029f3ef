package trace

import (
	"context"
	"errors"
	"slices"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/translog"
)

// Finding is one thing that a scan has to say; they are never merged.
type Finding string

// The findings about a batch or label, gravest first, then the outcomes that
// find none. Each is also the locale key "finding." + Finding.
const (
	FindingRecalled       Finding = "recalled"
	FindingVoided         Finding = "voided"
	FindingPastUseBy      Finding = "pastUseBy"
	FindingOnHold         Finding = "onHold"
	FindingUnbound        Finding = "unbound" // a blank label, of no batch yet
	FindingInactive       Finding = "inactive"
	FindingPastBestBefore Finding = "pastBestBefore"
	FindingIntact         Finding = "intact"

	FindingUnknown     Finding = "unknown"     // no such code
	FindingMalformed   Finding = "malformed"   // check character or length
	FindingUnproven    Finding = "unproven"    // signature or log proof fails
	FindingUnavailable Finding = "unavailable" // cannot be checked now
)

// FindingOf tells what an error of a scan means to whoever scanned.
func FindingOf(err error) Finding {
	switch {
	case errors.Is(err, code.ErrMalformed), errors.Is(err, code.ErrCheck):
		return FindingMalformed
	case errors.Is(err, ErrNotFound):
		return FindingUnknown
	case errors.Is(err, ErrUnproven), errors.Is(err, translog.ErrCorrupt), errors.Is(err, storage.ErrCorrupt):
		return FindingUnproven
	}
	return FindingUnavailable
}

// A Scan is what is proven about a product, batch or label. Every record in
// it was verified for this scan. Of a blank label that is bound to no batch,
// Product has neither Evidence nor Fact and Batch is nil.
type Scan struct {
	At         time.Time
	Day        ocop.Date
	Checkpoint translog.Checkpoint
	Service    Proven[*Service]
	Entity     Proven[*Entity]
	Product    Proven[*Product]
	Standing   *Standing    // nil: the product has no recognition
	Points     Some[*Point] // that offer it, or goods of its entity; newest statements first
	Batch      *BatchScan
	Label      *LabelScan
}

// BatchScan is the part of a Scan about a batch.
type BatchScan struct {
	Proven[*Batch]
	Recalls     []Proven[*Recall] // newest first; see Stopped
	AtMaking    *Standing         // the recognition that counted on the day of production; nil for none
	Diary       Some[*DiaryEntry] // newest first; see ReplacedBy
	Inspections Some[*Inspection] // newest first
}

// Stopped is the recall or hold in force; nil if there is none.
func (b *BatchScan) Stopped() *Recall {
	if len(b.Recalls) == 0 || b.Recalls[0].Fact.Action == ActionLift {
		return nil
	}
	return b.Recalls[0].Fact
}

// ScanCode reads everything about a label by its code, as scanned or typed.
// Errors: see FindingOf.
func (r *Registry) ScanCode(ctx context.Context, typed string) (*Scan, error) {
	c, err := code.Parse(typed)
	if err != nil {
		return nil, err
	}
	var s *Scan
	err = r.prove(ctx, func(p *prover) error {
		label, err := r.label(p, c)
		if err != nil {
			return err
		}
		if product, lot := label.batch(); product != "" {
			s, err = r.scan(p, product, lot)
		} else {
			s, err = r.scanBlank(p, label.Run.Fact.Entity)
		}
		if err == nil {
			s.Label = label
		}
		return err
	})
	return s, err
}

// ScanBatch reads everything about a batch. Errors: see FindingOf.
func (r *Registry) ScanBatch(ctx context.Context, product, lot string) (s *Scan, err error) {
	err = r.prove(ctx, func(p *prover) error {
		s, err = r.scan(p, product, lot)
		return err
	})
	return s, err
}

// ScanProduct reads everything about a product, without a batch. Errors: see
// FindingOf.
func (r *Registry) ScanProduct(ctx context.Context, product string) (s *Scan, err error) {
	err = r.prove(ctx, func(p *prover) error {
		s, err = r.scan(p, product, "")
		return err
	})
	return s, err
}

func (r *Registry) scan(p *prover, product, lot string) (*Scan, error) {
	s, err := r.begin(p)
	if err != nil {
		return nil, err
	}
	if s.Product, err = provenCurrent[*Product](p, listProduct, product); err != nil {
		return nil, err
	}
	if s.Entity, err = provenCurrent[*Entity](p, listEntity, s.Product.Fact.Entity); err != nil {
		return nil, err
	}
	standings, err := p.standings(product)
	if err != nil {
		return nil, err
	}
	s.Standing = holding(standings, s.Day)
	if s.Points, err = p.pointsOf(product, s.Entity.Fact.ID); err != nil {
		return nil, err
	}
	if lot != "" {
		s.Batch, err = p.batch(product, lot, standings)
	}
	return s, err
}

// begin is a scan of which only the time and the service are known.
func (r *Registry) begin(p *prover) (s *Scan, err error) {
	now := r.now()
	s = &Scan{At: now, Day: ocop.DateOf(now), Checkpoint: p.checkpoint}
	s.Service, err = provenAt[*Service](p, 0)
	return s, err
}

// scanBlank is the scan of a label that is bound to no batch.
func (r *Registry) scanBlank(p *prover, entity string) (*Scan, error) {
	s, err := r.begin(p)
	if err == nil {
		s.Entity, err = provenCurrent[*Entity](p, listEntity, entity)
	}
	return s, err
}

func (p *prover) batch(product, lot string, standings []*Standing) (*BatchScan, error) {
	batch, err := provenCurrent[*Batch](p, listBatch, batchSubject(product, lot))
	if err != nil {
		return nil, err
	}
	b := &BatchScan{Proven: batch, AtMaking: holding(standings, batch.Fact.Produced)}
	subject := batchSubject(product, lot)
	if b.Recalls, err = provenHistory[*Recall](p, listRecall, subject); err != nil {
		return nil, err
	}
	if b.Diary, err = provenSome[*DiaryEntry](p, listBatchDiary, subject); err != nil {
		return nil, err
	}
	b.Inspections, err = provenSome[*Inspection](p, listBatchInspection, subject)
	return b, err
}

// Findings lists what is to be said, gravest first; the first is the verdict.
// A scan of a product alone has none.
func (s *Scan) Findings() []Finding {
	switch {
	case s.Batch != nil:
		return s.findings()
	case s.Label == nil:
		return nil
	case s.Label.State == LabelVoided:
		return []Finding{FindingVoided, FindingUnbound}
	}
	return []Finding{FindingUnbound}
}

func (s *Scan) findings() []Finding {
	var found []Finding
	add := func(is bool, f Finding) {
		if is {
			found = append(found, f)
		}
	}
	stopped := s.Batch.Stopped()
	end, kind := s.Batch.Fact.End()
	past := kind != DateNone && end.Before(s.Day)
	add(stopped != nil && stopped.Action == ActionRecall, FindingRecalled)
	add(s.Label != nil && s.Label.State == LabelVoided, FindingVoided)
	add(past && kind == DateExpires, FindingPastUseBy)
	add(stopped != nil && stopped.Action == ActionHold, FindingOnHold)
	add(s.Label != nil && s.Label.State == LabelOpen, FindingInactive)
	add(past && kind == DateBestBefore, FindingPastBestBefore)
	add(len(found) == 0, FindingIntact)
	return found
}

// Evidence lists every record of the scan in log order.
func (s *Scan) Evidence() []*Evidence {
	all := []*Evidence{s.Service.Evidence, s.Entity.Evidence}
	if s.Product.Evidence != nil {
		all = append(all, s.Product.Evidence)
	}
	addStanding := func(st *Standing) {
		if st != nil {
			all = append(all, st.Recognition.Evidence)
			all = appendEvidence(all, st.Changes)
		}
	}
	addStanding(s.Standing)
	all = appendEvidence(all, s.Points.Shown)
	if b := s.Batch; b != nil {
		all = append(all, b.Evidence)
		all = appendEvidence(all, b.Recalls)
		addStanding(b.AtMaking)
		all = appendEvidence(all, b.Diary.Shown)
		all = appendEvidence(all, b.Inspections.Shown)
	}
	if l := s.Label; l != nil {
		all = append(all, l.Run.Evidence)
		if l.Claim != nil {
			all = append(all, l.Claim.Evidence)
		}
		all = appendEvidence(all, l.Changes)
	}
	slices.SortFunc(all, func(a, b *Evidence) int { return int(a.Index - b.Index) })
	return slices.Compact(all)
}

func appendEvidence[F Fact](all []*Evidence, proven []Proven[F]) []*Evidence {
	for _, p := range proven {
		all = append(all, p.Evidence)
	}
	return all
}
