package console

import (
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// cookieName is that of the session's cookie. The prefix makes browsers refuse
// it from other hosts and without HTTPS (RFC 6265bis, section 4.1.3).
func (c *Console) cookieName() string {
	if c.Secure {
		return "__Host-ocoptrace"
	}
	return "ocoptrace"
}

// SetSession gives the browser a session; a negative age takes it away.
func (v *Visit) SetSession(token string, age time.Duration) {
	http.SetCookie(v.W, &http.Cookie{
		Name: v.cookieName(), Value: token, Path: "/", MaxAge: int(age / time.Second),
		HttpOnly: true, Secure: v.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// UserOf is the user who is signed in and sends r, for rooms that are no
// consoles. account.ErrNoSession.
func (c *Console) UserOf(r *http.Request) (account.User, error) {
	cookie, err := r.Cookie(c.cookieName())
	if err != nil {
		return account.User{}, account.ErrNoSession
	}
	return c.Accounts.Session(r.Context(), cookie.Value)
}

// SignedIn finds the session. account.ErrNoSession.
func (v *Visit) SignedIn() error {
	cookie, err := v.R.Cookie(v.cookieName())
	if err != nil {
		return account.ErrNoSession
	}
	v.Token = cookie.Value
	v.User, err = v.Accounts.Session(v.Ctx(), cookie.Value)
	return err
}
