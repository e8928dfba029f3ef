package people

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// personBody is the page of somebody whom the user may manage.
type personBody struct {
	console.Common
	Name         string
	Facts        []console.Shown
	RoleForm     *console.Form // nil where the role is not the user's to change
	Path, Remove string
}

// person is the user of the path, whom the user may manage; 404 for others.
func (v *visit) person() (account.User, places, error) {
	p, err := v.places()
	if err != nil {
		return account.User{}, nil, err
	}
	u, err := v.Accounts.User(v.Ctx(), v.Variable("name"))
	if errors.Is(err, account.ErrNoUser) || err == nil && !v.User.MayManage(u, p.province(u.Entity)) {
		err = web.Status(http.StatusNotFound)
	}
	return u, p, err
}

func (v *visit) personPath(u account.User) string { return "/console/people/" + url.PathEscape(u.Name) }

func showPerson(v *visit) error {
	u, _, err := v.person()
	if err != nil {
		return err
	}
	return v.personPage(u, nil)
}

func (v *visit) personPage(u account.User, problems trace.Problems) (err error) {
	path := v.personPath(u)
	b := &personBody{Name: u.Name, Path: path, Remove: v.Page.To(path + "/remove")}
	if b.Facts, err = v.userFacts(u); err != nil {
		return err
	}
	if v.User.May(account.AccountsAll) {
		b.RoleForm = v.roleForm(account.Roles(), u)
		if len(problems) > 0 {
			v.Refill(b.RoleForm, problems)
		}
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("person", u.Name, b, status)
}

func changeRole(v *visit) error {
	u, p, err := v.person()
	if err != nil {
		return err
	}
	if !v.User.May(account.AccountsAll) {
		return web.Status(http.StatusForbidden)
	}
	changed, problems := v.entered(p)
	if len(problems) > 0 {
		return v.personPage(u, problems)
	}
	changed.Name = u.Name
	if err := v.Accounts.SetRole(v.Ctx(), changed); err != nil {
		return err
	}
	return v.Redirect(v.personPath(u), url.Values{"done": {"roleChanged"}})
}

func inviteAgain(v *visit) error {
	u, p, err := v.person()
	if err != nil {
		return err
	}
	secret, i, err := v.Accounts.InviteAgain(v.Ctx(), u.Name)
	if err != nil {
		return err
	}
	return v.showLink(p, secret, i)
}

func signOutPerson(v *visit) error {
	u, _, err := v.person()
	if err == nil {
		err = v.Accounts.SignOutEverywhere(v.Ctx(), u.Name)
	}
	if err != nil {
		return err
	}
	return v.Redirect(v.personPath(u), url.Values{"done": {"personSignedOut"}})
}

func sureRemove(v *visit) error {
	u, _, err := v.person()
	if err != nil {
		return err
	}
	facts, err := v.userFacts(u)
	if err != nil {
		return err
	}
	path := v.personPath(u)
	return v.sure(&sureBody{
		Lead: v.Page.T("people.remove.lead"), Facts: facts,
		Action: v.Page.To(path + "/remove"), Button: v.Page.T("people.remove.button"), Back: v.Page.To(path),
	}, v.Page.T("people.remove.title", u.Name))
}

func removePerson(v *visit) error {
	u, _, err := v.person()
	if err == nil {
		err = v.Accounts.Remove(v.Ctx(), u.Name)
	}
	if err != nil {
		return err
	}
	return v.Redirect("/console/people", url.Values{"done": {"personRemoved"}})
}
