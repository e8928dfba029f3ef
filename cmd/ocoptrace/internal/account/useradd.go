package account

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
)

// Add makes a user. ErrName, ErrRole, ErrEntity, ErrProvince, ErrPassword,
// ErrTaken.
func (a *Accounts) Add(ctx context.Context, u User, password string) error {
	u.Name = tidyName(u.Name)
	if err := u.Check(); err != nil {
		return err
	}
	var row userRow
	if err := a.setPassword(&row, u.Name, password); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		if err := insert(tx, u, row); err != nil {
			return err
		}
		return a.did(ctx, tx, "account.add", u.Name)
	})
}

// insert writes the row of a new user. ErrTaken.
func insert(tx storage.Tx, u User, row userRow) error {
	_, err := readUser(tx, u.Name)
	if err == nil {
		return fmt.Errorf("%w: %s", ErrTaken, u.Name)
	}
	if !errors.Is(err, ErrNoUser) {
		return err
	}
	row.Role, row.Entity, row.Province = u.Role, u.Entity, u.Province
	return writeRow(tx, userKey(u.Name), row)
}

// SetPassword gives a user another password and ends all its sessions.
// ErrNoUser, ErrPassword.
func (a *Accounts) SetPassword(ctx context.Context, name, password string) error {
	name = tidyName(name)
	var fresh userRow
	if err := a.setPassword(&fresh, name, password); err != nil {
		return err
	}
	return a.change(ctx, name, "account.password", func(row *userRow) { row.Hash, row.Series = fresh.Hash, fresh.Series })
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
