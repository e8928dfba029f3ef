package trace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ocoptrace/storage"
)

// A RunReport is a label run and what has become of its labels.
type RunReport struct {
	Run     *LabelRun
	Spans   Spans
	Tally   Tally
	Claims  []*LabelClaim // of a blank run, newest first
	Unbound int64         // of Tally.Open, the labels that are bound to no batch
	Changes []RunChange   // newest first; the last one states the run
}

// A RunChange is one statement about labels, with who asked for it and when. Its
// Fact is the LabelRun, a LabelStatus, a LabelReprint or a LabelClaim; for a
// batch, a LabelAllowance.
type RunChange struct {
	Index int64 // in the log
	At    time.Time
	By    string // account name; "" where none was given
	Fact  Fact
}

// Run reports a label run. ErrNotFound.
func (r *Registry) Run(ctx context.Context, id string) (report RunReport, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		run, err := current[*LabelRun](v, listRun, id)
		if err == nil && run == nil {
			err = fmt.Errorf("%w: label run %s", ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		report, err = v.report(run)
		return err
	})
	return report, err
}

// Runs reports the label runs of a batch, newest first. Blank labels bound to
// it are in Claims.
func (r *Registry) Runs(ctx context.Context, product, lot string) ([]RunReport, error) {
	return r.reports(ctx, listBatchRun, batchSubject(product, lot))
}

// BlankRuns reports the blank label runs of an entity, newest first.
func (r *Registry) BlankRuns(ctx context.Context, entity string) ([]RunReport, error) {
	return r.reports(ctx, listBlankRun, entity)
}

// Claims lists the blank labels bound to a batch, newest first.
func (r *Registry) Claims(ctx context.Context, product, lot string) ([]*LabelClaim, error) {
	return listUnder[*LabelClaim](ctx, r, listBatchClaim, batchSubject(product, lot), 0)
}

// Allowances lists the allowances of a batch, newest first.
func (r *Registry) Allowances(ctx context.Context, product, lot string) (allowances []RunChange, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		indexes, err := v.newest(listAllowance, batchSubject(product, lot), 0)
		if err == nil {
			allowances, err = v.changesAt(indexes)
		}
		return err
	})
	return allowances, err
}

func (r *Registry) reports(ctx context.Context, list, subject string) (reports []RunReport, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		reports, err = view{tx}.reports(list, subject)
		return err
	})
	return reports, err
}

func (v view) reports(list, subject string) ([]RunReport, error) {
	runs, err := history[*LabelRun](v, list, subject)
	reports := make([]RunReport, len(runs))
	for i := 0; err == nil && i < len(runs); i++ {
		reports[i], err = v.report(runs[i])
	}
	return reports, err
}

func (v view) report(run *LabelRun) (RunReport, error) {
	changes, err := v.changes(run)
	if err != nil {
		return RunReport{}, err
	}
	r := RunReport{Run: run, Changes: changes, Claims: pick[*LabelClaim](changes)}
	r.Spans = spansOf(run, pick[*LabelStatus](changes))
	r.Tally = r.Spans.tally()
	if run.Blank() {
		for _, gap := range gaps(r.Claims, 1, run.Count) {
			r.Unbound += r.Spans.within(gap.From, gap.To).tally().Open
		}
	}
	return r, nil
}

// changes reads all statements about a run, newest first.
func (v view) changes(run *LabelRun) ([]RunChange, error) {
	var indexes []int64
	for _, list := range []string{listRun, listRunStatus, listRunReprint, listRunClaim} {
		more, err := v.newest(list, run.ID, 0)
		if err != nil {
			return nil, err
		}
		indexes = append(indexes, more...)
	}
	slices.SortFunc(indexes, func(a, b int64) int { return int(b - a) })
	return v.changesAt(indexes)
}

// changesAt reads the statements at log indexes.
func (v view) changesAt(indexes []int64) ([]RunChange, error) {
	changes := make([]RunChange, len(indexes))
	for i, index := range indexes {
		s, err := v.statement(index)
		if err != nil {
			return nil, err
		}
		changes[i] = RunChange{Index: index, At: s.Issued, Fact: s.Fact}
		if changes[i].By, err = v.by(index); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// pick keeps the facts of one kind.
func pick[F Fact](changes []RunChange) (facts []F) {
	for _, c := range changes {
		if f, ok := c.Fact.(F); ok {
			facts = append(facts, f)
		}
	}
	return facts
}
