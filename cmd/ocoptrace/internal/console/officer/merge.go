package officer

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/place"
)

// maxFormer is the longest former place that an entity states, in characters.
const maxFormer = 200

var codePattern = regexp.MustCompile(`^[0-9]{5}$`)

// A merger gives the entities of some communes another commune. Codes on
// packs name neither, and go on to resolve.
type merger struct {
	old           []string // codes
	commune, code string   // the new one
	entities      []*trace.Entity
}

// mergerEntered is the merger that a form asks for, with the entities of the
// officer's province that it concerns.
func (v *visit) mergerEntered() (*merger, trace.Problems, error) {
	m := &merger{commune: v.Value("commune"), code: v.Value("communeCode")}
	m.old = strings.FieldsFunc(v.Value("old"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\r' })
	var problems trace.Problems
	if len(m.old) == 0 {
		problems = append(problems, trace.Problem{Field: "old", Key: "required"})
	}
	for _, code := range m.old {
		if !codePattern.MatchString(code) {
			problems = append(problems, trace.Problem{Field: "old", Key: "notCommuneCode", Args: []any{console.Shorten(code)}})
			break
		}
	}
	all, err := v.entities()
	if err != nil {
		return nil, nil, err
	}
	for _, e := range all {
		if slices.Contains(m.old, e.CommuneCode) && (e.CommuneCode != m.code || place.Fold(e.Commune) != place.Fold(m.commune)) {
			m.entities = append(m.entities, e)
		}
	}
	more, err := v.newCommune(m)
	return m, console.Besides(problems, more), err
}

// newCommune completes the new commune, and says what is wrong with it.
func (v *visit) newCommune(m *merger) (problems trace.Problems, err error) {
	if len(m.entities) == 0 {
		return trace.Problems{{Field: "old", Key: "noEntities"}}, nil
	}
	province := m.entities[0].ProvinceCode
	for _, e := range m.entities {
		if e.ProvinceCode != province {
			problems = append(problems, trace.Problem{Field: "old", Key: "severalProvinces"})
			break
		}
	}
	e := &trace.Entity{Commune: m.commune, CommuneCode: m.code, ProvinceCode: province}
	more, err := v.findCommune(e)
	m.commune, m.code = e.Commune, e.CommuneCode
	if m.commune == "" {
		more = append(more, trace.Problem{Field: "commune", Key: "required"})
	}
	if !codePattern.MatchString(m.code) && len(more) == 0 {
		more = append(more, trace.Problem{Field: "communeCode", Key: "notCommuneCode", Args: []any{console.Shorten(m.code)}})
	}
	return append(problems, more...), err
}

// facts are the entities as they are from now on, with the place that they had
// as the former one.
func (m *merger) facts() (facts []trace.Fact) {
	for _, e := range m.entities {
		moved := *e
		if former := place.Fold(e.FormerPlace); !strings.Contains(former, place.Fold(e.Commune)) && place.Fold(e.Commune) != place.Fold(m.commune) {
			moved.FormerPlace = e.Commune
			if both := e.Commune + "; " + e.FormerPlace; e.FormerPlace != "" && utf8.RuneCountInString(both) <= maxFormer {
				moved.FormerPlace = both
			}
		}
		moved.Commune, moved.CommuneCode = m.commune, m.code
		facts = append(facts, &moved)
	}
	return facts
}

func (v *visit) mergerAsking(m *merger) asking {
	return asking{
		title: v.Page.T("merge.title"), lead: v.Page.T("merge.lead"), button: v.Page.T("merge.button"), said: v.Page.T("officer.entity.said"),
		form: "/console/communes", post: "/console/communes", back: v.Page.To("/console/entities"),
		fields: []*console.Field{
			{Name: "old", Label: "merge.field.old", Hint: v.Page.T("merge.field.old.hint"), Type: "text", Value: v.Value("old"), Max: 200},
			{Name: "commune", Label: "merge.field.commune", Type: "text", Lang: "vi", Value: m.commune, Max: 100},
			{Name: "communeCode", Label: "merge.field.code", Hint: v.Page.T("officer.field.communeCode.hint"), Type: "number", Value: m.code, Optional: true},
		},
	}
}

// editMerger shows the form, and which entities will state their new place.
func editMerger(v *visit) error {
	if !v.R.Form.Has("old") {
		return v.ask(v.mergerAsking(&merger{}), nil)
	}
	m, problems, err := v.mergerEntered()
	if err != nil {
		return err
	}
	if len(m.entities) > trace.MaxOrder {
		problems = append(problems, trace.Problem{Field: "old", Key: "tooManyEntities", Args: []any{int64(len(m.entities)), int64(trace.MaxOrder)}})
	}
	a := v.mergerAsking(m)
	if len(problems) > 0 || v.Value("check") == "" {
		return v.ask(a, problems)
	}
	var names, ids []string
	for _, e := range m.entities {
		names, ids = append(names, e.Name+" ("+e.Commune+")"), append(ids, e.ID)
	}
	a.follows = []console.Shown{{Name: v.Page.T("merge.entities", int64(len(names))), Text: v.named(names), Lang: "vi"}}
	a.fields = append(a.fields, console.Hidden("entities", strings.Join(ids, ",")))
	return v.confirm(a)
}

// stateMerger states it of the entities that the confirmation named.
func stateMerger(v *visit) error {
	m := &merger{commune: v.Value("commune"), code: v.Value("communeCode")}
	for id := range strings.SplitSeq(v.Value("entities"), ",") {
		e, err := v.entity(id)
		if err != nil {
			return err
		}
		m.entities = append(m.entities, e)
	}
	if len(m.entities) > trace.MaxOrder {
		return web.Status(http.StatusBadRequest)
	}
	problems, err := v.State(m.facts()...)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.ask(v.mergerAsking(m), problems)
	}
	return v.Redirect("/console/entities", url.Values{"done": {"merged"}, "q": {m.commune}})
}
