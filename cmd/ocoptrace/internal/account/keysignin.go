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

// AskSignIn begins a sign-in with a passkey. It returns the options for the
// browser. passkey.ErrSite if the service has none.
func (a *Accounts) AskSignIn() (options []byte, err error) {
	if a.passkeys == nil {
		return nil, passkey.ErrSite
	}
	return a.passkeys.SignIn()
}

// SignInByKey begins a session of the user whose passkey the browser's answer
// tells of. ErrCredentials, with what is wrong behind it; no name was typed, and
// no guess is possible, so nothing is counted.
func (a *Accounts) SignInByKey(ctx context.Context, response []byte) (token string, u User, err error) {
	if a.passkeys == nil {
		return "", u, passkey.ErrSite
	}
	var name string
	key, err := a.passkeys.SignedIn(response, func(id []byte) (owner passkey.Owner, err error) {
		name, owner, err = a.keyOwner(ctx, id)
		return owner, err
	})
	if passkey.IsRefused(err) {
		err = fmt.Errorf("%w: %w", ErrCredentials, err)
	}
	if err != nil {
		return "", u, err
	}
	token, err = a.begin(ctx, name, byPasskey, func(tx storage.Tx, row userRow) error {
		u = row.user(name)
		return a.used(tx, name, key)
	})
	return token, u, err
}

// keyOwner finds who has a key. ErrCredentials.
func (a *Accounts) keyOwner(ctx context.Context, id []byte) (name string, owner passkey.Owner, err error) {
	err = a.store.View(ctx, func(tx storage.Tx) error {
		key, err := readRow[keyRow](tx, keyKey(id), ErrCredentials)
		if err != nil {
			return err
		}
		user, err := readUser(tx, key.User)
		if errors.Is(err, ErrNoUser) {
			err = ErrCredentials
		}
		name = key.User
		owner = passkey.Owner{Handle: user.Handle, Name: name, Keys: []passkey.Key{{ID: id, Record: key.Record}}}
		return err
	})
	return name, owner, err
}

// used writes a key anew after its use. ErrCredentials if it was removed
// meanwhile.
func (a *Accounts) used(tx storage.Tx, name string, key passkey.Key) error {
	at := keyKey(key.ID)
	row, err := readRow[keyRow](tx, at, ErrCredentials)
	if err == nil && row.User != name {
		err = ErrCredentials
	}
	if err != nil {
		return err
	}
	row.Used, row.Record = a.now().UTC(), key.Record
	return writeRow(tx, at, row)
}

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
