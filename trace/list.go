package trace

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"ocoptrace/storage"
)

// The lists below are read from one snapshot and verify nothing: they are for
// choosing, and for consoles. What is shown as proven comes from a Scan.

// Entities lists the newest statement about each entity, in the order of ids.
func (r *Registry) Entities(ctx context.Context) ([]*Entity, error) {
	return listAll[*Entity](ctx, r, listEntity)
}

// Products lists the newest statement about each product, in the order of ids.
func (r *Registry) Products(ctx context.Context) ([]*Product, error) {
	return listAll[*Product](ctx, r, listProduct)
}

// FirstProducts lists at most limit of Products, and says how many there are.
func (r *Registry) FirstProducts(ctx context.Context, limit int) (products []*Product, all int, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		indexes, err := v.newestOfEach(listProduct)
		if err != nil {
			return err
		}
		all = len(indexes)
		products, err = factsAt[*Product](v, indexes[:min(limit, all)])
		return err
	})
	return products, all, err
}

// Product returns the newest statement about a product. ErrNotFound.
func (r *Registry) Product(ctx context.Context, id string) (*Product, error) {
	return listNewest[*Product](ctx, r, listProduct, id)
}

// Entity returns the newest statement about an entity. ErrNotFound.
func (r *Registry) Entity(ctx context.Context, id string) (*Entity, error) {
	return listNewest[*Entity](ctx, r, listEntity, id)
}

// ReadEntity returns the newest statement about an entity from a store alone,
// without the keys that Open needs. ErrNotFound.
func ReadEntity(ctx context.Context, s storage.Store, id string) (*Entity, error) {
	r := Registry{store: s}
	return r.Entity(ctx, id)
}

// Batch returns a batch. ErrNotFound.
func (r *Registry) Batch(ctx context.Context, product, lot string) (*Batch, error) {
	return listNewest[*Batch](ctx, r, listBatch, batchSubject(product, lot))
}

// Batches lists at most limit batches of a product, newest first; all if
// limit <= 0.
func (r *Registry) Batches(ctx context.Context, product string, limit int) ([]*Batch, error) {
	return listUnder[*Batch](ctx, r, listProductBatch, product, limit)
}

// ProductsOf lists the newest statement about each product of an entity.
func (r *Registry) ProductsOf(ctx context.Context, entity string) (products []*Product, err error) {
	stated, err := listUnder[*Product](ctx, r, listEntityProduct, entity, 0)
	seen := make(map[string]bool)
	for _, p := range stated {
		if !seen[p.ID] {
			seen[p.ID] = true
			products = append(products, p)
		}
	}
	return products, err
}

func listNewest[F Fact](ctx context.Context, r *Registry, list, subject string) (F, error) {
	all, err := listUnder[F](ctx, r, list, subject, 1)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%w: %s", ErrNotFound, subject)
	}
	if err != nil {
		var none F
		return none, err
	}
	return all[0], nil
}

func listUnder[F Fact](ctx context.Context, r *Registry, list, subject string, limit int) (all []F, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		indexes, err := v.newest(list, subject, limit)
		if err != nil {
			return err
		}
		all, err = factsAt[F](v, indexes)
		return err
	})
	return all, err
}

// listAll reads the newest fact of every subject of a list.
func listAll[F Fact](ctx context.Context, r *Registry, list string) (all []F, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		indexes, err := v.newestOfEach(list)
		if err != nil {
			return err
		}
		all, err = factsAt[F](v, indexes)
		return err
	})
	return all, err
}

func factsAt[F Fact](v view, indexes []int64) ([]F, error) {
	all := make([]F, len(indexes))
	for i, index := range indexes {
		var err error
		if all[i], err = factAt[F](v, index); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// newestOfEach returns the newest log index of each subject of a list.
func (v view) newestOfEach(list string) (indexes []int64, err error) {
	var subject []byte
	err = v.tx.Scan(prefixOf(regPrefix+"s/"+list), nil, func(key, _ []byte) error {
		head, tail := key[:len(key)-8], key[len(key)-8:]
		if !bytes.Equal(head, subject) {
			subject = bytes.Clone(head)
			indexes = append(indexes, int64(^binary.BigEndian.Uint64(tail)))
		}
		return nil
	})
	return indexes, err
}
