package account

import (
	"context"
	"encoding/json"
	"errors"
	"time"

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

// How a session was begun.
const (
	byPassword   = "password"
	byPasskey    = "passkey"
	byInvitation = "invitation"
)

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
