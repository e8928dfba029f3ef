package account

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"ocoptrace/storage"
)

// A Sitting is a session as its user sees it. Where it was begun is not known.
type Sitting struct {
	ID      string    // names it; nobody can act with it
	Created time.Time // UTC
	Seen    time.Time // to within 10 minutes
	By      string    // "password", "passkey" or "invitation"; "" if not known
}

// SittingID is the ID of a token's session; "" for what is no token.
func SittingID(token string) string {
	key, err := sessionKey(token)
	if err != nil {
		return ""
	}
	return rowID(key, sessionPrefix)
}

// rowID names a row whose key is a digest: its first 16 bytes in base64url.
func rowID(key []byte, prefix string) string {
	return base64.RawURLEncoding.EncodeToString(key[len(prefix):][:16])
}

// Sessions are the sessions of a user that hold, the one seen last first.
func (a *Accounts) Sessions(ctx context.Context, name string) (all []Sitting, err error) {
	name = tidyName(name)
	now := a.now()
	err = a.store.View(ctx, func(tx storage.Tx) error {
		user, err := readUser(tx, name)
		if err != nil {
			return err
		}
		return eachRow(tx, sessionPrefix, func(key []byte, s sessionRow) error {
			if s.User == name && s.Series == user.Series && !s.ended(now) {
				all = append(all, Sitting{rowID(key, sessionPrefix), s.Created, s.Seen, s.By})
			}
			return nil
		})
	})
	slices.SortFunc(all, func(a, b Sitting) int { return b.Seen.Compare(a.Seen) })
	return all, err
}

// EndSession ends one session of a user. ErrNoSession.
func (a *Accounts) EndSession(ctx context.Context, name, id string) error {
	return deleteOwn(ctx, a, sessionPrefix, tidyName(name), id, "session.end", ErrNoSession)
}

// eachRow calls f with the rows under a prefix.
func eachRow[T any](tx storage.Tx, prefix string, f func(key []byte, row T) error) error {
	return tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
		var row T
		if err := json.Unmarshal(value, &row); err != nil {
			return err
		}
		return f(key, row)
	})
}

// deleteOwn deletes the row of a user with an ID; absent is the error for none.
func deleteOwn(ctx context.Context, a *Accounts, prefix, name, id, did string, absent error) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		found := false
		err := eachRow(tx, prefix, func(key []byte, row struct {
			User string `json:"user"`
		}) error {
			if row.User != name || rowID(key, prefix) != id {
				return nil
			}
			found = true
			return tx.Delete(key)
		})
		if err == nil && !found {
			err = absent
		}
		if err != nil {
			return err
		}
		return a.did(ctx, tx, did, name)
	})
}
