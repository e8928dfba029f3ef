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

func newInvitation(v *visit) error { return v.invitationPage(nil) }

func (v *visit) invitationPage(problems trace.Problems) error {
	roles := v.User.Invitable()
	u := account.User{Role: account.Role(v.Value("role")), Entity: v.Value("entity"), Province: v.Value("province")}
	if u.Role == "" {
		u.Role = roles[len(roles)-1]
	}
	q := &console.Question{
		Lead: v.Page.T("people.invite.lead"), Form: v.roleForm(roles, u),
		Action: v.Page.To("/console/invitations"), Back: v.Page.To("/console/people"), Post: true, Button: v.Page.T("people.invite.button"),
	}
	q.Form.Blame(v.Page, problems)
	return v.Ask(q, v.Page.T("people.invite"))
}

func invite(v *visit) error {
	p, err := v.places()
	if err != nil {
		return err
	}
	u, problems := v.entered(p)
	if len(problems) == 0 && !v.User.MayInvite(u, p.province(u.Entity)) {
		problems = trace.Problems{{Field: "role", Key: "inviteRole"}}
	}
	if len(problems) > 0 {
		return v.invitationPage(problems)
	}
	secret, i, err := v.Accounts.Invite(v.Ctx(), u)
	if err != nil {
		return err
	}
	return v.showLink(p, secret, i)
}

// showLink shows the link of an invitation, once.
func (v *visit) showLink(p places, secret string, i account.Invitation) error {
	facts := []console.Shown{{Name: v.Page.T("account.role"), Text: v.RoleText(i.Invited.Role)}}
	if i.Again() {
		facts = slices.Insert(facts, 0, console.Shown{Name: v.Page.T("account.name"), Text: i.Invited.Name})
	}
	if place := v.placeIn(p, i.Invited); place != "" {
		facts = append(facts, console.Shown{Name: v.Page.T("account.place"), Text: place, Lang: console.PlaceLang(i.Invited)})
	}
	facts = append(facts, console.Shown{Name: v.Page.T("invitation.until"), Text: v.Page.Time(i.Ends)})
	return v.secret(&secretBody{
		Lead: v.Page.T("people.secret.lead"), Facts: facts, Label: v.Page.T("people.secret.label"),
		Secret:  v.Registry.BaseURL() + "/invitation/" + secret,
		Warning: v.Page.T("people.secret.warning"), Back: v.Page.To("/console/people"),
	}, v.Page.T("people.secret.title"))
}

func withdraw(v *visit) error {
	p, err := v.places()
	if err != nil {
		return err
	}
	all, err := v.Accounts.Invitations(v.Ctx())
	if err != nil {
		return err
	}
	id := v.Variable("id")
	if i := slices.IndexFunc(all, func(i account.Invitation) bool { return i.ID == id }); i < 0 || !v.reaches(p, all[i]) {
		return web.Status(http.StatusNotFound)
	}
	if err := v.Accounts.Withdraw(v.Ctx(), id); err != nil && !errors.Is(err, account.ErrInvitation) {
		return err
	}
	return v.Redirect("/console/people", url.Values{"done": {"withdrawnInvitation"}})
}
