package account

import (
	"context"
	"net/netip"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// Accept makes the login that an invitation is for, under a name and with a
// password that the invited chooses, and begins a session. For a login that is
// there the name is not looked at, and the password becomes the new one. An
// invitation is accepted once. client is who asks. ErrInvitation, ErrName,
// ErrTaken, ErrPassword, ErrBusy.
func (a *Accounts) Accept(ctx context.Context, client netip.Addr, secret, name, password string) (token string, u User, err error) {
	invited, err := a.Invitation(ctx, secret)
	if err != nil {
		return "", u, err
	}
	if invited.Again() {
		name = invited.Invited.Name
	}
	u = invited.Invited
	u.Name = tidyName(name)
	if err := u.Check(); err != nil {
		return "", u, err
	}
	var fresh userRow
	err = a.gate.pass(ctx, networkOf(client), func() error { return a.setPassword(&fresh, u.Name, password) })
	if err != nil {
		return "", u, err
	}
	token, err = a.accept(ctx, secret, u.Name, fresh, nil)
	return token, u, err
}

// accept makes a login, or changes it, in the transaction that closes the
// invitation and does what else is to be done, if anything.
func (a *Accounts) accept(ctx context.Context, secret, name string, fresh userRow, besides func(storage.Tx) error) (token string, err error) {
	key, err := secretKey(invitationPrefix, secret, ErrInvitation)
	if err != nil {
		return "", err
	}
	if token, err = a.secret(secretLen); err != nil {
		return "", err
	}
	return token, a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := a.openInvitation(tx, key)
		if err == nil {
			err = enter(tx, row, name, fresh)
		}
		if err == nil {
			err = tx.Delete(key)
		}
		if err == nil {
			err = a.did(audit.Named(ctx, name), tx, "invitation.accept", name)
		}
		if err == nil && besides != nil {
			err = besides(tx)
		}
		if err != nil {
			return err
		}
		return a.writeSession(ctx, tx, token, sessionRow{User: name, Series: fresh.Series, By: byInvitation})
	})
}

// enter writes the row of who accepts an invitation. ErrTaken.
func enter(tx storage.Tx, invited invitationRow, name string, fresh userRow) error {
	if invited.For == "" {
		return insert(tx, User{name, invited.Role, invited.Entity, invited.Province}, fresh)
	}
	row, err := readUser(tx, name)
	if err != nil {
		return err
	}
	row.Hash, row.Series = fresh.Hash, fresh.Series
	return writeRow(tx, userKey(name), row)
}
