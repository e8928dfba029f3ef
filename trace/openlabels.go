package trace

import (
	"context"
	"slices"

	"ocoptrace/storage"
)

// OpenLabels reports the runs of an entity with labels of batches that are
// printed and on no pack yet, for the end of a day: those of each batch, newest
// first, product by product, then blank runs with such labels among those that
// are bound. RunReport.Unbound tells how many more are blank.
func (r *Registry) OpenLabels(ctx context.Context, entity string) (open []RunReport, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		open, err = view{tx}.openLabels(entity)
		return err
	})
	return open, err
}

func (v view) openLabels(entity string) (open []RunReport, err error) {
	batches, err := v.batchesOf(entity)
	if err != nil {
		return nil, err
	}
	var runs []*LabelRun
	for _, batch := range batches {
		more, err := history[*LabelRun](v, listBatchRun, batch)
		if err != nil {
			return nil, err
		}
		runs = append(runs, more...)
	}
	blank, err := history[*LabelRun](v, listBlankRun, entity)
	if err != nil {
		return nil, err
	}
	for _, run := range append(runs, blank...) {
		spans, err := v.labelSpans(run)
		if err != nil {
			return nil, err
		}
		if spans.tally().Open == 0 {
			continue
		}
		report, err := v.report(run)
		if err != nil {
			return nil, err
		}
		if report.Tally.Open > report.Unbound {
			open = append(open, report)
		}
	}
	return open, nil
}

// batchesOf lists the subjects of all batches of an entity.
func (v view) batchesOf(entity string) (subjects []string, err error) {
	products, err := history[*Product](v, listEntityProduct, entity)
	if err != nil {
		return nil, err
	}
	var seen []string
	for _, p := range products {
		if slices.Contains(seen, p.ID) {
			continue
		}
		seen = append(seen, p.ID)
		batches, err := history[*Batch](v, listProductBatch, p.ID)
		if err != nil {
			return nil, err
		}
		for _, b := range batches {
			subjects = append(subjects, batchSubject(b.Product, b.Lot))
		}
	}
	return subjects, nil
}

// labelsOf lists the labels that belong to a batch, by its runs and then by
// claims, of those stated before a log index.
func (v view) labelsOf(subject string, before int64) (parts []LabelRange, err error) {
	runs, err := historyBefore[*LabelRun](v, listBatchRun, subject, before)
	if err != nil {
		return nil, err
	}
	for _, run := range runs {
		parts = append(parts, LabelRange{run, 1, run.Count})
	}
	claims, err := historyBefore[*LabelClaim](v, listBatchClaim, subject, before)
	for i := 0; err == nil && i < len(claims); i++ {
		var run *LabelRun
		run, err = current[*LabelRun](v, listRun, claims[i].Run)
		parts = append(parts, LabelRange{run, claims[i].From, claims[i].To})
	}
	return parts, err
}

// historyBefore returns the facts of a list that were stated before a log
// index, newest first.
func historyBefore[F Fact](v view, list, subject string, before int64) ([]F, error) {
	indexes, err := v.newest(list, subject, 0)
	if err != nil {
		return nil, err
	}
	return factsAt[F](v, slices.DeleteFunc(indexes, func(i int64) bool { return i >= before }))
}
