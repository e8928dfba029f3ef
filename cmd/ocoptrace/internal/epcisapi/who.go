package epcisapi

import (
	"errors"
	"fmt"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

var errNotAllowed = errors.New("epcis: not allowed")

// mayQuery is who asks for events: the holder of a token, or who is signed in.
// Where everybody may query, nobody has a name.
func (a *API) mayQuery(r *http.Request) (account.User, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		return a.holder(r, account.EventsQuery)
	}
	if a.Session != nil && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		u, err := a.Session(r)
		switch {
		case err == nil && u.May(account.EventsQuery):
			return u, nil
		case err == nil && !a.Public:
			return u, fmt.Errorf("%w: this account may not query events (%s)", errNotAllowed, account.EventsQuery)
		case err != nil && !errors.Is(err, account.ErrNoSession):
			return u, err
		}
	}
	if a.Public {
		return account.User{}, nil
	}
	return account.User{}, account.ErrNoToken
}

// holder is the user of a token that is for something.
func (a *API) holder(r *http.Request, p account.Permission) (account.User, error) {
	g, err := a.Accounts.Token(r.Context(), r.Header.Get("Authorization"))
	if err != nil {
		return account.User{}, err
	}
	if !g.May(p) {
		return g.User, fmt.Errorf("%w: the token has not the scope %s, or its user may no longer do this", errNotAllowed, p)
	}
	return g.User, nil
}

// mayCapture is who captures, for an entity.
func (a *API) mayCapture(r *http.Request) (account.User, error) {
	u, err := a.holder(r, account.EventsCapture)
	if err == nil && u.Entity == "" {
		err = fmt.Errorf("%w: this account is of no entity, and events are captured by one", errNotAllowed)
	}
	return u, err
}

// mayName is who names queries and subscribes: somebody with a token.
func (a *API) mayName(r *http.Request) (account.User, error) {
	return a.holder(r, account.EventsQuery)
}
