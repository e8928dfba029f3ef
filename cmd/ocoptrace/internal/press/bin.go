package press

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
)

// Delete sets a design aside; Restore brings it back within 30 days. It returns
// the key for that. ErrNotFound.
func (p *Press) Delete(ctx context.Context, shelf Shelf, entity, by, id string) (restore string, err error) {
	if !validID(id) {
		return "", fmt.Errorf("%w: %s %.70q", ErrNotFound, shelf, id)
	}
	if restore, err = p.newID(false); err != nil {
		return "", err
	}
	now := p.c.Now().UTC()
	aside := key(binTable, entity, string(shelf), restore)
	return restore, p.change(ctx, entity, func(tx storage.Tx) error {
		if _, err := readRow[Design](tx, aside, ErrNotFound); err == nil {
			return nil // stored by the run before
		}
		design, err := readDesign(tx, shelf, entity, id)
		if err != nil {
			return err
		}
		if err := tidyBin(tx, shelf, entity, now); err != nil {
			return err
		}
		design.Deleted, design.DeletedBy, design.Key = now, by, restore
		if err := tx.Delete(key(shelf.table(), entity, id)); err != nil {
			return err
		}
		return writeRow(tx, aside, design)
	})
}

// tidyBin deletes what was set aside too long ago, and the oldest beyond the
// limit. The keys are in order of time.
func tidyBin(tx storage.Tx, shelf Shelf, entity string, now time.Time) error {
	bin := under(binTable, entity, string(shelf))
	n, err := count(tx, bin)
	if err != nil {
		return err
	}
	return eachRow(tx, bin, nil, func(key []byte, d Design) error {
		if n < maxAside && now.Sub(d.Deleted) < Aside {
			return storage.Stop
		}
		n--
		return tx.Delete(key)
	})
}

// Deleted lists what can be restored to a shelf, the oldest first.
func (p *Press) Deleted(ctx context.Context, shelf Shelf, entity string) (designs []Design, err error) {
	if err := checkEntity(entity); err != nil {
		return nil, err
	}
	now := p.c.Now()
	err = p.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, under(binTable, entity, string(shelf)), nil, func(_ []byte, d Design) error {
			if now.Sub(d.Deleted) < Aside {
				designs = append(designs, d)
			}
			return nil
		})
	})
	return designs, err
}

// Restore brings back what Delete set aside. ErrNotFound after 30 days, ErrTaken
// if there is another of the id by now, ErrLimit.
func (p *Press) Restore(ctx context.Context, shelf Shelf, entity, restore string) error {
	if !validID(restore) {
		return fmt.Errorf("%w: deleted %s %.70q", ErrNotFound, shelf, restore)
	}
	if err := checkEntity(entity); err != nil {
		return err
	}
	aside := key(binTable, entity, string(shelf), restore)
	var d Design
	err := p.store.View(ctx, func(tx storage.Tx) (err error) {
		d, err = readRow[Design](tx, aside, fmt.Errorf("%w: deleted %s %s", ErrNotFound, shelf, restore))
		return err
	})
	if err == nil && p.c.Now().Sub(d.Deleted) >= Aside {
		err = fmt.Errorf("%w: the %s %s was deleted for good", ErrNotFound, shelf, d.ID)
	}
	if err != nil {
		return err
	}
	return p.change(ctx, entity, func(tx storage.Tx) error { return putBack(tx, shelf, entity, aside, d) })
}

func putBack(tx storage.Tx, shelf Shelf, entity string, aside []byte, d Design) error {
	standing, err := readDesign(tx, shelf, entity, d.ID)
	if err == nil && standing.Key == d.Key {
		return nil // stored by the run before
	}
	if err == nil {
		return fmt.Errorf("%w: the %s %s of %s", ErrTaken, shelf, d.ID, standing.Saved.Format(time.DateOnly))
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if err := room(tx, shelf, entity, d.ID); err != nil {
		return err
	}
	if _, err := readRow[Design](tx, aside, fmt.Errorf("%w: deleted %s %s", ErrNotFound, shelf, d.Key)); err != nil {
		return err
	}
	d.Deleted, d.DeletedBy = time.Time{}, ""
	if err := tx.Delete(aside); err != nil {
		return err
	}
	return writeRow(tx, key(shelf.table(), entity, d.ID), d)
}
