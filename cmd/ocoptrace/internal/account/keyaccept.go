package account

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/storage"
)

// AskAccept begins to accept an invitation with a passkey instead of a password.
// It returns the options for the browser. ErrInvitation, ErrName, ErrTaken,
// passkey.ErrSite.
func (a *Accounts) AskAccept(ctx context.Context, secret, name string) (options []byte, err error) {
	if a.passkeys == nil {
		return nil, passkey.ErrSite
	}
	u, err := a.invitedAs(ctx, secret, name)
	if err != nil {
		return nil, err
	}
	handle := make([]byte, passkey.HandleLen)
	if _, err := io.ReadFull(a.random, handle); err != nil {
		return nil, err
	}
	return a.passkeys.Register(passkey.Owner{Handle: handle, Name: u.Name})
}

// invitedAs is the user that accepting an invitation under a name would make.
func (a *Accounts) invitedAs(ctx context.Context, secret, name string) (u User, err error) {
	invited, err := a.Invitation(ctx, secret)
	if err == nil && invited.Again() {
		err = ErrInvitation // that is for a password
	}
	if err != nil {
		return u, err
	}
	u = invited.Invited
	u.Name = tidyName(name)
	if err := u.Check(); err != nil {
		return u, err
	}
	_, err = a.User(ctx, u.Name)
	switch {
	case err == nil:
		return u, fmt.Errorf("%w: %s", ErrTaken, u.Name)
	case !errors.Is(err, ErrNoUser):
		return u, err
	}
	return u, nil
}

// AcceptByKey is Accept with the browser's answer in place of a password, as
// the first passkey of the login. ErrInvitation, ErrName, ErrTaken, ErrLabel,
// passkey.ErrCeremony, passkey.ErrResponse.
func (a *Accounts) AcceptByKey(ctx context.Context, secret, name, label string, response []byte) (token string, u User, err error) {
	if a.passkeys == nil {
		return "", u, passkey.ErrSite
	}
	if u, err = a.invitedAs(ctx, secret, name); err != nil {
		return "", u, err
	}
	if label, err = tidyLabel(label); err != nil {
		return "", u, err
	}
	key, handle, err := a.passkeys.Registered(response)
	if err != nil {
		return "", u, err
	}
	fresh := userRow{Handle: handle}
	if fresh.Series, err = a.secret(16); err != nil {
		return "", u, err
	}
	token, err = a.accept(ctx, secret, u.Name, fresh, func(tx storage.Tx) error {
		if err := a.insertKey(tx, u.Name, label, key); err != nil {
			return err
		}
		return a.did(audit.Named(ctx, u.Name), tx, "passkey.add", u.Name)
	})
	return token, u, err
}
