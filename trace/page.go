package trace

import (
	"bytes"
	"context"
	"encoding/binary"
	"time"

	"ocoptrace/storage"
)

// Stated is a fact with its statement, as it was read, without a proof.
type Stated[F Fact] struct {
	ID     string // urn:uuid:…
	Index  int64  // in the log
	Issued time.Time
	Fact   F
}

// EntitiesPage lists the newest statement about each entity whose id is behind
// after, in the order of ids, at most limit of them, and says whether there are
// more. The last id is the after of the next page; limit <= 0 means all.
func (r *Registry) EntitiesPage(ctx context.Context, after string, limit int) ([]*Entity, bool, error) {
	return subjectPage[*Entity](ctx, r, listEntity, after, limit)
}

// ProductsPage is EntitiesPage for products.
func (r *Registry) ProductsPage(ctx context.Context, after string, limit int) ([]*Product, bool, error) {
	return subjectPage[*Product](ctx, r, listProduct, after, limit)
}

// BatchesOf lists the batches of all products of an entity, newest first: at
// most limit of those stated before a log index, or of all for 0. The index of
// the last is the before of the next page; limit <= 0 means all.
func (r *Registry) BatchesOf(ctx context.Context, entity string, before int64, limit int) ([]Stated[*Batch], bool, error) {
	return statedPage[*Batch](ctx, r, listEntityBatch, entity, before, limit)
}

func subjectPage[F Fact](ctx context.Context, r *Registry, list, after string, limit int) (page []F, more bool, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		page, more = nil, false
		return v.subjects(prefixOf(regPrefix+"s/"+list), after, func(_ string, index int64) error {
			if more = limit > 0 && len(page) == limit; more {
				return storage.Stop
			}
			f, err := factAt[F](v, index)
			page = append(page, f)
			return err
		})
	})
	return page, more, err
}

// maxOlder is how many older statements about a subject are passed over before
// it is quicker to look for the next subject.
const maxOlder = 16

// subjects calls f for each subject under a prefix of list rows behind after, in
// order, with the log index of its newest statement. storage.Stop ends it.
func (v view) subjects(prefix []byte, after string, f func(subject string, index int64) error) error {
	var head, last []byte
	if after != "" {
		last = endOf(append(bytes.Clone(prefix), after+"\x00"...))
	}
	for more := true; more; {
		more = false
		older := 0
		err := v.tx.Scan(prefix, last, func(key, _ []byte) error {
			at := len(key) - 8
			if bytes.Equal(key[:at], head) {
				older++
				if more = older > maxOlder; more {
					return storage.Stop
				}
				return nil
			}
			head, older = key[:at:at], 0
			last = endOf(head)
			return f(string(head[len(prefix):at-1]), int64(^binary.BigEndian.Uint64(key[at:])))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// endOf is behind all statements about the subject whose rows begin with head.
func endOf(head []byte) []byte {
	return binary.BigEndian.AppendUint64(head[:len(head):len(head)], ^uint64(0))
}

func statedPage[F Fact](ctx context.Context, r *Registry, list, subject string, before int64, limit int) (page []Stated[F], more bool, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		page, more, err = statedBefore[F](view{tx}, list, subject, before, limit)
		return err
	})
	return page, more, err
}

func statedBefore[F Fact](v view, list, subject string, before int64, limit int) (page []Stated[F], more bool, err error) {
	limit = max(limit, 0)
	indexes, err := v.before(list, subject, before, limit+min(limit, 1))
	if err != nil {
		return nil, false, err
	}
	if more = limit > 0 && len(indexes) > limit; more {
		indexes = indexes[:limit]
	}
	page, err = statedAt[F](v, indexes)
	return page, more, err
}

// before is newest for the statements that were made before a log index; 0
// means all.
func (v view) before(list, subject string, before int64, limit int) (indexes []int64, err error) {
	prefix := prefixOf(regPrefix+"s/"+list, subject)
	var after []byte
	if before > 0 {
		after = binary.BigEndian.AppendUint64(bytes.Clone(prefix), ^uint64(before))
	}
	err = v.tx.Scan(prefix, after, func(key, _ []byte) error {
		indexes = append(indexes, int64(^binary.BigEndian.Uint64(key[len(key)-8:])))
		if len(indexes) == limit {
			return storage.Stop
		}
		return nil
	})
	return indexes, err
}

func statedAt[F Fact](v view, indexes []int64) ([]Stated[F], error) {
	all := make([]Stated[F], len(indexes))
	for i, index := range indexes {
		s, err := v.statement(index)
		if err != nil {
			return nil, err
		}
		f, err := factOf[F](s, index)
		if err != nil {
			return nil, err
		}
		all[i] = Stated[F]{s.ID, index, s.Issued, f}
	}
	return all, nil
}
