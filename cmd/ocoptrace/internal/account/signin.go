package account

import (
	"context"
	"errors"
	"net/netip"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// SignIn authenticates and begins a session. It returns the token that the
// client is to keep. Errors: those of Authenticate.
func (a *Accounts) SignIn(ctx context.Context, client netip.Addr, name, password string) (string, User, error) {
	name = tidyName(name)
	row, err := a.authenticate(ctx, client, name, password)
	if err != nil {
		return "", User{}, errors.Join(err, a.noteFailure(ctx, client, name, err))
	}
	token, err := a.begin(ctx, name, byPassword, unchanged(row.Series))
	return token, row.user(name), err
}

// unchanged checks that a user's series is still the one there was when the
// password was checked. ErrCredentials.
func unchanged(series string) func(storage.Tx, userRow) error {
	return func(_ storage.Tx, row userRow) error {
		if row.Series != series {
			return ErrCredentials
		}
		return nil
	}
}

// begin begins a session of a user that is there and passes a check in the same
// transaction, and returns its token. ErrCredentials.
func (a *Accounts) begin(ctx context.Context, name, by string, check func(storage.Tx, userRow) error) (string, error) {
	token, err := a.secret(secretLen)
	if err != nil {
		return "", err
	}
	if err := a.sweep(ctx); err != nil {
		return "", err
	}
	return token, a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := readUser(tx, name)
		if errors.Is(err, ErrNoUser) {
			return ErrCredentials
		}
		if err == nil {
			err = check(tx, row)
		}
		if err != nil {
			return err
		}
		return a.writeSession(ctx, tx, token, sessionRow{User: name, Series: row.Series, By: by})
	})
}

// writeSession stores a session that begins now.
func (a *Accounts) writeSession(ctx context.Context, tx storage.Tx, token string, s sessionRow) error {
	key, err := sessionKey(token)
	if err != nil {
		return err
	}
	s.Created = a.now().UTC()
	s.Seen = s.Created
	if err := writeRow(tx, key, s); err != nil {
		return err
	}
	return a.did(audit.Named(ctx, s.User), tx, "signin."+s.By, s.User)
}

// SignOut ends a session; a token without one is no error.
func (a *Accounts) SignOut(ctx context.Context, token string) error {
	key, err := sessionKey(token)
	if err != nil {
		return nil
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		s, err := readRow[sessionRow](tx, key, ErrNoSession)
		if errors.Is(err, ErrNoSession) {
			return nil
		}
		if err == nil {
			err = tx.Delete(key)
		}
		if err != nil {
			return err
		}
		return a.did(audit.Named(ctx, s.User), tx, "signout", s.User)
	})
}

// SignOutEverywhere ends all sessions of a user. ErrNoUser.
func (a *Accounts) SignOutEverywhere(ctx context.Context, name string) error {
	series, err := a.secret(16)
	if err != nil {
		return err
	}
	return a.change(ctx, tidyName(name), "signout.everywhere", func(row *userRow) { row.Series = series })
}
