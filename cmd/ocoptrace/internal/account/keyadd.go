package account

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/storage"
)

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
