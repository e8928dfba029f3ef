package signin

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// acceptInvitation makes the login, or sets the password, and signs in.
func acceptInvitation(v *visit) error {
	i, secret, err := v.invitation()
	if err != nil {
		return v.closed(err)
	}
	form := v.R.PostForm
	password := form.Get("password")
	if password != form.Get("repeat") {
		return v.invitationPage(i, secret, trace.Problems{{Field: "repeat", Key: "passwordRepeat"}}, nil)
	}
	token, _, err := v.Accounts.Accept(v.Ctx(), v.Client(v.R), secret, form.Get("name"), password)
	if err == nil {
		return v.welcome(token)
	}
	problems, err := console.AccountProblems(err, password)
	if err != nil {
		return v.closed(err)
	}
	return v.invitationPage(i, secret, problems, nil)
}

// welcome begins the first session.
func (v *visit) welcome(token string) error {
	v.SetSession(token, account.Lifetime)
	return v.Redirect("/console", url.Values{"done": {"welcome"}})
}

// askAccept answers the script with what to ask the device for. What is wrong
// with the name is said when the form is sent.
func askAccept(v *visit) error {
	options, err := v.Accounts.AskAccept(v.Ctx(), v.Variable("secret"), v.R.PostForm.Get("name"))
	if errors.Is(err, account.ErrInvitation) || errors.Is(err, account.ErrName) || errors.Is(err, account.ErrTaken) {
		return web.Status(http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return v.JSON(options)
}

// acceptByKey is acceptInvitation with what the device answered.
func acceptByKey(v *visit) error {
	i, secret, err := v.invitation()
	if err != nil {
		return v.closed(err)
	}
	form := v.R.PostForm
	token, _, err := v.Accounts.AcceptByKey(v.Ctx(), secret, form.Get("name"), form.Get("label"), []byte(form.Get("response")))
	if err == nil {
		return v.welcome(token)
	}
	problems, err := console.AccountProblems(err, "")
	if err != nil {
		return v.closed(err)
	}
	return v.invitationPage(i, secret, nil, problems)
}
