package roster

import (
	"strings"

	"ocoptrace/trace/place"
)

// place completes the commune of a row's entity: the code of a name, or the name
// of a code.
func (p *Plan) place(r *Row) {
	e := r.Entity
	if p.finder == nil {
		if e.CommuneCode == "" && e.Commune != "" {
			r.bad("communeCode", "required")
		}
		if e.Commune == "" && e.CommuneCode != "" {
			r.bad("commune", "required")
		}
		return
	}
	if e.CommuneCode != "" {
		u, known := p.units[e.CommuneCode]
		switch {
		case !known:
			r.bad("communeCode", "communeCodeUnknown", shorten(e.CommuneCode))
		case u.Province != p.province:
			r.bad("communeCode", "communeElsewhere", u.Code, u.FullName())
		default:
			e.Commune = u.Name
		}
		return
	}
	if e.Commune == "" {
		return
	}
	typed := place.Fold(e.Commune)
	means := func(u place.Unit) bool { return typed == place.Fold(u.Name) || typed == place.Fold(u.ShortName()) }
	near := p.finder.Find(e.Commune, p.province, 5)
	switch {
	case len(near) == 0:
		r.bad("commune", "communeUnknown", shorten(e.Commune))
	case !means(near[0]) || len(near) > 1 && means(near[1]) && typed != place.Fold(near[0].Name):
		names := make([]string, len(near))
		for i, u := range near {
			names[i] = u.Name + " (" + u.Code + ")"
		}
		r.bad("commune", "communeOpen", strings.Join(names, ", "))
	default:
		e.Commune, e.CommuneCode = near[0].Name, near[0].Code
	}
}
