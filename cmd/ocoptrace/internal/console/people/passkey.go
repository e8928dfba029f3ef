package people

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// currentProblems tells a wrong current password from other errors.
func currentProblems(err error) (trace.Problems, error) {
	if errors.Is(err, account.ErrCredentials) {
		return trace.Problems{{Field: "current", Key: "passwordWrong"}}, nil
	}
	return console.AccountProblems(err, "")
}

func (v *visit) passkeyForm() *console.Form {
	return console.NewForm("key-", &console.Field{
		Name: "label", Label: "account.field.label", Hint: v.Page.T("account.field.label.passkey"),
		Type: "text", Max: account.MaxLabel, Value: v.R.PostForm.Get("label"),
	})
}

// askPasskey answers the script with what to ask the device for.
func askPasskey(v *visit) error {
	options, err := v.Accounts.AskPasskey(v.Ctx(), v.User.Name)
	if errors.Is(err, account.ErrTooMany) {
		return web.Status(http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return v.JSON(options)
}

func addPasskey(v *visit) error {
	err := v.Accounts.AddPasskey(v.Ctx(), v.User.Name, v.Value("label"), []byte(v.Value("response")))
	if err == nil {
		return v.Redirect("/console/account", url.Values{"done": {"passkeyAdded"}})
	}
	problems, err := console.AccountProblems(err, "")
	if err != nil {
		return err
	}
	return v.accountPage(nil, problems)
}

// ownPasskey is that of the path.
func (v *visit) ownPasskey() (account.Passkey, error) {
	all, err := v.Accounts.Passkeys(v.Ctx(), v.User.Name)
	if err != nil {
		return account.Passkey{}, err
	}
	i := slices.IndexFunc(all, func(p account.Passkey) bool { return p.ID == v.Variable("id") })
	if i < 0 {
		return account.Passkey{}, web.Status(http.StatusNotFound)
	}
	return all[i], nil
}

func surePasskey(v *visit) error { return v.surePasskey("") }

func (v *visit) surePasskey(problem string) error {
	p, err := v.ownPasskey()
	if err != nil {
		return err
	}
	return v.sure(&sureBody{
		Lead: v.Page.T("account.passkey.remove.lead"), Problem: problem,
		Action: v.Page.To("/console/account/passkeys/" + p.ID + "/remove"), Button: v.Page.T("account.passkey.remove.button"),
		Back: v.Page.To("/console/account"),
	}, v.Page.T("account.passkey.remove", p.Label))
}

func removePasskey(v *visit) error {
	err := v.Accounts.RemovePasskey(v.Ctx(), v.User.Name, v.Variable("id"))
	switch {
	case errors.Is(err, account.ErrOnlyPasskey):
		return v.surePasskey(v.Page.T("account.passkey.only"))
	case errors.Is(err, account.ErrNoPasskey):
		return web.Status(http.StatusNotFound)
	case err != nil:
		return err
	}
	return v.Redirect("/console/account", url.Values{"done": {"passkeyRemoved"}})
}

func endSession(v *visit) error {
	err := v.Accounts.EndSession(v.Ctx(), v.User.Name, v.Variable("id"))
	if err != nil && !errors.Is(err, account.ErrNoSession) { // it has ended: as was wanted
		return err
	}
	return v.Redirect("/console/account", url.Values{"done": {"sessionEnded"}})
}
