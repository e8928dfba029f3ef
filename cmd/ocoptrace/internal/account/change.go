package account

import (
	"context"
	"encoding/json"
	"errors"

	"ocoptrace/storage"
)

// SetRole gives a user another role and place. Sessions and tokens of the user
// end, and invitations of the user that are open are withdrawn. ErrNoUser,
// ErrRole, ErrEntity, ErrProvince.
func (a *Accounts) SetRole(ctx context.Context, u User) error {
	u.Name = tidyName(u.Name)
	if err := u.check(); err != nil {
		return err
	}
	series, err := a.secret(16)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, u.Name)
		if err != nil {
			return err
		}
		row.Role, row.Entity, row.Province, row.Series = u.Role, u.Entity, u.Province, series
		err = errors.Join(forget(tx, tokenPrefix, u.Name), forget(tx, invitationPrefix, u.Name), writeRow(tx, userKey(u.Name), row))
		if err != nil {
			return err
		}
		return a.did(ctx, tx, "account.role", u.Name)
	})
}

// Remove deletes a user, with sessions, passkeys and tokens, and withdraws the
// invitations of the user that are open. ErrNoUser.
func (a *Accounts) Remove(ctx context.Context, name string) error {
	name = tidyName(name)
	return a.store.Update(ctx, func(tx storage.Tx) error {
		if _, err := readUser(tx, name); err != nil {
			return err
		}
		for _, prefix := range []string{sessionPrefix, keyPrefix, tokenPrefix, invitationPrefix} {
			if err := forget(tx, prefix, name); err != nil {
				return err
			}
		}
		if err := tx.Delete(userKey(name)); err != nil {
			return err
		}
		return a.did(ctx, tx, "account.remove", name)
	})
}

// forget deletes the rows under a prefix that are of a user.
func forget(tx storage.Tx, prefix, name string) error {
	return tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
		var row struct {
			User string `json:"user"`
		}
		if err := json.Unmarshal(value, &row); err != nil || row.User != name {
			return err
		}
		return tx.Delete(key)
	})
}
