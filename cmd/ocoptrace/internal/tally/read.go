package tally

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// Of returns the tally of a label; the zero Tally if it has none. What waits
// for a flush is not in it.
func (t *Tallies) Of(ctx context.Context, c code.Code) (one Tally, err error) {
	err = t.config.Store.View(ctx, func(tx storage.Tx) error {
		one = Tally{}
		return get(tx, codeKey(c), &one)
	})
	return one, err
}

// A Ranked is a label among those of its batch.
type Ranked struct {
	Code code.Code
	Tally
	Signals []Signal
	Odds    float64
}

// Ranking returns at most limit labels of a batch that were looked up, those
// with the highest odds first, then those looked up most; of all batches of the
// product where lot is "".
func (t *Tallies) Ranking(ctx context.Context, product, lot string, limit int) (all []Ranked, err error) {
	err = t.config.Store.View(ctx, func(tx storage.Tx) error {
		all = nil
		prefix := []byte(batchPrefix(product, lot))
		if lot == "" {
			prefix = prefix[:len(prefix)-1]
		}
		return tx.Scan(prefix, nil, func(key, _ []byte) error {
			r := Ranked{Code: code.Code(key[bytes.LastIndexByte(key, 0)+1:])}
			err := get(tx, codeKey(r.Code), &r.Tally)
			if err == nil {
				r.Signals, r.Odds, err = r.Tally.Signals()
			}
			all = append(all, r)
			return err
		})
	})
	slices.SortFunc(all, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Odds, a.Odds), cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.Code, b.Code))
	})
	return all[:min(len(all), max(0, limit))], err
}

// A Sum is a number of look-ups of a product on a day: of all, of those in a
// province, or of those with a finding.
type Sum struct {
	Day     ocop.Date
	Of      string // province or finding; "" for all
	Product string // "-" for labels on no batch; "" where older rows do not have it
	Count
}

// Products returns the look-ups of products on the days from first to last,
// in the order of days, then of products.
func (t *Tallies) Products(ctx context.Context, first, last ocop.Date) ([]Sum, error) {
	return t.sums(ctx, dayPrefix, first, last)
}

// Provinces returns the places that people told, in the order of days, provinces
// and products. Looks are how often a province was told.
func (t *Tallies) Provinces(ctx context.Context, first, last ocop.Date) ([]Sum, error) {
	return t.sums(ctx, placePrefix, first, last)
}

// Findings returns what the pages said first, in the order of days, findings and
// products. Looks are all look-ups, also by people who are signed in.
func (t *Tallies) Findings(ctx context.Context, first, last ocop.Date) ([]Sum, error) {
	return t.sums(ctx, findingPrefix, first, last)
}

func (t *Tallies) sums(ctx context.Context, prefix string, first, last ocop.Date) (all []Sum, err error) {
	err = t.config.Store.View(ctx, func(tx storage.Tx) error {
		all = nil
		return tx.Scan([]byte(prefix), []byte(prefix+first.String()), func(key, value []byte) error {
			date, of, _ := bytes.Cut(key[len(prefix):], []byte{0})
			day, err := ocop.ParseDate(string(date))
			if err != nil {
				return fmt.Errorf("%w: %q: %w", ErrRow, key, err)
			}
			if day.After(last) {
				return storage.Stop
			}
			s := Sum{Day: day, Product: string(of)}
			if prefix != dayPrefix {
				named, product, _ := bytes.Cut(of, []byte{0})
				s.Of, s.Product = string(named), string(product)
			}
			err = decode(key, value, &s.Count)
			all = append(all, s)
			return err
		})
	})
	return all, err
}
