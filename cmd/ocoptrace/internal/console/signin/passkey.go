package signin

import (
	"errors"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// askSignIn answers the script with what to ask the device for.
func askSignIn(v *visit) error {
	options, err := v.Accounts.AskSignIn()
	if err != nil {
		return err
	}
	return v.JSON(options)
}

// signinByKey begins a session with what the device answered.
func signinByKey(v *visit) error {
	token, _, err := v.Accounts.SignInByKey(v.Ctx(), []byte(v.R.PostForm.Get("response")))
	if errors.Is(err, account.ErrCredentials) {
		return v.showSignin(v.Page.T("signin.passkey.wrong"), http.StatusForbidden)
	}
	if err != nil {
		return err
	}
	v.SetSession(token, account.Lifetime)
	http.Redirect(v.W, v.R, v.next(v.R.PostForm.Get(nextField)), http.StatusSeeOther)
	return nil
}
