package subscription

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// Limits.
const (
	MaxQueries       = 500 // of the service
	MaxSubscriptions = 500 // of the service
	maxQuery         = 8_000
	maxSecret        = 200
)

var (
	// ErrNotFound says that there is no such query or subscription.
	ErrNotFound = errors.New("subscription: there is none of this name")
	// ErrExists says that a query of the name exists.
	ErrExists = errors.New("subscription: a query of this name exists")
	// ErrOwner says that a query or subscription is another's.
	ErrOwner = errors.New("subscription: it was made by another account")
	// ErrInvalid says that a query or subscription cannot be kept.
	ErrInvalid = errors.New("subscription: not valid")
)

// Config says what a Book works with.
type Config struct {
	Store    storage.Store
	Registry *trace.Registry
	Now      func() time.Time
	Random   io.Reader
	Logger   *slog.Logger
	// Document writes events as the message of a subscription.
	Document func(query, subscription string, events []trace.Captured) []byte
	// Client sends messages; nil is one that reaches public addresses alone.
	Client *http.Client
	// Plain lets destinations be http, for tests.
	Plain bool
	// MayQuery says whether an account may still query events; nil: all may. What
	// an account may not do, its subscriptions do not do for it.
	MayQuery func(ctx context.Context, user string) bool
}

// A Book holds queries and subscriptions. Its methods may be called
// concurrently.
type Book struct {
	Config
	mu sync.Mutex // of Random
}

// New makes a book.
func New(c Config) *Book {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Client == nil {
		c.Client = publicClient()
	}
	return &Book{Config: c}
}

// A NamedQuery is a query that was given a name.
type NamedQuery struct {
	Name       string            `json:"name"`
	Query      json.RawMessage   `json:"query"`
	Namespaces map[string]string `json:"namespaces,omitempty"` // of its members of the user
	User       string            `json:"user"`
	Created    time.Time         `json:"created"`
}

// Parse reads the query, with more parameters over its own. The error is
// epcis.Faults.
func (q *NamedQuery) Parse(more url.Values) (epcis.Query, error) {
	values, err := epcis.QueryValues(q.Query)
	if err != nil {
		return epcis.Query{}, err
	}
	for name, value := range more {
		values[name] = value
	}
	return epcis.ParseQuery(values, q.Namespaces)
}

var namePattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

const (
	queryPrefix = "sub/query/"
	ofPrefix    = "sub/of/"
)

// Make keeps a named query. ErrInvalid, ErrExists, epcis.Faults.
func (b *Book) Make(ctx context.Context, q NamedQuery) error {
	if !namePattern.MatchString(q.Name) || q.Name == "." || q.Name == ".." {
		return fmt.Errorf("%w: name %.70q: 1 to 64 of A-Z, a-z, 0-9, “.”, “_”, “-”", ErrInvalid, q.Name)
	}
	if len(q.Query) > maxQuery {
		return fmt.Errorf("%w: a query of %d bytes, at most %d", ErrInvalid, len(q.Query), maxQuery)
	}
	if _, err := q.Parse(nil); err != nil {
		return err
	}
	q.Created = b.Now().UTC()
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		if _, err := tx.Get([]byte(queryPrefix + q.Name)); !errors.Is(err, storage.ErrNotFound) {
			return errors.Join(ErrExists, err)
		}
		if err := bounded(tx, queryPrefix, MaxQueries); err != nil {
			return err
		}
		return put(tx, []byte(queryPrefix+q.Name), q)
	})
}

func bounded(tx storage.Tx, prefix string, most int) error {
	n := 0
	return tx.Scan([]byte(prefix), nil, func(_, _ []byte) error {
		if n++; n >= most {
			return fmt.Errorf("%w: there are %d already", ErrInvalid, n)
		}
		return nil
	})
}

func put(tx storage.Tx, key []byte, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return tx.Set(key, text)
}

func get[T any](tx storage.Tx, key []byte) (value T, err error) {
	text, err := tx.Get(key)
	if errors.Is(err, storage.ErrNotFound) {
		return value, ErrNotFound
	}
	if err != nil {
		return value, err
	}
	return value, json.Unmarshal(text, &value)
}

// Query is a named query. ErrNotFound.
func (b *Book) Query(ctx context.Context, name string) (q NamedQuery, err error) {
	if !namePattern.MatchString(name) {
		return q, ErrNotFound
	}
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		q, err = get[NamedQuery](tx, []byte(queryPrefix+name))
		return err
	})
	return q, err
}

// Queries are all named queries, by name.
func (b *Book) Queries(ctx context.Context) ([]NamedQuery, error) {
	return all[NamedQuery](ctx, b.Store, queryPrefix)
}

func all[T any](ctx context.Context, s storage.Store, prefix string) (list []T, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		list = nil
		return tx.Scan([]byte(prefix), nil, func(_, value []byte) error {
			var item T
			err := json.Unmarshal(value, &item)
			list = append(list, item)
			return err
		})
	})
	return list, err
}

// Remove deletes a named query and its subscriptions. ErrNotFound, ErrOwner:
// only who made it may.
func (b *Book) Remove(ctx context.Context, name, user string) error {
	if !namePattern.MatchString(name) {
		return ErrNotFound
	}
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		q, err := get[NamedQuery](tx, []byte(queryPrefix+name))
		if err != nil {
			return err
		}
		if q.User != user {
			return ErrOwner
		}
		keys := [][]byte{[]byte(queryPrefix + name)}
		err = tx.Scan([]byte(ofPrefix+name+"\x00"), nil, func(key, _ []byte) error {
			keys = append(keys, key)
			return nil
		})
		for i := 0; err == nil && i < len(keys); i++ {
			err = tx.Delete(keys[i])
		}
		return err
	})
}

func (b *Book) newID() (string, error) {
	var r [16]byte
	b.mu.Lock()
	defer b.mu.Unlock()
	_, err := io.ReadFull(b.Random, r[:])
	return hex.EncodeToString(r[:]), err
}
