package tally

import (
	"context"
	"errors"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
)

// maxBatches is how many batches that could not be stored are kept for the
// next flush; the oldest are given up.
const maxBatches = 3

// Flush stores what was noted. After an error what was not stored waits for
// the next Flush, see the package comment.
func (t *Tallies) Flush(ctx context.Context) error {
	t.flushing.Lock()
	defer t.flushing.Unlock()
	t.mu.Lock()
	t.setAside()
	batches := t.flushed
	t.flushed = nil
	t.mu.Unlock()
	for i, b := range batches {
		err := t.store(ctx, b)
		if err == nil {
			continue
		}
		rest := batches[i:]
		if errors.Is(err, storage.ErrCommitUnknown) {
			rest = batches[i+1:]
		}
		t.keep(rest)
		return err
	}
	return nil
}

// keep puts batches back before those set aside meanwhile.
func (t *Tallies) keep(batches []*batch) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := append(batches[:len(batches):len(batches)], t.flushed...)
	t.flushed = all[max(0, len(all)-maxBatches):]
}

// store adds a batch to the rows in one transaction.
func (t *Tallies) store(ctx context.Context, b *batch) error {
	subjects, err := t.subjects(ctx, b)
	if err != nil {
		return err
	}
	return t.config.Store.Update(ctx, func(tx storage.Tx) error {
		sums := make(map[string]*Count)
		for c, d := range b.deltas {
			one, err := b.one(tx, c, d, subjects[c])
			if err != nil {
				return err
			}
			sum(sums, dayKey(b.date, one.Product), d.looks, d.signedIn)
			for province, n := range d.places {
				sum(sums, ofKey(placePrefix, b.date, province, one.Product), n, 0)
			}
			for finding, n := range d.findings {
				sum(sums, ofKey(findingPrefix, b.date, finding, one.Product), n, 0)
			}
		}
		return writeSums(tx, sums)
	})
}

// one adds a delta to the tally of a label.
func (b *batch) one(tx storage.Tx, c code.Code, d *delta, s subject) (one Tally, err error) {
	if err := get(tx, codeKey(c), &one); err != nil {
		return one, err
	}
	if one.Product == "" && s.product != "" {
		one.Product, one.Lot = s.product, s.lot
		if err := tx.Set([]byte(batchPrefix(s.product, s.lot)+c.String()), nil); err != nil {
			return one, err
		}
	}
	rounded := *d
	rounded.first, rounded.last = d.first.UTC().Truncate(time.Second), d.last.UTC().Truncate(time.Second)
	one.add(&rounded, b.date)
	return one, set(tx, codeKey(c), one)
}

func sum(sums map[string]*Count, key []byte, looks, signedIn int64) {
	s := sums[string(key)]
	if s == nil {
		s = new(Count)
		sums[string(key)] = s
	}
	s.Looks += looks
	s.SignedIn += signedIn
}

func writeSums(tx storage.Tx, sums map[string]*Count) error {
	for key, s := range sums {
		var had Count
		if err := get(tx, []byte(key), &had); err != nil {
			return err
		}
		had.Looks += s.Looks
		had.SignedIn += s.SignedIn
		if had == (Count{}) {
			continue
		}
		if err := set(tx, []byte(key), had); err != nil {
			return err
		}
	}
	return nil
}

// A subject is the batch that a label is on.
type subject struct{ product, lot string }

// subjects finds the batches of labels that have none in their tally yet.
// A label whose batch cannot be found now is asked for at its next look-up.
func (t *Tallies) subjects(ctx context.Context, b *batch) (map[code.Code]subject, error) {
	var unknown []code.Code
	err := t.config.Store.View(ctx, func(tx storage.Tx) error {
		for c := range b.deltas {
			var one Tally
			if err := get(tx, codeKey(c), &one); err != nil {
				return err
			}
			if one.Product == "" {
				unknown = append(unknown, c)
			}
		}
		return nil
	})
	found := make(map[code.Code]subject, len(unknown))
	for _, c := range unknown {
		if product, lot, err := t.config.Subject(ctx, c); err == nil {
			found[c] = subject{product, lot}
		}
	}
	return found, err
}
