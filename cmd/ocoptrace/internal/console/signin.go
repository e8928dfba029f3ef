package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

const nextField = "next"

// cookieName is that of the session's cookie. The prefix makes browsers refuse
// it from other hosts and without HTTPS (RFC 6265bis, section 4.1.3).
func (c *Console) cookieName() string {
	if c.secure {
		return "__Host-ocoptrace"
	}
	return "ocoptrace"
}

func (v *visit) setSession(token string, age time.Duration) {
	http.SetCookie(v.w, &http.Cookie{
		Name: v.cookieName(), Value: token, Path: "/", MaxAge: int(age / time.Second),
		HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode,
	})
}

// signedIn finds the session. account.ErrNoSession.
func (v *visit) signedIn() error {
	cookie, err := v.r.Cookie(v.cookieName())
	if err != nil {
		return account.ErrNoSession
	}
	v.token = cookie.Value
	v.user, err = v.Accounts.Session(v.ctx(), cookie.Value)
	return err
}

// signinBody is the page with the form; the password is never shown again.
type signinBody struct {
	common
	Name, Next, Problem string
}

func signinForm(v *visit) error {
	if v.signedIn() == nil {
		return v.redirect("/console", url.Values{})
	}
	return v.showSignin("", http.StatusOK)
}

func (v *visit) showSignin(problem string, status int) error {
	b := &signinBody{Name: v.value("name"), Next: v.value(nextField), Problem: problem}
	b.Notice = v.notice()
	return v.show("signin", v.page.T("console.signin.title"), b, status)
}

func signin(v *visit) error {
	form := v.r.PostForm
	token, _, err := v.Accounts.SignIn(v.ctx(), v.Client(v.r), form.Get("name"), form.Get("password"))
	var wait *account.WaitError
	switch {
	case err == nil:
		v.setSession(token, account.Lifetime)
		http.Redirect(v.w, v.r, v.next(form.Get(nextField)), http.StatusSeeOther)
		return nil
	case errors.Is(err, account.ErrCredentials):
		return v.showSignin(v.page.T("console.signin.wrong"), http.StatusForbidden)
	case errors.As(err, &wait):
		seconds := int64(wait.For/time.Second) + 1
		v.w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
		return v.showSignin(v.page.T("console.signin.wait", seconds), http.StatusTooManyRequests)
	case errors.Is(err, account.ErrBusy):
		v.w.Header().Set("Retry-After", "5")
		return v.showSignin(v.page.T("console.signin.busy"), http.StatusServiceUnavailable)
	}
	return err
}

// next is where to go after signing in: a page of the console, whatever the
// form says.
func (v *visit) next(wanted string) string {
	u, err := url.Parse(wanted)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.Contains(wanted, `\`) {
		return v.page.To("/console")
	}
	if u.Path != "/console" && !strings.HasPrefix(u.Path, "/console/") {
		return v.page.To("/console")
	}
	return v.page.Link(u.EscapedPath(), u.Query())
}

func signout(v *visit) error {
	err := v.Accounts.SignOut(v.ctx(), v.token)
	if err == nil && v.value("everywhere") != "" {
		err = v.Accounts.SignOutEverywhere(v.ctx(), v.user.Name)
	}
	if err != nil {
		return err
	}
	v.setSession("", -time.Second)
	return v.redirect("/signin", url.Values{"done": {"signedOut"}})
}
