package account

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/storage"

	"golang.org/x/text/unicode/norm"
)

// Bounds on what a user may have.
const (
	MaxPasskeys = 10
	MaxTokens   = 20
	MaxLabel    = 60 // characters of the name of a passkey or token
)

// A Passkey is a key of a user.
type Passkey struct {
	ID      string
	Label   string // that the user gave it
	Created time.Time
	Used    time.Time // zero for never
}

// keyRow is a passkey as it is stored, under the SHA-256 of its credential ID.
type keyRow struct {
	User    string          `json:"user"`
	Label   string          `json:"label"`
	Created time.Time       `json:"created"`
	Used    time.Time       `json:"used,omitzero"`
	Record  json.RawMessage `json:"record"`
}

func keyKey(id []byte) []byte {
	sum := sha256.Sum256(id)
	return append([]byte(keyPrefix), sum[:]...)
}

// tidyLabel is a label as it is stored. ErrLabel.
func tidyLabel(typed string) (string, error) {
	label := norm.NFC.String(strings.Join(strings.Fields(typed), " "))
	if n := utf8.RuneCountInString(label); n == 0 || n > MaxLabel || !utf8.ValidString(label) || strings.ContainsFunc(label, isControl) {
		return "", fmt.Errorf("%w: it has %d", ErrLabel, n)
	}
	return label, nil
}

func isControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// HasPasskeys says whether the service can have passkeys at all.
func (a *Accounts) HasPasskeys() bool { return a.passkeys != nil }

// Passkeys are the passkeys of a user, the oldest first.
func (a *Accounts) Passkeys(ctx context.Context, name string) (all []Passkey, err error) {
	name = tidyName(name)
	err = a.store.View(ctx, func(tx storage.Tx) error {
		return eachKey(tx, name, func(key []byte, row keyRow) {
			all = append(all, Passkey{rowID(key, keyPrefix), row.Label, row.Created, row.Used})
		})
	})
	slices.SortStableFunc(all, func(a, b Passkey) int { return a.Created.Compare(b.Created) })
	return all, err
}

func eachKey(tx storage.Tx, name string, f func(key []byte, row keyRow)) error {
	return eachRow(tx, keyPrefix, func(key []byte, row keyRow) error {
		if row.User == name {
			f(key, row)
		}
		return nil
	})
}

// AskPasskey begins to give a user one more passkey. It returns the options for
// the browser. ErrNoUser, ErrTooMany, passkey.ErrSite if the service has none.
func (a *Accounts) AskPasskey(ctx context.Context, name string) (options []byte, err error) {
	if a.passkeys == nil {
		return nil, passkey.ErrSite
	}
	name = tidyName(name)
	handle := make([]byte, passkey.HandleLen)
	if _, err := io.ReadFull(a.random, handle); err != nil {
		return nil, err
	}
	owner := passkey.Owner{Name: name}
	err = a.change(ctx, name, "", func(row *userRow) {
		if row.Handle == nil {
			row.Handle = handle
		}
		owner.Handle = row.Handle
	})
	if err == nil {
		owner.Keys, err = a.keysOf(ctx, name)
	}
	if err == nil && len(owner.Keys) >= MaxPasskeys {
		err = fmt.Errorf("%w: %d passkeys", ErrTooMany, len(owner.Keys))
	}
	if err != nil {
		return nil, err
	}
	return a.passkeys.Register(owner)
}

func (a *Accounts) keysOf(ctx context.Context, name string) (keys []passkey.Key, err error) {
	err = a.store.View(ctx, func(tx storage.Tx) error {
		return eachKey(tx, name, func(_ []byte, row keyRow) { keys = append(keys, passkey.Key{Record: row.Record}) })
	})
	return keys, err
}

// AddPasskey stores the passkey of the browser's answer under a label. ErrLabel,
// ErrNoUser, passkey.ErrCeremony, passkey.ErrResponse.
func (a *Accounts) AddPasskey(ctx context.Context, name, label string, response []byte) error {
	if a.passkeys == nil {
		return passkey.ErrSite
	}
	name = tidyName(name)
	label, err := tidyLabel(label)
	if err != nil {
		return err
	}
	key, handle, err := a.passkeys.Registered(response)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		user, err := readUser(tx, name)
		if err != nil {
			return err
		}
		if string(user.Handle) != string(handle) {
			return passkey.ErrCeremony // it was begun by another user
		}
		if err := a.insertKey(tx, name, label, key); err != nil {
			return err
		}
		return a.did(ctx, tx, "passkey.add", name)
	})
}

// insertKey writes the row of a new passkey.
func (a *Accounts) insertKey(tx storage.Tx, name, label string, key passkey.Key) error {
	at := keyKey(key.ID)
	if _, err := tx.Get(at); !errors.Is(err, storage.ErrNotFound) {
		if err == nil {
			err = fmt.Errorf("%w: the key is known already", passkey.ErrResponse)
		}
		return err
	}
	return writeRow(tx, at, keyRow{User: name, Label: label, Created: a.now().UTC(), Record: key.Record})
}

// RemovePasskey deletes a passkey of a user. ErrNoPasskey; ErrOnlyPasskey if the
// user could not sign in without it.
func (a *Accounts) RemovePasskey(ctx context.Context, name, id string) error {
	name = tidyName(name)
	return a.store.Update(ctx, func(tx storage.Tx) error {
		user, err := readUser(tx, name)
		if err != nil {
			return err
		}
		var found []byte
		all := 0
		err = eachKey(tx, name, func(key []byte, _ keyRow) {
			if all++; rowID(key, keyPrefix) == id {
				found = key
			}
		})
		switch {
		case err != nil:
			return err
		case found == nil:
			return ErrNoPasskey
		case all == 1 && user.Hash == "":
			return ErrOnlyPasskey
		}
		if err := tx.Delete(found); err != nil {
			return err
		}
		return a.did(ctx, tx, "passkey.remove", name)
	})
}
