package signin

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
)

const nextField = "next"

// signinBody is the page with the form; the password is never shown again.
type signinBody struct {
	console.Common
	Name, Next, Problem string
	Passkeys            bool // the service has them
}

func signinForm(v *visit) error {
	if v.SignedIn() == nil {
		return v.Redirect("/console", url.Values{})
	}
	return v.showSignin("", http.StatusOK)
}

func (v *visit) showSignin(problem string, status int) error {
	b := &signinBody{Name: v.Value("name"), Next: v.Value(nextField), Problem: problem, Passkeys: v.Accounts.HasPasskeys()}
	b.Notice = v.Notice()
	if b.Passkeys {
		v.Web.Scripted(v.Page, "passkey")
	}
	return v.Show("signin", v.Page.T("console.signin.title"), b, status)
}

func signin(v *visit) error {
	form := v.R.PostForm
	token, _, err := v.Accounts.SignIn(v.Ctx(), v.Client(v.R), form.Get("name"), form.Get("password"))
	var wait *account.WaitError
	switch {
	case err == nil:
		v.SetSession(token, account.Lifetime)
		http.Redirect(v.W, v.R, v.next(form.Get(nextField)), http.StatusSeeOther)
		return nil
	case errors.Is(err, account.ErrCredentials):
		return v.showSignin(v.Page.T("console.signin.wrong"), http.StatusForbidden)
	case errors.As(err, &wait):
		seconds := int64(wait.For/time.Second) + 1
		v.W.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
		return v.showSignin(v.Page.T("console.signin.wait", seconds), http.StatusTooManyRequests)
	case errors.Is(err, account.ErrBusy):
		v.W.Header().Set("Retry-After", "5")
		return v.showSignin(v.Page.T("console.signin.busy"), http.StatusServiceUnavailable)
	}
	return err
}

// next is where to go after signing in: a page of the console, whatever the
// form says.
func (v *visit) next(wanted string) string {
	u, err := url.Parse(wanted)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.Contains(wanted, `\`) {
		return v.Page.To("/console")
	}
	if u.Path != "/console" && !strings.HasPrefix(u.Path, "/console/") {
		return v.Page.To("/console")
	}
	return v.Page.Link(u.EscapedPath(), u.Query())
}

func signout(v *visit) error {
	err := v.Accounts.SignOut(v.Ctx(), v.Token)
	if err == nil && v.Value("everywhere") != "" {
		err = v.Accounts.SignOutEverywhere(v.Ctx(), v.User.Name)
	}
	if err != nil {
		return err
	}
	v.SetSession("", -time.Second)
	return v.Redirect("/signin", url.Values{"done": {"signedOut"}})
}
