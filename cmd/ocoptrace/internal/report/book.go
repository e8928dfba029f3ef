package report

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace"
)

// ErrNotFound says that there is no such report.
var ErrNotFound = errors.New("report: no such report")

// Config says what a Book works with.
type Config struct {
	Store  storage.Store
	Now    func() time.Time
	Random io.Reader // may be read by several goroutines at once
}

// A Book is all reports of a store.
type Book struct{ Config }

// New returns the reports of a store.
func New(c Config) *Book { return &Book{c} }

// Send keeps a new report and returns it with its reference. Problems are for
// the person; that product, entity, lot and label exist is for the caller to see
// to.
func (b *Book) Send(ctx context.Context, r Report) (Report, error) {
	r.tidy()
	if problems := r.Problems(); len(problems) > 0 {
		return r, problems
	}
	if r.Phone == "" {
		r.Consent = false
	}
	r.State, r.Answer, r.By, r.Closed = StateNew, "", "", time.Time{}
	r.At = b.Now().UTC().Truncate(time.Millisecond)
	var err error
	if r.Reference, err = b.newReference(); err != nil {
		return r, err
	}
	err = b.Store.Update(ctx, func(tx storage.Tx) error {
		if err := tx.Set(timeKey(r), nil); err != nil {
			return err
		}
		return write(tx, r)
	})
	return r, err
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base32

// newReference makes a reference of 50 random bits.
func (b *Book) newReference() (string, error) {
	random := make([]byte, 10)
	if _, err := io.ReadFull(b.Random, random); err != nil {
		return "", err
	}
	for i, c := range random {
		random[i] = alphabet[c&31]
	}
	return string(random[:5]) + "-" + string(random[5:]), nil
}

// ParseReference reads a reference as somebody typed it. ErrNotFound for a text
// that is none.
func ParseReference(typed string) (string, error) {
	s := strings.ToUpper(strings.TrimSpace(typed))
	s = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(s)
	if len(s) != 10 || strings.Trim(s, alphabet) != "" {
		return "", ErrNotFound
	}
	return s[:5] + "-" + s[5:], nil
}

// Get returns a report by its reference, typed or as kept. ErrNotFound.
func (b *Book) Get(ctx context.Context, reference string) (r Report, err error) {
	reference, err = ParseReference(reference)
	if err != nil {
		return r, err
	}
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		r, err = read(tx, reference)
		return err
	})
	return r, err
}

// A Filter chooses reports; what is empty does not matter.
type Filter struct {
	Province, Entity, Product, Lot string
	Open                           bool // those not closed
}

func (f Filter) takes(r Report) bool {
	same := func(want, got string) bool { return want == "" || want == got }
	return same(f.Province, r.Province) && same(f.Entity, r.Entity) && same(f.Product, r.Product) && same(f.Lot, r.Lot) &&
		!(f.Open && r.State == StateClosed)
}

// List returns at most limit of the reports of a filter, newest first, behind
// the one of a reference ("" for the beginning), and says whether there are
// more.
func (b *Book) List(ctx context.Context, f Filter, after string, limit int) (page []Report, more bool, err error) {
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		page, more = nil, false
		from, err := position(tx, after)
		if err != nil {
			return err
		}
		return tx.Scan([]byte(timePrefix), from, func(key, _ []byte) error {
			r, err := read(tx, string(key[len(timePrefix)+8:]))
			if err != nil || !f.takes(r) {
				return err
			}
			if more = len(page) == limit; more {
				return storage.Stop
			}
			page = append(page, r)
			return nil
		})
	})
	return page, more, err
}

// position is the key in time of a report, nil for no reference.
func position(tx storage.Tx, reference string) ([]byte, error) {
	if reference == "" {
		return nil, nil
	}
	reference, err := ParseReference(reference)
	if err != nil {
		return nil, err
	}
	r, err := read(tx, reference)
	return timeKey(r), err
}

// Count counts the reports of a filter.
func (b *Book) Count(ctx context.Context, f Filter) (n int, err error) {
	err = b.each(ctx, func(r Report) error {
		if f.takes(r) {
			n++
		}
		return nil
	})
	return n, err
}

// Handle sets the state and the answer of a report. ErrNotFound, Problems of the
// field "answer": who closes a report has to answer it.
func (b *Book) Handle(ctx context.Context, reference string, s State, answer, by string) error {
	answer = strings.TrimSpace(answer)
	if s == StateClosed && answer == "" {
		return trace.Problems{{Field: "answer", Key: "required"}}
	}
	if n := len([]rune(answer)); n > MaxText {
		return trace.Problems{{Field: "answer", Key: "tooLong", Args: []any{int64(n), int64(MaxText)}}}
	}
	reference, err := ParseReference(reference)
	if err != nil {
		return err
	}
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		r, err := read(tx, reference)
		if err != nil {
			return err
		}
		r.State, r.Answer, r.By, r.Closed = s, answer, by, time.Time{}
		if s == StateClosed {
			r.Closed = b.Now().UTC().Truncate(time.Second)
		}
		return write(tx, r)
	})
}

// Sweep deletes what has been kept long enough: telephone numbers, and whole
// reports with their photos, which deletePhoto deletes.
func (b *Book) Sweep(ctx context.Context, deletePhoto func(digest string) error) error {
	var phones, old []Report
	err := b.each(ctx, func(r Report) error {
		switch now := b.Now(); {
		case now.Sub(r.At) >= KeepReport:
			old = append(old, r)
		case r.Phone != "" && r.State == StateClosed && now.Sub(r.Closed) >= KeepPhone:
			phones = append(phones, r)
		}
		return nil
	})
	for _, r := range phones {
		if err == nil {
			err = b.forgetPhone(ctx, r.Reference)
		}
	}
	for _, r := range old {
		if err == nil {
			err = b.forget(ctx, r, deletePhoto)
		}
	}
	return err
}

func (b *Book) forgetPhone(ctx context.Context, reference string) error {
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		r, err := read(tx, reference)
		if err != nil || r.State != StateClosed { // opened again meanwhile
			return err
		}
		r.Phone, r.Consent = "", false
		return write(tx, r)
	})
}

// forget deletes a report, its photo first: cut short, it is found again.
func (b *Book) forget(ctx context.Context, r Report, deletePhoto func(string) error) error {
	if r.Photo != "" {
		if err := deletePhoto(r.Photo); err != nil {
			return err
		}
	}
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		return errors.Join(tx.Delete(timeKey(r)), tx.Delete(reportKey(r.Reference)))
	})
}

func (b *Book) each(ctx context.Context, f func(Report) error) error {
	return b.Store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(reportPrefix), nil, func(_, value []byte) error {
			var r Report
			if err := json.Unmarshal(value, &r); err != nil {
				return err
			}
			return f(r)
		})
	})
}

const (
	reportPrefix = "rpt/i/"
	timePrefix   = "rpt/t/"
)

func reportKey(reference string) []byte { return []byte(reportPrefix + reference) }

func timeKey(r Report) []byte {
	key := binary.BigEndian.AppendUint64([]byte(timePrefix), ^uint64(r.At.UnixMilli()))
	return append(key, r.Reference...)
}

func read(tx storage.Tx, reference string) (r Report, err error) {
	value, err := tx.Get(reportKey(reference))
	if errors.Is(err, storage.ErrNotFound) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, err
	}
	return r, json.NewDecoder(bytes.NewReader(value)).Decode(&r)
}

func write(tx storage.Tx, r Report) error {
	value, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Set(reportKey(r.Reference), value)
}
