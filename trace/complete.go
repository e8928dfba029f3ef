package trace

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
)

// Complete fills in what a person need not type of a batch: names and GTIN
// from the product, the end date from its shelf life, the unit from the
// product's last batch, and the next free lot number of the day of production
// ("L261123A"). What was typed stays. Lots in taken, by batch subject
// (PRODUCT/LOT), count as used. A product that does not exist is left to be
// reported when the batch is stated.
func (r *Registry) Complete(ctx context.Context, b *Batch, taken map[string]bool) error {
	b.tidy()
	return r.store.View(ctx, func(tx storage.Tx) error {
		return view{tx}.complete(b, taken)
	})
}

func (v view) complete(b *Batch, taken map[string]bool) error {
	product, err := current[*Product](v, listProduct, b.Product)
	if err != nil || product == nil {
		return err
	}
	entity, err := current[*Entity](v, listEntity, product.Entity)
	if err != nil {
		return err
	}
	b.ProductName, b.Entity, b.EntityName = product.Name, product.Entity, entity.Name
	b.GTIN = product.GTIN
	b.Sample = b.Sample || product.Sample
	if _, kind := b.End(); kind == DateNone && !b.Produced.IsZero() {
		b.setEnd(product)
	}
	if b.Unit == "" {
		last, err := current[*Batch](v, listProductBatch, b.Product)
		if err != nil {
			return err
		}
		if last != nil {
			b.Unit = last.Unit
		}
	}
	if b.Lot == "" && !b.Produced.IsZero() {
		b.Lot, err = v.freeLot(b, taken)
	}
	return err
}

func (b *Batch) setEnd(p *Product) {
	switch p.DateKind {
	case DateExpires:
		b.Expires = p.end(b.Produced)
	case DateBestBefore:
		b.BestBefore = p.end(b.Produced)
	}
}

// freeLot is L, the day of production as yymmdd, and A to Z, then AA to ZZ.
func (v view) freeLot(b *Batch, taken map[string]bool) (string, error) {
	for n := range 26 + 26*26 {
		suffix := string(rune('A' + n%26))
		if n >= 26 {
			suffix = string(rune('A'+n/26-1)) + suffix
		}
		lot := "L" + b.Produced.GS1() + suffix
		if taken[batchSubject(b.Product, lot)] {
			continue
		}
		used, err := v.newest(listBatch, batchSubject(b.Product, lot), 1)
		if err != nil {
			return "", err
		}
		if len(used) == 0 {
			return lot, nil
		}
	}
	return "", problem("lot", "noFreeLot", b.Produced.String())
}

// Prepare completes batches that are to be issued together and returns, for
// each, what keeps it from being stated: on its own, against the registry, and
// against the batches before it. Nothing is stored.
func (r *Registry) Prepare(ctx context.Context, batches []*Batch) ([]Problems, error) {
	found := make([]Problems, len(batches))
	taken := make(map[string]bool)
	err := r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		for i, b := range batches {
			problems, err := v.prepare(b, taken)
			if err != nil {
				return fmt.Errorf("batch %d: %w", i+1, err)
			}
			found[i] = problems
			taken[batchSubject(b.Product, b.Lot)] = true
		}
		return nil
	})
	return found, err
}

func (v view) prepare(b *Batch, taken map[string]bool) (Problems, error) {
	b.tidy()
	err := v.complete(b, taken)
	if err == nil {
		if problems := b.problems(); len(problems) > 0 {
			return v.withUnknownProduct(b, problems)
		}
		err = b.admitAfter(v, taken)
	}
	if err == nil && taken[batchSubject(b.Product, b.Lot)] {
		return problem("lot", "lotTwice", b.Lot), nil
	}
	var problems Problems
	if errors.As(err, &problems) {
		return problems, nil
	}
	return nil, err
}

// withUnknownProduct drops the problems of fields that would have been copied
// from a product that does not exist, and names that instead.
func (v view) withUnknownProduct(b *Batch, problems Problems) (Problems, error) {
	known, err := v.newest(listProduct, b.Product, 1)
	if err != nil || len(known) > 0 || b.Product == "" {
		return problems, err
	}
	kept := problem("product", "unknownReference", b.Product)
	for _, p := range problems {
		switch p.Field {
		case "productName", "entity", "entityName", "unit":
		case "lot":
			if b.Lot != "" {
				kept = append(kept, p)
			}
		default:
			kept = append(kept, p)
		}
	}
	return kept, nil
}
