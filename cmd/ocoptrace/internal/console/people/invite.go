package people

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// roleForm asks for a role and place, of those that the user may give.
func (v *visit) roleForm(roles []account.Role, u account.User) *console.Form {
	role := &console.Field{Name: "role", Label: "people.field.role", Type: "choice", Value: string(u.Role)}
	ofEntity, ofProvince := false, false
	for _, r := range roles {
		role.Options = append(role.Options, console.Option{Value: string(r), Text: v.RoleText(r)})
		ofEntity, ofProvince = ofEntity || r.OfEntity(), ofProvince || r.OfProvince()
	}
	fields := []*console.Field{role}
	if ofEntity && v.User.Entity == "" {
		fields = append(fields, &console.Field{
			Name: "entity", Label: "people.field.entity", Hint: v.Page.T("people.field.entity.hint"), Type: "text", Max: 120,
			Value: u.Entity, Optional: ofProvince,
		})
	}
	if ofProvince {
		fields = append(fields, v.provinceField(u.Province))
	}
	return console.NewForm("", fields...)
}

func (v *visit) provinceField(code string) *console.Field {
	f := &console.Field{
		Name: "province", Label: "people.field.province", Hint: v.Page.T("people.field.province.hint"), Type: "choice", Value: code, Optional: true,
		Options: []console.Option{{Value: "", Text: v.Page.T("role.everywhere")}},
	}
	for _, p := range ocop.Provinces() {
		f.Options = append(f.Options, console.Option{Value: p.Code, Text: p.FullName()})
	}
	return f
}

// entered is the role and place that a form says. What is not of the role is
// not looked at.
func (v *visit) entered(p places) (u account.User, problems trace.Problems) {
	u.Role = account.Role(v.Value("role"))
	if !slices.Contains(account.Roles(), u.Role) {
		return u, trace.Problems{{Field: "role", Key: "roleUnknown"}}
	}
	switch {
	case u.Role.OfEntity() && v.User.Entity != "":
		u.Entity = v.User.Entity
	case u.Role.OfEntity():
		u.Entity, problems = p.find(v.Value("entity"))
	case u.Role.OfProvince():
		u.Province = v.Value("province")
		if _, known := ocop.ProvinceByCode(u.Province); u.Province != "" && !known {
			problems = trace.Problems{{Field: "province", Key: "unknownProvince", Args: []any{console.Shorten(u.Province)}}}
		}
	}
	return u, problems
}

// find is the id of the entity that is meant: that of the id, or the only one
// with the text in its id or name.
func (p places) find(typed string) (string, trace.Problems) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return "", trace.Problems{{Field: "entity", Key: "required"}}
	}
	if p[typed] != nil {
		return typed, nil
	}
	var found []string
	hyphened := strings.Join(strings.Fields(typed), "-")
	for id, e := range p {
		if strings.Contains(strings.ToLower(e.Name), typed) || strings.Contains(id, hyphened) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return "", trace.Problems{{Field: "entity", Key: "entityUnknown"}}
	case 1:
		return found[0], nil
	}
	several := strings.Join(found[:min(len(found), 5)], ", ")
	if len(found) > 5 {
		several += ", …"
	}
	return "", trace.Problems{{Field: "entity", Key: "entitySeveral", Args: []any{several}}}
}

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
