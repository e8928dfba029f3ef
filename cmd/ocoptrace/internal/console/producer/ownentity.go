package producer

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace/ocop"
)

// The longest texts of package trace, in characters.
const (
	longName = 200
	longLine = 500
	longText = 4000
)

// entitySheet is the form of the user's entity. What an officer registers, its
// name, kind, place and registration, is shown and not changed.
func (v *visit) entitySheet() (*sheet, error) {
	e, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, console.Missing(err)
	}
	v.Page.Sample = e.Sample
	kind, _ := ocop.EntityKindByCode(e.EntityKind)
	s := &sheet{
		draft: "entity", title: "console.entity.title", lead: "console.entity.lead", edit: "/console/entity", state: "/console/entity/state", back: "/console",
		done: "own", after: func() string { return "/console" }, fact: e, named: 1, photos: &e.Photos, most: 6, links: &e.Channels,
		about: []console.Shown{
			{Name: v.Page.T("console.entity.name"), Text: e.Name, Lang: "vi"},
			{Name: v.Page.T("maker.kind"), Text: v.Page.Pick(kind.Name, kind.NameEn).String()},
			{Name: v.Page.T("console.entity.place"), Text: e.Commune + ", " + console.ProvinceName(e.ProvinceCode), Lang: "vi"},
		},
		sections: []section{
			{"", []*entry{text("nameEn", &e.NameEn, longName), text("address", &e.Address, 300), text("hotline", &e.Hotline, 30), text("website", &e.Website, 300), text("gln", &e.GLN, 13)}},
			{"console.own.story", both("story", &e.Story, &e.StoryEn, longText)},
		},
	}
	if e.Registration != "" {
		s.about = append(s.about, console.Shown{Name: v.Page.T("console.entity.registration"), Text: e.Registration})
	}
	v.label(s, "console.entity.")
	return s, nil
}

// label gives entries their texts.
func (v *visit) label(s *sheet, prefix string) {
	for _, sec := range s.sections {
		for _, e := range sec.entries {
			e.Label = prefix + e.Name
			if hint := e.Label + ".hint"; v.Page.Has(hint) {
				e.Hint = v.Page.T(hint)
			}
		}
	}
}

func editEntity(v *visit) error {
	s, err := v.entitySheet()
	if err != nil {
		return err
	}
	return v.editSheet(s)
}

func stateEntity(v *visit) error {
	s, err := v.entitySheet()
	if err != nil {
		return err
	}
	return v.stateSheet(s)
}
