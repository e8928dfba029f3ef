package console

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// RoleText is a role in words.
func (v *Visit) RoleText(r account.Role) string { return v.Page.T("role." + string(r)) }

// PlaceText is where a user has something to say, in words: the name of an
// entity, a province, all provinces; "" for a role without a place.
func (v *Visit) PlaceText(u account.User) (string, error) {
	switch {
	case u.Role.OfEntity():
		e, err := v.Registry.Entity(v.Ctx(), u.Entity)
		if err != nil {
			return "", err
		}
		return e.Name, nil
	case u.Province != "":
		return ProvinceName(u.Province), nil
	case u.Role.OfProvince():
		return v.Page.T("role.everywhere"), nil
	}
	return "", nil
}

// PlaceLang is the language of PlaceText; "" for that of the page.
func PlaceLang(u account.User) string {
	if u.Entity == "" && u.Province == "" {
		return ""
	}
	return "vi"
}

// Concerned is the entity of an id, if it is the user's concern; 404 for others,
// as if they were not there.
func (v *Visit) Concerned(id string) (*trace.Entity, error) {
	e, err := v.Registry.Entity(v.Ctx(), id)
	if err != nil {
		return nil, Missing(err)
	}
	if !v.User.Over(e.ID, e.ProvinceCode) {
		return nil, web.Status(http.StatusNotFound)
	}
	return e, nil
}

// ProvinceName is the name of a province, or the code where it is none.
func ProvinceName(code string) string {
	if p, known := ocop.ProvinceByCode(code); known {
		return p.FullName()
	}
	return code
}
