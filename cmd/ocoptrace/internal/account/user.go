package account

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

const (
	userPrefix       = "acc/u/"
	sessionPrefix    = "acc/s/"
	keyPrefix        = "acc/k/"
	invitationPrefix = "acc/i/"
	tokenPrefix      = "acc/t/"
)

var (
	namePattern     = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)
	provincePattern = regexp.MustCompile(`^[0-9]{2}$`)
)

// tidyName is a login name as it is stored: phones put a capital first and a
// space behind.
func tidyName(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// userRow is a user as it is stored.
type userRow struct {
	Role     Role   `json:"role"`
	Entity   string `json:"entity,omitempty"`
	Province string `json:"province,omitempty"`
	Hash     string `json:"hash,omitempty"` // none: there are passkeys only
	Series   string `json:"series"`
	Handle   []byte `json:"handle,omitempty"` // for passkeys; made with the first
}

func (r userRow) user(name string) User {
	if r.Role == formerOwner {
		r.Role = Owner
	}
	return User{name, r.Role, r.Entity, r.Province}
}

func userKey(name string) []byte { return []byte(userPrefix + name) }

func readUser(tx storage.Tx, name string) (userRow, error) {
	return readRow[userRow](tx, userKey(name), ErrNoUser)
}

// readRow reads a JSON row; absent is the error for none.
func readRow[T any](tx storage.Tx, key []byte, absent error) (row T, err error) {
	value, err := tx.Get(key)
	if errors.Is(err, storage.ErrNotFound) {
		return row, absent
	}
	if err == nil {
		err = json.Unmarshal(value, &row)
	}
	return row, err
}

func writeRow(tx storage.Tx, key []byte, row any) error {
	value, err := json.Marshal(row)
	if err != nil {
		return err
	}
	return tx.Set(key, value)
}

// did keeps in the audit trail what happens in a transaction.
func (a *Accounts) did(ctx context.Context, tx storage.Tx, did, to string) error {
	return audit.Append(ctx, tx, a.now(), did, to)
}

// change alters the row of a user; did is what the audit trail calls it, "" for
// what is not to be there. ErrNoUser.
func (a *Accounts) change(ctx context.Context, name, did string, f func(*userRow)) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, name)
		if err != nil {
			return err
		}
		f(&row)
		if err := writeRow(tx, userKey(name), row); err != nil || did == "" {
			return err
		}
		return a.did(ctx, tx, did, name)
	})
}

// User is the user of a name. ErrNoUser.
func (a *Accounts) User(ctx context.Context, name string) (u User, err error) {
	name = tidyName(name)
	err = a.store.View(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, name)
		u = row.user(name)
		return err
	})
	return u, err
}

// HasPassword says whether a user can sign in with a password. ErrNoUser.
func (a *Accounts) HasPassword(ctx context.Context, name string) (has bool, err error) {
	err = a.store.View(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, tidyName(name))
		has = row.Hash != ""
		return err
	})
	return has, err
}

// Users lists all users in the order of their names.
func (a *Accounts) Users(ctx context.Context) (users []User, err error) {
	err = a.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(userPrefix), nil, func(key, value []byte) error {
			var row userRow
			if err := json.Unmarshal(value, &row); err != nil {
				return err
			}
			users = append(users, row.user(string(key[len(userPrefix):])))
			return nil
		})
	})
	return users, err
}

// secret is n random bytes in base64url.
func (a *Accounts) secret(n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(a.random, b); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}
