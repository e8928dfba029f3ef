package trace

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"
)

// MaxOrder bounds the facts of one Order, which is stored as one transaction.
const MaxOrder = 500

// An Order asks to state facts together: all or none.
type Order struct {
	Facts []Fact
	// Key makes the order idempotent: an order of the same key and the same
	// number of facts is not stated twice but answered with the receipts of
	// the first, so whoever makes a key makes it from all that was asked for.
	// Empty means that every order is new.
	Key string
	// By names whoever asks, for consoles and inquiries: an account name, up
	// to 200 characters. It is kept beside the statements (see StatedBy), is no
	// part of them, and an order stated before keeps its first. Empty if nobody
	// is to be named.
	By string

	series int              // not 0: 1 + the facts stated before in the series that Key names
	guard  func(view) error // not nil: turns the order away before its first fact is admitted
}

// A Receipt says where a statement stands.
type Receipt struct {
	ID     string // urn:uuid:…
	Index  int64  // in the log
	Record []byte
	Again  bool // it had been stated before, under the same key
}

// State validates, signs and logs facts, each of which may refer to those
// before it. They are durable when it returns nil. It returns Problems (of the
// first fact that has any; see FactError) for a person to mend.
func (r *Registry) State(ctx context.Context, o Order) ([]Receipt, error) {
	if err := validate(o.Facts); err != nil {
		return nil, err
	}
	if err := checkBy(o.By); err != nil {
		return nil, err
	}
	ids, err := r.ids(o)
	if err != nil {
		return nil, err
	}
	if earlier, err := r.stated(ctx, ids); err != nil || earlier != nil {
		return earlier, err
	}
	receipts := make([]Receipt, len(o.Facts))
	entries := make([]translog.Entry, len(o.Facts))
	for i, f := range o.Facts {
		if receipts[i], entries[i], err = r.sign(ctx, ids[i], f, o.By); err != nil {
			return nil, err
		}
		admit := entries[i].Admit
		entries[i].Admit = func(tx storage.Tx) error {
			if i == 0 && o.guard != nil {
				if err := o.guard(view{tx}); err != nil {
					return err
				}
			}
			return factError(i, admit(tx))
		}
	}
	indexes, err := r.log.Append(ctx, entries...)
	if errors.Is(err, translog.ErrIDConflict) { // the same order, at the same moment
		return r.stated(ctx, ids)
	}
	if err != nil {
		return nil, err
	}
	for i := range receipts {
		receipts[i].Index = indexes[i]
	}
	return receipts, nil
}

// A FactError says which fact of an Order cannot be stated.
type FactError struct {
	Fact int // index in Order.Facts
	Err  error
}

func (e *FactError) Error() string { return fmt.Sprintf("fact %d: %v", e.Fact+1, e.Err) }

// Unwrap returns the Problems or the error of the store.
func (e *FactError) Unwrap() error { return e.Err }

func factError(i int, err error) error {
	if err == nil {
		return nil
	}
	return &FactError{i, err}
}

func validate(facts []Fact) error {
	if len(facts) == 0 || len(facts) > MaxOrder {
		return fmt.Errorf("registry: an order of %d facts, not 1 to %d", len(facts), MaxOrder)
	}
	for i, f := range facts {
		f.tidy()
		if err := f.problems().err(); err != nil {
			return factError(i, err)
		}
	}
	return nil
}

// ids names the statements of an order: at random, or by its key.
func (r *Registry) ids(o Order) ([]string, error) {
	ids := make([]string, len(o.Facts))
	length, first := len(ids), 0
	if o.series > 0 {
		length, first = -1, o.series-1
	}
	for i := range ids {
		seed := sha256.Sum256(fmt.Appendf(nil, "ocoptrace order\n%s\n%d\n%d\n", o.Key, length, first+i))
		if o.Key == "" {
			if _, err := io.ReadFull(r.random, seed[:16]); err != nil {
				return nil, err
			}
		}
		ids[i] = uuid(seed[:16], o.Key == "")
	}
	return ids, nil
}

// uuid writes 16 bytes as a UUID of RFC 9562, version 4 if random and 8
// (custom) otherwise.
func uuid(b []byte, random bool) string {
	version := byte(0x80)
	if random {
		version = 0x40
	}
	b[6] = b[6]&0x0f | version
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// stated returns the receipts of an order that was stated before; nil if it
// was not.
func (r *Registry) stated(ctx context.Context, ids []string) (receipts []Receipt, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		receipts = nil
		for _, id := range ids {
			index, err := translog.IndexOf(tx, id)
			if isNotFound(err) && receipts == nil {
				return nil
			}
			if err != nil {
				return err
			}
			record, err := translog.Leaf(tx, index)
			if err != nil {
				return err
			}
			receipts = append(receipts, Receipt{id, index, record, true})
		}
		return nil
	})
	return receipts, err
}

// sign makes the record of a fact and the log entry that stores it.
func (r *Registry) sign(ctx context.Context, id string, f Fact, by string) (Receipt, translog.Entry, error) {
	now := r.now()
	did, _, _ := strings.Cut(r.signer.Method(), "#")
	doc, err := document(r.service.BaseURL, did, id, now, f)
	if err != nil {
		return Receipt{}, translog.Entry{}, err
	}
	record, err := credential.Sign(ctx, doc, r.signer, now)
	if err != nil {
		return Receipt{}, translog.Entry{}, err
	}
	jws, err := credential.SignJWT(ctx, record, r.signer)
	if err != nil {
		return Receipt{}, translog.Entry{}, err
	}
	entry := translog.Entry{
		ID:    id,
		Leaf:  record,
		Admit: func(tx storage.Tx) error { return f.admit(view{tx}) },
		Apply: func(tx storage.Tx, index int64) error {
			if err := tx.Set(jwsKey(index), jws); err != nil {
				return err
			}
			if err := writeBy(tx, index, by); err != nil {
				return err
			}
			return write(tx, f, index)
		},
	}
	return Receipt{ID: id, Record: record}, entry, nil
}

// jwsKey is where the signature of a record's vc+jwt form stands.
func jwsKey(index int64) []byte {
	return binary.BigEndian.AppendUint64([]byte(jwsPrefix), uint64(index))
}
