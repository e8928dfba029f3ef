package people

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// peopleBody is the list of people.
type peopleBody struct {
	console.Common
	Lead        string
	Invitations []invitationRow
	People      []personRow
}

type invitationRow struct {
	account.Invitation
	Role, Place, For, By, Withdraw string
}

type personRow struct {
	Name, Role, Place string
	Path              string // "" where nothing can be changed
	You               bool
}

// places are all entities by id, for names and provinces.
type places map[string]*trace.Entity

func (v *visit) places() (places, error) {
	entities, err := v.Registry.Entities(v.Ctx())
	all := make(places, len(entities))
	for _, e := range entities {
		all[e.ID] = e
	}
	return all, err
}

// province is that of an entity; "" for none.
func (p places) province(entity string) string {
	if e := p[entity]; e != nil {
		return e.ProvinceCode
	}
	return ""
}

// text is where a user has something to say.
func (v *visit) placeIn(p places, u account.User) string {
	if e := p[u.Entity]; e != nil {
		return e.Name
	}
	if u.Role.OfEntity() {
		return u.Entity
	}
	text, _ := v.PlaceText(u) // fails for entities alone
	return text
}

func showPeople(v *visit) (err error) {
	b := &peopleBody{Lead: v.Page.T("people.lead.own")}
	if v.User.May(account.AccountsAll) {
		b.Lead = v.Page.T("people.lead.all")
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	p, err := v.places()
	if err != nil {
		return err
	}
	users, err := v.Accounts.Users(v.Ctx())
	if err != nil {
		return err
	}
	for _, u := range users {
		if row, ok := v.personRow(p, u); ok {
			b.People = append(b.People, row)
		}
	}
	if b.Invitations, err = v.invitationRows(p); err != nil {
		return err
	}
	return v.Show("people", v.Page.T("people.title"), b, http.StatusOK)
}

// personRow is a person in the list; false for one whom the user has nothing to
// do with.
func (v *visit) personRow(p places, u account.User) (personRow, bool) {
	row := personRow{Name: u.Name, Role: v.RoleText(u.Role), Place: v.placeIn(p, u), You: u.Name == v.User.Name}
	if v.User.MayManage(u, p.province(u.Entity)) {
		row.Path = v.Page.To("/console/people/" + url.PathEscape(u.Name))
	}
	same := v.User.Entity != "" && u.Entity == v.User.Entity
	return row, row.Path != "" || row.You || same
}

// invitationRows are the open invitations that the user could have made.
func (v *visit) invitationRows(p places) (rows []invitationRow, err error) {
	all, err := v.Accounts.Invitations(v.Ctx())
	for _, i := range all {
		if !v.reaches(p, i) {
			continue
		}
		by := i.By
		if by == "" {
			by = v.Page.T("invitation.by.operator")
		}
		rows = append(rows, invitationRow{
			i, v.RoleText(i.Invited.Role), v.placeIn(p, i.Invited), i.Invited.Name, v.Page.T("people.invitation.by", by),
			v.Page.To("/console/invitations/" + i.ID + "/withdraw"),
		})
	}
	return rows, err
}

// reaches says whether an invitation is the user's concern.
func (v *visit) reaches(p places, i account.Invitation) bool {
	province := p.province(i.Invited.Entity)
	if i.Again() {
		return v.User.MayManage(i.Invited, province)
	}
	return v.User.May(account.AccountsAll) || v.User.MayInvite(i.Invited, province)
}
