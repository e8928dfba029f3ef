package people

import (
	"net/http"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// accountBody is everyone's own page.
type accountBody struct {
	console.Common
	Facts       []console.Shown
	Password    *console.Form
	HasPasskeys bool // the service has them
	Passkeys    []account.Passkey
	NewPasskey  *console.Form
	Sessions    []sittingRow
	Tokens      []tokenRow
}

// sittingRow is a session in the list.
type sittingRow struct {
	account.Sitting
	How  string
	Here bool // it is this one
}

// tokenRow is a token in the list.
type tokenRow struct {
	account.Token
	May, UsedDay string
}

func showAccount(v *visit) error { return v.accountPage(nil, nil) }

// accountPage answers with the page, and with problems of one of its forms.
func (v *visit) accountPage(password, passkey trace.Problems) (err error) {
	b := &accountBody{HasPasskeys: v.Accounts.HasPasskeys(), NewPasskey: v.passkeyForm()}
	if b.Password, err = v.passwordForm(); err != nil {
		return err
	}
	b.Password.Blame(v.Page, password)
	b.NewPasskey.Blame(v.Page, passkey)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Facts, err = v.userFacts(v.User); err != nil {
		return err
	}
	if err := v.accountLists(b); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Password.Bad() || b.NewPasskey.Bad() {
		status = http.StatusUnprocessableEntity
	}
	v.Web.Scripted(v.Page, "passkey")
	return v.Show("account", v.Page.T("account.title"), b, status)
}

func (v *visit) accountLists(b *accountBody) (err error) {
	if b.Passkeys, err = v.Accounts.Passkeys(v.Ctx(), v.User.Name); err != nil {
		return err
	}
	sittings, err := v.Accounts.Sessions(v.Ctx(), v.User.Name)
	if err != nil {
		return err
	}
	here := account.SittingID(v.Token)
	for _, s := range sittings {
		how := s.By
		if how == "" {
			how = "unknown"
		}
		b.Sessions = append(b.Sessions, sittingRow{s, v.Page.T("account.session.by." + how), s.ID == here})
	}
	tokens, err := v.Accounts.Tokens(v.Ctx(), v.User.Name)
	for _, t := range tokens {
		b.Tokens = append(b.Tokens, tokenRow{t, v.mayText(t.Scopes), v.day(t.Used)})
	}
	return err
}

// userFacts are what is known of a user.
func (v *visit) userFacts(u account.User) ([]console.Shown, error) {
	facts := []console.Shown{
		{Name: v.Page.T("account.name"), Text: u.Name},
		{Name: v.Page.T("account.role"), Text: v.RoleText(u.Role)},
	}
	place, err := v.PlaceText(u)
	if err != nil {
		return nil, err
	}
	if place != "" {
		facts = append(facts, console.Shown{Name: v.Page.T("account.place"), Text: place, Lang: console.PlaceLang(u)})
	}
	return append(facts, console.Shown{Name: v.Page.T("account.may"), Text: v.mayText(u.Role.Permissions())}), nil
}

// mayText is what somebody may do, in words.
func (v *visit) mayText(permissions []account.Permission) string {
	texts := make([]string, len(permissions))
	for i, p := range permissions {
		texts[i] = v.Page.T("may." + string(p))
	}
	return strings.Join(texts, " · ")
}
