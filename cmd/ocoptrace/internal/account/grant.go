package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ocoptrace/storage"
)

// A Grant is what the holder of a token may do.
type Grant struct {
	User  User
	Token Token
}

// May says whether a grant is for something: it is in the token's scopes, and
// the user may do it today.
func (g Grant) May(p Permission) bool { return slices.Contains(g.Token.Scopes, p) && g.User.May(p) }

// Token is what the value of an Authorization header grants: "Bearer" and a
// token (RFC 6750, section 2.1). The day of the use is kept. ErrNoToken,
// whatever is wrong with it.
func (a *Accounts) Token(ctx context.Context, header string) (g Grant, err error) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || !WellFormedToken(token) {
		return g, ErrNoToken
	}
	key := tokenKey(token)
	if err := a.store.View(ctx, func(tx storage.Tx) error {
		g, err = a.granted(tx, key)
		return err
	}); err != nil {
		return Grant{}, err
	}
	today := a.now().UTC().Truncate(24 * time.Hour)
	if g.Token.Used.Equal(today) {
		return g, nil
	}
	// A store that takes no writes at the moment can still be read.
	if err := a.noteUse(ctx, key, today); errors.Is(err, ErrNoToken) {
		return Grant{}, err
	}
	return g, nil
}

// granted reads a token that holds, and its user. ErrNoToken.
func (a *Accounts) granted(tx storage.Tx, key []byte) (g Grant, err error) {
	row, err := readRow[tokenRow](tx, key, ErrNoToken)
	if err != nil {
		return g, err
	}
	user, err := readUser(tx, row.User)
	if errors.Is(err, ErrNoUser) || err == nil && !a.now().Before(row.Ends) {
		err = ErrNoToken
	}
	return Grant{user.user(row.User), row.view(key)}, err
}

func (a *Accounts) noteUse(ctx context.Context, key []byte, day time.Time) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := readRow[tokenRow](tx, key, ErrNoToken)
		if err != nil {
			return err
		}
		row.Used = day
		return writeRow(tx, key, row)
	})
}
