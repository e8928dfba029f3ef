package people

import (
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

func (v *visit) passwordForm() (*console.Form, error) {
	has, err := v.Accounts.HasPassword(v.Ctx(), v.User.Name)
	fields := []*console.Field{
		{Name: "current", Label: "account.field.current", Type: "password", Auto: "current-password", Max: 400},
		{Name: "password", Label: "account.field.password", Hint: v.Page.T("account.field.password.hint"), Type: "password", Auto: "new-password", Max: 400},
		{Name: "repeat", Label: "account.field.repeat", Type: "password", Auto: "new-password", Max: 400},
	}
	if !has {
		fields = fields[1:]
	}
	return console.NewForm("pw-", fields...), err
}

func changePassword(v *visit) error {
	password := v.R.PostForm.Get("password")
	problems, err := v.passwordProblems(password)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.accountPage(problems, nil)
	}
	if err := v.Accounts.SetPassword(v.Ctx(), v.User.Name, password); err != nil {
		if problems, err = console.AccountProblems(err, password); err != nil {
			return err
		}
		return v.accountPage(problems, nil)
	}
	token, _, err := v.Accounts.SignIn(v.Ctx(), v.Client(v.R), v.User.Name, password)
	if err != nil {
		return err
	}
	v.SetSession(token, account.Lifetime)
	return v.Redirect("/console/account", url.Values{"done": {"passwordChanged"}})
}

// passwordProblems are what is wrong before the password is looked at: the
// current one, and that both are the same.
func (v *visit) passwordProblems(password string) (trace.Problems, error) {
	if password != v.R.PostForm.Get("repeat") {
		return trace.Problems{{Field: "repeat", Key: "passwordRepeat"}}, nil
	}
	has, err := v.Accounts.HasPassword(v.Ctx(), v.User.Name)
	if err != nil || !has {
		return nil, err
	}
	_, err = v.Accounts.Authenticate(v.Ctx(), v.Client(v.R), v.User.Name, v.R.PostForm.Get("current"))
	return currentProblems(err)
}
