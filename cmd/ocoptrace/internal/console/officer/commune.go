package officer

import (
	"errors"
	"fmt"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/place"
)

// suggested is how many communes a problem names.
const suggested = 5

func isMissing(err error) bool { return errors.Is(err, trace.ErrNotFound) }

// findCommune completes the place of an entity from the list of communes: the
// code where a name was typed, the official name where a code was. What the
// list cannot tell, because there is none or it does not have the place, is the
// officer's to enter whole.
func (v *visit) findCommune(e *trace.Entity) (trace.Problems, error) {
	units, err := v.Units(v.Ctx())
	if err != nil || len(units) == 0 {
		return nil, err
	}
	if e.CommuneCode != "" {
		return communeOfCode(e, units), nil
	}
	if strings.TrimSpace(e.Commune) == "" {
		return nil, nil
	}
	near := place.NewFinder(units).Find(e.Commune, e.ProvinceCode, suggested)
	if len(near) == 0 {
		return trace.Problems{{Field: "commune", Key: "communeUnknown", Args: []any{e.Commune}}}, nil
	}
	first := near[0]
	if !means(e.Commune, first) || len(near) > 1 && means(e.Commune, near[1]) {
		return trace.Problems{{Field: "commune", Key: "communeOpen", Args: []any{unitNames(near)}}}, nil
	}
	e.Commune, e.CommuneCode, e.ProvinceCode = first.Name, first.Code, first.Province
	return nil, nil
}

// communeOfCode holds a typed code against the list.
func communeOfCode(e *trace.Entity, units []place.Unit) trace.Problems {
	for _, u := range units {
		switch {
		case u.Code != e.CommuneCode:
		case u.Province != e.ProvinceCode:
			return trace.Problems{{Field: "communeCode", Key: "communeElsewhere", Args: []any{u.Code, u.FullName()}}}
		default:
			if strings.TrimSpace(e.Commune) == "" {
				e.Commune = u.Name
			}
			return nil
		}
	}
	return trace.Problems{{Field: "communeCode", Key: "communeCodeUnknown", Args: []any{e.CommuneCode}}}
}

// means says that what was typed is the name of a unit, with its rank or
// without.
func means(typed string, u place.Unit) bool {
	t := place.Fold(typed)
	return t == place.Fold(u.Name) || t == place.Fold(u.ShortName())
}

func unitNames(units []place.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = fmt.Sprintf("%s (%s)", u.Name, u.Code)
	}
	return strings.Join(names, ", ")
}

// slug makes an id of a name: its letters without marks, and digits, joined by
// hyphens, at most so many.
func slug(name string, most int) string {
	id := strings.Map(func(r rune) rune {
		if r == ' ' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, place.Fold(name))
	id = strings.Join(strings.Fields(id), "-")
	if len(id) > most {
		id = strings.Trim(id[:most], "-")
	}
	return id
}

// freeID is an id for something new of a name; "" for a name without letters.
// find says whether there is one already (trace.ErrNotFound).
func freeID(name string, find func(id string) error) (string, error) {
	base := slug(name, 56)
	if base == "" {
		return "", nil
	}
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		if err := find(id); isMissing(err) {
			return id, nil
		} else if err != nil {
			return "", err
		}
	}
}
