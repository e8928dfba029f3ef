package signin

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// invitationBody is the page of an invitation's link.
type invitationBody struct {
	console.Common
	Closed  bool
	Again   bool   // for another password of a login that is there
	Name    string // of that login
	Facts   []console.Shown
	Form    *console.Form
	KeyForm *console.Form // nil where there are no passkeys
	Action  string
}

// invitation is the open invitation of the path, and its secret.
func (v *visit) invitation() (account.Invitation, string, error) {
	secret := v.Variable("secret")
	i, err := v.Accounts.Invitation(v.Ctx(), secret)
	return i, secret, err
}

func showInvitation(v *visit) error {
	i, secret, err := v.invitation()
	if err != nil {
		return v.closed(err)
	}
	return v.invitationPage(i, secret, nil, nil)
}

// closed answers that an invitation is not open; other errors come through.
func (v *visit) closed(err error) error {
	if !errors.Is(err, account.ErrInvitation) {
		return err
	}
	v.Page.Keep(url.Values{})
	return v.Show("invitation", v.Page.T("invitation.title.closed"), &invitationBody{Closed: true}, http.StatusNotFound)
}

func (v *visit) invitationPage(i account.Invitation, secret string, problems, keyProblems trace.Problems) (err error) {
	b := &invitationBody{Again: i.Again(), Name: i.Invited.Name, Form: v.invitationForm(i), Action: "/invitation/" + url.PathEscape(secret)}
	b.Form.Blame(v.Page, problems)
	if v.Accounts.HasPasskeys() && !b.Again {
		b.KeyForm = v.keyForm()
		b.KeyForm.Blame(v.Page, keyProblems)
		v.Web.Scripted(v.Page, "passkey")
	}
	if b.Facts, err = v.invitationFacts(i); err != nil {
		return err
	}
	title, status := "invitation.title", http.StatusOK
	if b.Again {
		title = "invitation.title.again"
	}
	if len(problems)+len(keyProblems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("invitation", v.Page.T(title), b, status)
}

func (v *visit) nameField(prefix string) *console.Field {
	return &console.Field{
		Name: "name", Label: "account.field.name", Hint: v.Page.T("account.field.name.hint"), Type: "text", Auto: "username",
		Max: 40, Value: v.R.PostForm.Get("name"), Prefix: prefix,
	}
}

func (v *visit) invitationForm(i account.Invitation) *console.Form {
	fields := []*console.Field{
		{Name: "password", Label: "account.field.password", Hint: v.Page.T("account.field.password.hint"), Type: "password", Auto: "new-password", Max: 400},
		{Name: "repeat", Label: "account.field.repeat", Type: "password", Auto: "new-password", Max: 400},
	}
	if !i.Again() {
		fields = append([]*console.Field{v.nameField("")}, fields...)
	}
	return console.NewForm("", fields...)
}

func (v *visit) keyForm() *console.Form {
	return console.NewForm("key-", v.nameField("key-"), &console.Field{
		Name: "label", Label: "account.field.label", Hint: v.Page.T("account.field.label.passkey"),
		Type: "text", Max: account.MaxLabel, Value: v.R.PostForm.Get("label"),
	})
}

func (v *visit) invitationFacts(i account.Invitation) ([]console.Shown, error) {
	var facts []console.Shown
	if i.Again() {
		facts = append(facts, console.Shown{Name: v.Page.T("account.name"), Text: i.Invited.Name})
	}
	facts = append(facts, console.Shown{Name: v.Page.T("account.role"), Text: v.RoleText(i.Invited.Role)})
	place, err := v.PlaceText(i.Invited)
	if err != nil {
		return nil, err
	}
	if place != "" {
		facts = append(facts, console.Shown{Name: v.Page.T("account.place"), Text: place, Lang: console.PlaceLang(i.Invited)})
	}
	by := i.By
	if by == "" {
		by = v.Page.T("invitation.by.operator")
	}
	return append(facts,
		console.Shown{Name: v.Page.T("invitation.by"), Text: by},
		console.Shown{Name: v.Page.T("invitation.until"), Text: v.Page.Time(i.Ends)},
	), nil
}
