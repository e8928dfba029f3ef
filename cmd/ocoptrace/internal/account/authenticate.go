package account

import (
	"context"
	"errors"
	"net/netip"
	"unicode/utf8"

	"ocoptrace/storage"
)

// Authenticate returns the user whose name and password these are. client is
// who asks. ErrCredentials, *WaitError, ErrBusy.
func (a *Accounts) Authenticate(ctx context.Context, client netip.Addr, name, password string) (User, error) {
	name = tidyName(name)
	row, err := a.authenticate(ctx, client, name, password)
	if err != nil {
		return User{}, err
	}
	return row.user(name), nil
}

func (a *Accounts) authenticate(ctx context.Context, client netip.Addr, name, password string) (userRow, error) {
	if !namePattern.MatchString(name) || len(password) > utf8.UTFMax*MaxPassword {
		return userRow{}, ErrCredentials // no such user can be
	}
	network := networkOf(client)
	who := pair{network, name}
	if err := a.throttle.try(who); err != nil {
		return userRow{}, err
	}
	var row userRow
	err := a.gate.pass(ctx, network, func() (err error) {
		row, err = a.compare(ctx, name, password)
		return err
	})
	switch {
	case err == nil:
		a.throttle.succeeded(who)
	case !errors.Is(err, ErrCredentials):
		a.throttle.undo(who)
	}
	return row, err
}

func (a *Accounts) compare(ctx context.Context, name, password string) (row userRow, err error) {
	err = a.store.View(ctx, func(tx storage.Tx) (err error) {
		row, err = readUser(tx, name)
		return err
	})
	if err != nil && !errors.Is(err, ErrNoUser) {
		return row, err
	}
	absent := row.Hash == "" // no such user, or one with passkeys only
	if absent {
		row.Hash = nobody
	}
	ok, current, err := matches(row.Hash, password)
	switch {
	case err != nil:
		return row, err
	case !ok || absent:
		return row, ErrCredentials
	case !current:
		return row, a.rehash(ctx, name, row.Hash, password)
	}
	return row, nil
}

// rehash replaces a hash of other costs, unless the password was changed
// meanwhile.
func (a *Accounts) rehash(ctx context.Context, name, old, password string) error {
	hash, err := a.hash(password)
	if err != nil {
		return err
	}
	return a.change(ctx, name, "", func(row *userRow) {
		if row.Hash == old {
			row.Hash = hash
		}
	})
}
