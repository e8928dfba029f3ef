package audit

import (
	"context"
	"strings"
	"time"

	"ocoptrace/storage"
)

// A Filter chooses entries. Its zero value chooses all.
type Filter struct {
	From, Until time.Time // Until is no longer included; zero for open
	Who         string    // exactly
	Did         string    // an action, or the beginning of some up to a dot: "token" for "token.make"
	To          string    // a part of the subject
}

// Fits says whether a filter chooses an entry.
func (f Filter) Fits(e Entry) bool {
	switch {
	case !f.From.IsZero() && e.Time.Before(f.From), !f.Until.IsZero() && !e.Time.Before(f.Until):
		return false
	case f.Who != "" && e.Who != f.Who, !strings.Contains(e.To, f.To):
		return false
	}
	return f.Did == "" || e.Did == f.Did || strings.HasPrefix(e.Did, f.Did+".")
}

// Each calls f with the entries that a filter chooses, oldest first, until f
// returns an error; storage.Stop ends it with nil. The cost is that of all
// entries of the time.
func (t *Trail) Each(ctx context.Context, filter Filter, f func(Entry) error) error {
	var after []byte
	if !filter.From.IsZero() {
		after = key(filter.From.Add(-time.Millisecond), ^uint32(0))
	}
	return t.Store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(prefix), after, func(k, value []byte) error {
			entry, err := parse(k, value)
			if err != nil {
				return err
			}
			if !filter.Until.IsZero() && !entry.Time.Before(filter.Until) {
				return storage.Stop
			}
			if !filter.Fits(entry) {
				return nil
			}
			return f(entry)
		})
	})
}

// Latest are the newest entries that a filter chooses, newest first, at most n,
// and how many it chooses altogether.
func (t *Trail) Latest(ctx context.Context, filter Filter, n int) (entries []Entry, all int, err error) {
	ring := make([]Entry, n)
	err = t.Each(ctx, filter, func(e Entry) error {
		if n > 0 {
			ring[all%n] = e
		}
		all++
		return nil
	})
	for i := range min(all, n) {
		entries = append(entries, ring[(all-1-i)%n])
	}
	return entries, all, err
}
