package officer

import (
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// entityFields are those that the official dossier (Mẫu 02 of Decision 26/2026)
// asks of an entity and that are public.
func (v *visit) entityFields(e *trace.Entity) []*console.Field {
	kinds := []console.Option{{Text: v.Page.T("officer.choose")}}
	for _, k := range ocop.EntityKinds() {
		kinds = append(kinds, console.Option{Value: k.Code, Text: v.inLanguage(k.Name, k.NameEn)})
	}
	return []*console.Field{
		{Name: "name", Label: "officer.field.name", Type: "text", Lang: "vi", Value: e.Name, Max: 200},
		{Name: "nameEn", Label: "officer.field.nameEn", Type: "text", Lang: "en", Value: e.NameEn, Max: 200, Optional: true},
		{Name: "kind", Label: "officer.field.kind", Type: "choice", Value: e.EntityKind, Options: kinds},
		{Name: "provinceCode", Label: "officer.field.province", Type: "choice", Value: e.ProvinceCode, Options: v.provinces()},
		{Name: "commune", Label: "officer.field.commune", Hint: v.Page.T("officer.field.commune.hint"), Type: "text", Lang: "vi", Value: e.Commune, Max: 100},
		{Name: "communeCode", Label: "officer.field.communeCode", Hint: v.Page.T("officer.field.communeCode.hint"), Type: "number", Value: e.CommuneCode, Optional: true},
		{Name: "formerPlace", Label: "officer.field.formerPlace", Hint: v.Page.T("officer.field.formerPlace.hint"), Type: "text", Lang: "vi", Value: e.FormerPlace, Max: 200, Optional: true},
		{Name: "address", Label: "officer.field.address", Hint: v.Page.T("officer.field.address.hint"), Type: "text", Lang: "vi", Value: e.Address, Max: 300, Optional: true},
		{Name: "registration", Label: "officer.field.registration", Type: "text", Value: e.Registration, Max: 100, Optional: true},
		{Name: "hotline", Label: "officer.field.hotline", Hint: v.Page.T("officer.field.hotline.hint"), Type: "text", Value: e.Hotline, Max: 30, Optional: true},
		{Name: "website", Label: "officer.field.website", Hint: "https://…", Type: "text", Value: e.Website, Max: 200, Optional: true},
	}
}

// entityEntered puts what was entered into an entity, whose other members stay.
func (v *visit) entityEntered(e *trace.Entity) (trace.Problems, error) {
	e.Name, e.NameEn, e.EntityKind = v.Value("name"), v.Value("nameEn"), v.Value("kind")
	e.ProvinceCode, e.Commune, e.CommuneCode = v.Value("provinceCode"), v.Value("commune"), v.Value("communeCode")
	e.FormerPlace, e.Address, e.Registration = v.Value("formerPlace"), v.Value("address"), v.Value("registration")
	e.Hotline, e.Website = v.Value("hotline"), v.Value("website")
	if !v.User.Over(e.ID, e.ProvinceCode) {
		return trace.Problems{{Field: "provinceCode", Key: "otherProvince"}}, nil
	}
	return v.findCommune(e)
}

// asked is the entity of the path, or a new one.
func (v *visit) askedEntity() (*trace.Entity, error) {
	id := v.Variable("entity")
	if id == "" {
		return &trace.Entity{ID: v.Value("entity"), ProvinceCode: v.User.Province}, nil
	}
	return v.entity(id)
}

// entityAsking is the form of an entity, to be shown or confirmed.
func (v *visit) entityAsking(e *trace.Entity) asking {
	a := asking{
		said: v.Page.T("officer.entity.said"), title: v.Page.T("officer.entity.new"), lead: v.Page.T("officer.entity.lead"), button: v.Page.T("officer.entity.state"),
		form: "/console/entities/new", post: "/console/entities", back: v.Page.To("/console/entities"), fields: v.entityFields(e),
	}
	if id := v.Variable("entity"); id != "" {
		a.title = v.Page.T("officer.entity.change")
		a.form, a.post, a.back = "/console/entities/"+id+"/change", "/console/entities/"+id, v.Page.To("/console/entities/"+id)
		return a
	}
	a.fields = append(a.fields, console.Hidden("entity", e.ID))
	return a
}

// editEntity shows the form, and what will be said once it is filled in.
func editEntity(v *visit) error {
	e, err := v.askedEntity()
	if err != nil {
		return err
	}
	if !v.R.Form.Has("name") {
		return v.ask(v.entityAsking(e), nil)
	}
	problems, err := v.entityProblems(e)
	if err != nil {
		return err
	}
	a := v.entityAsking(e)
	if len(problems) > 0 || v.Value("check") == "" {
		return v.ask(a, problems)
	}
	a.about = []console.Shown{{Name: v.Page.T("officer.field.id"), Text: e.ID}}
	return v.confirm(a)
}

// entityProblems puts what was entered into an entity and finds what is wrong.
func (v *visit) entityProblems(e *trace.Entity) (trace.Problems, error) {
	problems, err := v.entityEntered(e)
	if err != nil {
		return nil, err
	}
	if e.ID == "" && e.Name != "" {
		if e.ID, err = freeID(e.Name, v.findEntity); err != nil {
			return nil, err
		}
	}
	more, err := v.Examine(e)
	if e.ID == "" {
		more = without(more, "entity") // follows from the name
	}
	return console.Besides(problems, more), err
}

// without leaves out the problems of a field.
func without(problems trace.Problems, field string) (kept trace.Problems) {
	for _, p := range problems {
		if p.Field != field {
			kept = append(kept, p)
		}
	}
	return kept
}

// stateEntity states it.
func stateEntity(v *visit) error {
	e, err := v.askedEntity()
	if err != nil {
		return err
	}
	problems, err := v.entityEntered(e)
	if err != nil {
		return err
	}
	if v.Variable("entity") == "" && len(problems) == 0 {
		problems, err = v.stillFree(&e.ID, "entityTaken", v.findEntity)
	}
	if err == nil && len(problems) == 0 {
		problems, err = v.State(e)
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.ask(v.entityAsking(e), problems)
	}
	return v.Redirect("/console/entities/"+e.ID, url.Values{"done": {"entity"}})
}

// findEntity says whether there is an entity of an id.
func (v *visit) findEntity(id string) error {
	_, err := v.Registry.Entity(v.Ctx(), id)
	return err
}

// stillFree refuses an id that somebody else has taken since it was proposed, and
// forgets it. An order that was stated before is not stopped, so that it may be
// sent again.
func (v *visit) stillFree(id *string, problem string, find func(id string) error) (trace.Problems, error) {
	key, err := v.OrderKey()
	if err != nil {
		return nil, err
	}
	if stated, err := v.Registry.Stated(v.Ctx(), key, 1); err != nil || stated != nil {
		return nil, err
	}
	switch err := find(*id); {
	case isMissing(err):
		return nil, nil
	case err != nil && console.Missing(err) != nil:
		return nil, err
	}
	taken := *id
	*id = ""
	return trace.Problems{{Field: "name", Key: problem, Args: []any{taken}}}, nil
}
