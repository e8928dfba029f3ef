package account

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// Lifetimes of sessions.
const (
	Idle     = 12 * time.Hour
	Lifetime = 7 * 24 * time.Hour

	noteAfter  = 10 * time.Minute // a session's use is noted no more often
	sweepAfter = time.Hour
)

// sessionRow is a session as it is stored.
type sessionRow struct {
	User    string    `json:"user"`
	Series  string    `json:"series"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	By      string    `json:"by,omitempty"` // absent in rows of before there were passkeys
}

func (s sessionRow) ended(now time.Time) bool {
	return now.Sub(s.Seen) >= Idle || now.Sub(s.Created) >= Lifetime
}

const secretLen = 32

// sessionKey is where the session of a client's token stands. ErrNoSession for
// what cannot be a token.
func sessionKey(token string) ([]byte, error) { return secretKey(sessionPrefix, token, ErrNoSession) }

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

// How a session was begun.
const (
	byPassword   = "password"
	byPasskey    = "passkey"
	byInvitation = "invitation"
)

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

// Session returns the user of a token and notes that it was seen. ErrNoSession.
func (a *Accounts) Session(ctx context.Context, token string) (User, error) {
	key, err := sessionKey(token)
	if err != nil {
		return User{}, err
	}
	var (
		user User
		s    sessionRow
		now  = a.now().UTC()
	)
	err = a.store.View(ctx, func(tx storage.Tx) error {
		s, user, err = session(tx, key, now)
		return err
	})
	if err == nil && now.Sub(s.Seen) >= noteAfter {
		// A store that takes no writes at the moment can still be read: the
		// session holds, it only ends earlier if it stays unnoted.
		if noteErr := a.note(ctx, key, now); errors.Is(noteErr, ErrNoSession) {
			return User{}, noteErr
		}
	}
	if err != nil {
		return User{}, err
	}
	return user, nil
}

// session reads a session that holds, and its user.
func session(tx storage.Tx, key []byte, now time.Time) (sessionRow, User, error) {
	s, err := readRow[sessionRow](tx, key, ErrNoSession)
	if err != nil {
		return s, User{}, err
	}
	row, err := readUser(tx, s.User)
	if errors.Is(err, ErrNoUser) || err == nil && (row.Series != s.Series || s.ended(now)) {
		err = ErrNoSession
	}
	return s, row.user(s.User), err
}

func (a *Accounts) note(ctx context.Context, key []byte, now time.Time) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		s, _, err := session(tx, key, now)
		if err != nil {
			return err
		}
		s.Seen = now
		return writeRow(tx, key, s)
	})
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

// maxSwept bounds the sessions deleted in one transaction.
const maxSwept = 1000

// sweep deletes sessions that have ended, at most once an hour.
func (a *Accounts) sweep(ctx context.Context) error {
	now := a.now().UTC()
	last := a.swept.Load()
	if now.Sub(time.Unix(last, 0)) < sweepAfter || !a.swept.CompareAndSwap(last, now.Unix()) {
		return nil
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		n := 0
		return tx.Scan([]byte(sessionPrefix), nil, func(key, value []byte) error {
			var s sessionRow
			if err := json.Unmarshal(value, &s); err != nil || !s.ended(now) {
				return err
			}
			if n++; n > maxSwept {
				return storage.Stop
			}
			return tx.Delete(key)
		})
	})
}
