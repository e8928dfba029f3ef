package account

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"ocoptrace/storage"
)

// MaxTokenLife is how long a token may be valid.
const MaxTokenLife = 365 * 24 * time.Hour

// A Token lets a program act for a user.
type Token struct {
	ID      string // names it; nobody can act with it
	Label   string
	Scopes  []Permission // sorted
	Created time.Time
	Ends    time.Time // from then on it is not accepted
	Used    time.Time // the day (UTC) of the last use; zero for never
}

// tokenRow is a token as it is stored.
type tokenRow struct {
	User    string       `json:"user"`
	Label   string       `json:"label"`
	Scopes  []Permission `json:"scopes"`
	Created time.Time    `json:"created"`
	Ends    time.Time    `json:"ends"`
	Used    time.Time    `json:"used,omitzero"`
}

func (r tokenRow) view(key []byte) Token {
	return Token{rowID(key, tokenPrefix), r.Label, r.Scopes, r.Created, r.Ends, r.Used}
}

// MakeToken makes a token of a user, with scopes that the user has and an end
// within a year. It returns the token itself, which is stored nowhere. ErrLabel,
// ErrScope, ErrExpiry, ErrTooMany, ErrNoUser.
func (a *Accounts) MakeToken(ctx context.Context, name, label string, scopes []Permission, ends time.Time) (secret string, t Token, err error) {
	name = tidyName(name)
	row := tokenRow{User: name, Created: a.now().UTC(), Ends: ends.UTC(), Scopes: slices.Compact(slices.Sorted(slices.Values(scopes)))}
	if row.Label, err = tidyLabel(label); err != nil {
		return "", t, err
	}
	if life := ends.Sub(row.Created); life <= 0 || life > MaxTokenLife {
		return "", t, fmt.Errorf("%w: %s", ErrExpiry, ends.Format(time.DateOnly))
	}
	random := make([]byte, secretLen)
	if _, err := io.ReadFull(a.random, random); err != nil {
		return "", t, err
	}
	secret = formatToken(random)
	return secret, row.view(tokenKey(secret)), a.store.Update(ctx, func(tx storage.Tx) error {
		if err := a.tokenFits(tx, row); err != nil {
			return err
		}
		if err := writeRow(tx, tokenKey(secret), row); err != nil {
			return err
		}
		return a.did(ctx, tx, "token.make", name)
	})
}

// tokenFits says what keeps a token from being made, and deletes those of the
// user that have ended.
func (a *Accounts) tokenFits(tx storage.Tx, row tokenRow) error {
	user, err := readUser(tx, row.User)
	if err != nil {
		return err
	}
	u := user.user(row.User)
	if len(row.Scopes) == 0 {
		return ErrScope
	}
	for _, scope := range row.Scopes {
		if !u.May(scope) {
			return fmt.Errorf("%w: %.40q", ErrScope, scope)
		}
	}
	have := 0
	err = eachRow(tx, tokenPrefix, func(key []byte, other tokenRow) error {
		if other.User != row.User {
			return nil
		}
		if !a.now().Before(other.Ends) {
			return tx.Delete(key)
		}
		have++
		return nil
	})
	if err == nil && have >= MaxTokens {
		err = fmt.Errorf("%w: %d tokens", ErrTooMany, have)
	}
	return err
}

// Tokens are the tokens of a user that hold, the newest first.
func (a *Accounts) Tokens(ctx context.Context, name string) (all []Token, err error) {
	name = tidyName(name)
	now := a.now()
	err = a.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, tokenPrefix, func(key []byte, row tokenRow) error {
			if row.User == name && now.Before(row.Ends) {
				all = append(all, row.view(key))
			}
			return nil
		})
	})
	slices.SortStableFunc(all, func(a, b Token) int { return b.Created.Compare(a.Created) })
	return all, err
}

// RevokeToken ends a token of a user. ErrNoToken.
func (a *Accounts) RevokeToken(ctx context.Context, name, id string) error {
	return deleteOwn(ctx, a, tokenPrefix, tidyName(name), id, "token.revoke", ErrNoToken)
}
