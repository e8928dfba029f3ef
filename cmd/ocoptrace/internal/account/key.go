package account

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
