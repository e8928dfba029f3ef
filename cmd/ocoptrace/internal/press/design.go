package press

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
)

// Limits of what an entity keeps.
const (
	MaxDesigns = 200                 // own stocks; own templates as many
	MaxDesign  = 48_000              // bytes of one, so that its row fits the store
	Aside      = 30 * 24 * time.Hour // how long a deleted one can be restored
	maxAside   = 400                 // deleted ones kept; beyond, the oldest go
)

// A Shelf is where designs of one kind lie.
type Shelf string

// The shelves.
const (
	Stocks    Shelf = "stock"
	Templates Shelf = "template"
)

func (s Shelf) table() string {
	if s == Stocks {
		return stockTable
	}
	return templateTable
}

// A Design is a stock or template of an entity's own.
type Design struct {
	ID    string          `json:"id"`
	Data  json.RawMessage `json:"data"` // in the format of label/stock or label/layout
	Saved time.Time       `json:"saved"`
	By    string          `json:"by"` // account

	Deleted   time.Time `json:"deleted,omitzero"` // of one that was set aside
	DeletedBy string    `json:"deletedBy,omitempty"`
	Key       string    `json:"key,omitempty"` // of one that is or was set aside: names it to Restore
}

// save keeps a design, in place of one of the same id. ErrID, ErrDesign, ErrLimit.
func (p *Press) save(ctx context.Context, shelf Shelf, entity, by, id string, data []byte) error {
	switch {
	case !validID(id):
		return fmt.Errorf("%w: %.70q", ErrID, id)
	case len(data) > MaxDesign:
		return fmt.Errorf("%w: %d bytes, at most %d are kept", ErrDesign, len(data), MaxDesign)
	case !json.Valid(data):
		return fmt.Errorf("%w: it is not JSON", ErrDesign)
	}
	design := Design{ID: id, Data: data, Saved: p.c.Now().UTC(), By: by}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		if err := room(tx, shelf, entity, id); err != nil {
			return err
		}
		return writeRow(tx, key(shelf.table(), entity, id), design)
	})
}

// room says whether a design may be stored under id. ErrLimit.
func room(tx storage.Tx, shelf Shelf, entity, id string) error {
	if _, err := readDesign(tx, shelf, entity, id); !errors.Is(err, ErrNotFound) {
		return err
	}
	n, err := count(tx, under(shelf.table(), entity))
	if err == nil && n >= MaxDesigns {
		err = fmt.Errorf("%w: %d of the kind %s are kept; delete some", ErrLimit, n, shelf)
	}
	return err
}

func readDesign(tx storage.Tx, shelf Shelf, entity, id string) (Design, error) {
	return readRow[Design](tx, key(shelf.table(), entity, id), fmt.Errorf("%w: %s %s", ErrNotFound, shelf, id))
}

// Designs lists a shelf of an entity in the order of ids.
func (p *Press) Designs(ctx context.Context, shelf Shelf, entity string) ([]Design, error) {
	return list[Design](ctx, p.store, shelf.table(), entity)
}
