package account

import (
	"context"
	"errors"
	"fmt"

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
