package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace/translog"
)

// demoInterval is the time between checkpoints: the default while serving, and
// only what load publishes before.
func demoInterval(once bool) time.Duration {
	if once {
		return -1
	}
	return 0
}

// founded is when the Service statement of a log was made.
func founded(ctx context.Context, s storage.Store) (at time.Time, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		record, err := translog.Leaf(tx, 0)
		if err != nil {
			return err
		}
		var statement struct {
			ValidFrom time.Time `json:"validFrom"`
		}
		err = json.Unmarshal(record, &statement)
		at = statement.ValidFrom
		return err
	})
	return at, err
}

// free refuses a store that another process holds.
func free(s *settings) error {
	store, err := badger.Open(s.dir.store(), s.storeOptions())
	if err == nil {
		return store.Close()
	}
	if errors.Is(err, storage.ErrHeld) {
		return err
	}
	return nil // half made; it is going to be removed
}
