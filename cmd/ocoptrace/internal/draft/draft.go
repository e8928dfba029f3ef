package draft

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"ocoptrace/storage"
)

// Keep is how long a draft is kept after its last change.
const Keep = 30 * 24 * time.Hour

// MaxBytes bounds a draft as it is stored.
const MaxBytes = 64_000

// KeyField is the field with the form's own key; it is a value like the others.
const KeyField = "key"

// maxDone is how many forms that are done are remembered.
const maxDone = 20

// Errors of Drafts beside those of the store.
var (
	ErrNone     = errors.New("draft: there is none")
	ErrForm     = errors.New("draft: not the name of a form")
	ErrTooLarge = errors.New("draft: too large")
)

// Config says what Drafts work with.
type Config struct {
	Store storage.Store
	Now   func() time.Time
}

// Drafts are those of all users in a store.
type Drafts struct {
	Config
	swept atomic.Int64 // when old ones were last deleted, Unix seconds
}

// New returns the drafts in a store.
func New(c Config) *Drafts { return &Drafts{Config: c} }

// A Draft is what somebody has typed into a form.
type Draft struct {
	At     time.Time // of the last change
	Values url.Values
}

// row is what is stored of a form.
type row struct {
	At     time.Time  `json:"at"`
	Values url.Values `json:"values,omitempty"`
	Done   []string   `json:"done,omitempty"`
}

const prefix = "dra/"

var formPattern = regexp.MustCompile(`^[A-Za-z0-9._/-]{1,200}$`)

func key(user, form string) ([]byte, error) {
	if user == "" || strings.ContainsRune(user, 0) || len(user) > 200 || !formPattern.MatchString(form) {
		return nil, fmt.Errorf("%w: %.40q of %.40q", ErrForm, form, user)
	}
	return []byte(prefix + user + "\x00" + form), nil
}

// Save keeps what a user has typed into a form instead of what was kept of it
// before. A form that is done is not kept, which is no error. Once a day it
// deletes what is too old (Sweep). ErrForm, ErrTooLarge.
func (d *Drafts) Save(ctx context.Context, user, form string, values url.Values) error {
	k, err := key(user, form)
	if err != nil {
		return err
	}
	err = d.Store.Update(ctx, func(tx storage.Tx) error {
		r, err := read(tx, k)
		if err != nil {
			return err
		}
		if own := values.Get(KeyField); own != "" && slices.Contains(r.Done, own) {
			return nil
		}
		r.At, r.Values = d.Now().UTC().Truncate(time.Second), values
		return write(tx, k, r)
	})
	now, last := d.Now().Unix(), d.swept.Load()
	if err != nil || now-last < 24*60*60 || !d.swept.CompareAndSwap(last, now) {
		return err
	}
	return d.Sweep(ctx)
}

// Get returns the draft of a form. ErrNone, ErrForm.
func (d *Drafts) Get(ctx context.Context, user, form string) (Draft, error) {
	k, err := key(user, form)
	if err != nil {
		return Draft{}, err
	}
	var r row
	err = d.Store.View(ctx, func(tx storage.Tx) (err error) {
		r, err = read(tx, k)
		return err
	})
	if err == nil && (len(r.Values) == 0 || r.At.Add(Keep).Before(d.Now())) {
		err = ErrNone
	}
	return Draft{r.At, r.Values}, err
}

// Drop deletes the draft of a form and its file, and notes that the form of a
// key is done; "" notes nothing. A form without a draft is no error. ErrForm.
func (d *Drafts) Drop(ctx context.Context, user, form, done string) error {
	k, err := key(user, form)
	if err != nil {
		return err
	}
	return d.Store.Update(ctx, func(tx storage.Tx) error {
		if err := deleteFile(tx, k); err != nil {
			return err
		}
		r, err := read(tx, k)
		if err != nil {
			return err
		}
		if done != "" && !slices.Contains(r.Done, done) {
			r.Done = append(r.Done, done)
		}
		if len(r.Done) == 0 {
			return tx.Delete(k)
		}
		r.At, r.Values = d.Now().UTC().Truncate(time.Second), nil
		r.Done = r.Done[max(0, len(r.Done)-maxDone):]
		return write(tx, k, r)
	})
}

func read(tx storage.Tx, k []byte) (r row, err error) {
	value, err := tx.Get(k)
	if errors.Is(err, storage.ErrNotFound) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal(value, &r)
	}
	return r, err
}

func write(tx storage.Tx, k []byte, r row) error {
	value, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if len(value) > MaxBytes {
		return fmt.Errorf("%w: %d bytes, and at most %d are kept", ErrTooLarge, len(value), MaxBytes)
	}
	return tx.Set(k, value)
}
