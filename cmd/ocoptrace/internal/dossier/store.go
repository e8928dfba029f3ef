package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

const prefix = "dos/"

// Errors of Dossiers beside those of the store and trace.Problems.
var (
	ErrNone   = errors.New("dossier: there is none")
	ErrEntity = errors.New("dossier: not the id of an entity")
	ErrRow    = errors.New("dossier: stored row cannot be read")
)

// Config says what Dossiers work with.
type Config struct {
	Store storage.Store
	Now   func() time.Time
}

// Dossiers are those of all entities in a store.
type Dossiers struct{ Config }

// New returns the dossiers in a store.
func New(c Config) *Dossiers { return &Dossiers{c} }

func key(entity string) ([]byte, error) {
	if entity == "" || len(entity) > 64 || strings.Trim(entity, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return nil, fmt.Errorf("%w: %.40q", ErrEntity, entity)
	}
	return []byte(prefix + entity), nil
}

// Get returns the dossier of an entity. ErrNone.
func (s *Dossiers) Get(ctx context.Context, entity string) (d Dossier, err error) {
	k, err := key(entity)
	if err != nil {
		return d, err
	}
	err = s.Store.View(ctx, func(tx storage.Tx) error {
		value, err := tx.Get(k)
		if errors.Is(err, storage.ErrNotFound) {
			return ErrNone
		}
		if err == nil {
			d, err = read(k, value)
		}
		return err
	})
	return d, err
}

func read(key, value []byte) (d Dossier, err error) {
	if err := json.Unmarshal(value, &d); err != nil {
		return d, fmt.Errorf("%w: %s: %v", ErrRow, key, err)
	}
	return d, nil
}

// Put keeps the dossier of an entity instead of the one before. That there is
// such an entity is the caller's to know. trace.Problems.
func (s *Dossiers) Put(ctx context.Context, entity string, d Dossier) error {
	k, err := key(entity)
	if err != nil {
		return err
	}
	now := s.Now()
	d.tidy()
	if problems := d.Problems(ocop.DateOf(now)); len(problems) > 0 {
		return problems
	}
	value, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx storage.Tx) error {
		if err := tx.Set(k, value); err != nil {
			return err
		}
		return audit.Append(ctx, tx, now, "dossier.save", entity)
	})
}

// Delete erases the dossier of an entity. ErrNone.
func (s *Dossiers) Delete(ctx context.Context, entity string) error {
	k, err := key(entity)
	if err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx storage.Tx) error {
		if _, err := tx.Get(k); errors.Is(err, storage.ErrNotFound) {
			return ErrNone
		} else if err != nil {
			return err
		}
		if err := tx.Delete(k); err != nil {
			return err
		}
		return audit.Append(ctx, tx, s.Now(), "dossier.delete", entity)
	})
}

// Actions are the names under which the audit trail has what this package does.
func Actions() []string { return []string{"dossier.delete", "dossier.save"} }
