package account

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"ocoptrace/storage"
)

// Role is what a user may do.
type Role string

// The roles.
const (
	Producer Role = "producer" // batches and labels of one entity
	Officer  Role = "officer"  // recognitions and recalls
)

// A User may sign in.
type User struct {
	Name   string
	Role   Role
	Entity string // of a producer
}

const (
	userPrefix    = "acc/u/"
	sessionPrefix = "acc/s/"
)

var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// tidyName is a login name as it is stored: phones put a capital first and a
// space behind.
func tidyName(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// Check returns what keeps a user from being added: ErrName, ErrRole, ErrEntity.
func (u User) Check() error {
	u.Name = tidyName(u.Name)
	switch {
	case !namePattern.MatchString(u.Name):
		return fmt.Errorf("%w: %.40q", ErrName, u.Name)
	case u.Role != Producer && u.Role != Officer:
		return fmt.Errorf("%w: %.40q", ErrRole, u.Role)
	case (u.Role == Producer) != (u.Entity != ""):
		return fmt.Errorf("%w: role %s, entity %.70q", ErrEntity, u.Role, u.Entity)
	}
	return nil
}

// userRow is a user as it is stored.
type userRow struct {
	Role   Role   `json:"role"`
	Entity string `json:"entity,omitempty"`
	Hash   string `json:"hash"`
	Series string `json:"series"`
}

func (r userRow) user(name string) User { return User{name, r.Role, r.Entity} }

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

// Add makes a user. ErrName, ErrRole, ErrEntity, ErrPassword, ErrTaken. Whether
// the entity exists is not this package's to know.
func (a *Accounts) Add(ctx context.Context, u User, password string) error {
	u.Name = tidyName(u.Name)
	if err := u.Check(); err != nil {
		return err
	}
	row := userRow{Role: u.Role, Entity: u.Entity}
	if err := a.setPassword(&row, u.Name, password); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		_, err := readUser(tx, u.Name)
		if err == nil {
			return fmt.Errorf("%w: %s", ErrTaken, u.Name)
		}
		if !errors.Is(err, ErrNoUser) {
			return err
		}
		return writeRow(tx, userKey(u.Name), row)
	})
}

// SetPassword gives a user another password and ends all its sessions.
// ErrNoUser, ErrPassword.
func (a *Accounts) SetPassword(ctx context.Context, name, password string) error {
	name = tidyName(name)
	var fresh userRow
	if err := a.setPassword(&fresh, name, password); err != nil {
		return err
	}
	return a.change(ctx, name, func(row *userRow) { row.Hash, row.Series = fresh.Hash, fresh.Series })
}

// setPassword fills in what follows from a password.
func (a *Accounts) setPassword(row *userRow, name, password string) (err error) {
	if err := checkPassword(name, password); err != nil {
		return err
	}
	if row.Hash, err = a.hash(password); err != nil {
		return err
	}
	row.Series, err = a.secret(16)
	return err
}

// change alters the row of a user.
func (a *Accounts) change(ctx context.Context, name string, f func(*userRow)) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, name)
		if err != nil {
			return err
		}
		f(&row)
		return writeRow(tx, userKey(name), row)
	})
}

// Remove deletes a user, whose sessions end with it. ErrNoUser.
func (a *Accounts) Remove(ctx context.Context, name string) error {
	name = tidyName(name)
	return a.store.Update(ctx, func(tx storage.Tx) error {
		if _, err := readUser(tx, name); err != nil {
			return err
		}
		return tx.Delete(userKey(name))
	})
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
