package officer

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// over says whether an entity is the officer's concern.
func (v *visit) over(e *trace.Entity) bool {
	return e != nil && v.User.Over(e.ID, e.ProvinceCode)
}

// entity is one of the officer's province; 404 for others, as if they were not
// there.
func (v *visit) entity(id string) (*trace.Entity, error) {
	e, err := v.Registry.Entity(v.Ctx(), id)
	if err != nil {
		return nil, console.Missing(err)
	}
	if !v.over(e) {
		return nil, web.Status(http.StatusNotFound)
	}
	return e, nil
}

// product is one of an entity of the officer's province, with that entity.
func (v *visit) product(id string) (*trace.Product, *trace.Entity, error) {
	p, err := v.Registry.Product(v.Ctx(), id)
	if err != nil {
		return nil, nil, console.Missing(err)
	}
	e, err := v.entity(p.Entity)
	return p, e, err
}

// entities are all of the officer's province, in the order of ids.
func (v *visit) entities() (own []*trace.Entity, err error) {
	all, err := v.Registry.Entities(v.Ctx())
	for _, e := range all {
		if v.over(e) {
			own = append(own, e)
		}
	}
	return own, err
}

// makers are the entities of the officer's province by id.
func (v *visit) makers() (map[string]*trace.Entity, error) {
	entities, err := v.entities()
	makers := make(map[string]*trace.Entity, len(entities))
	for _, e := range entities {
		makers[e.ID] = e
	}
	return makers, err
}

// provinces are the provinces that the officer may choose.
func (v *visit) provinces() (all []console.Option) {
	if v.User.Province == "" {
		all = append(all, console.Option{Text: v.Page.T("officer.choose")})
	}
	for _, p := range ocop.Provinces() {
		if v.User.Province == "" || v.User.Province == p.Code {
			all = append(all, console.Option{Value: p.Code, Text: p.FullName()})
		}
	}
	return all
}
