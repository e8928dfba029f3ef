package audit

import (
	"context"
	"sync/atomic"
	"time"

	"ocoptrace/storage"
)

// Keep is how long entries are kept where nothing else is set.
const Keep = 2 * 365 * 24 * time.Hour

// Config says what a Trail works with.
type Config struct {
	Store storage.Store
	Now   func() time.Time
	Keep  time.Duration // Keep if not positive
}

// A Trail is the audit trail in a store.
type Trail struct {
	Config
	swept atomic.Int64 // when entries that are too old were last deleted, Unix seconds
}

// New returns the trail in a store.
func New(c Config) *Trail {
	if c.Keep <= 0 {
		c.Keep = Keep
	}
	return &Trail{Config: c}
}

// Record keeps that who acts in ctx did something. ErrAction.
func (t *Trail) Record(ctx context.Context, did, to string) error {
	now := t.Now().UTC()
	err := t.Store.Update(ctx, func(tx storage.Tx) error {
		return Append(ctx, tx, now, did, to)
	})
	if err != nil {
		return err
	}
	last := t.swept.Load()
	if now.Sub(time.Unix(last, 0)) < 24*time.Hour || !t.swept.CompareAndSwap(last, now.Unix()) {
		return nil
	}
	return t.Sweep(ctx)
}

// maxSwept bounds the entries deleted in one transaction.
const maxSwept = 1000

// Sweep deletes entries that are older than Keep, at most 1,000 of them.
func (t *Trail) Sweep(ctx context.Context) error {
	oldest := t.Now().Add(-t.Keep)
	return t.Store.Update(ctx, func(tx storage.Tx) error {
		n := 0
		return tx.Scan([]byte(prefix), nil, func(k, value []byte) error {
			entry, err := parse(k, value)
			if err != nil {
				return err
			}
			if n++; n > maxSwept || !entry.Time.Before(oldest) {
				return storage.Stop
			}
			return tx.Delete(k)
		})
	})
}
