package people

import (
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
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
