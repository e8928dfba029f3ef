package inspector

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// findingLimit bounds a form with photos, in bytes.
const findingLimit = 2*media.MaxBytes + console.MaxForm

// photoFields are the fields of new photos; more are added by another finding.
var photoFields = []string{"photo", "photo2"}

// findingBody is the form of a finding.
type findingBody struct {
	console.Common
	Facts  []console.Shown
	Form   *console.Form
	Kept   int // photos sent before
	Plan   []planRow
	Levels []string
	Back   string
	Action string
}

// begun is the finding that a form is about, with its batch and label.
func (v *visit) begun() (inspection.Finding, error) {
	f := inspection.Finding{By: v.User.Name, Product: v.Value("product"), Lot: v.Value("lot")}
	if _, err := v.Registry.Batch(v.Ctx(), f.Product, f.Lot); err != nil {
		return f, console.Missing(err)
	}
	c, err := trace.ParseLabel(v.Value("code"))
	if err != nil {
		return f, nil // about the batch
	}
	s, err := v.Registry.ScanCode(v.Ctx(), string(c))
	if err != nil {
		return f, console.Missing(err)
	}
	if s.Batch == nil || s.Batch.Fact.Product != f.Product || s.Batch.Fact.Lot != f.Lot {
		return f, web.Status(http.StatusNotFound)
	}
	f.Run, f.Label = s.Label.Run.Fact.ID, s.Label.Number
	return f, nil
}

func newFinding(v *visit) error {
	f, err := v.begun()
	if err != nil {
		return err
	}
	f.Day, f.ProvinceCode = v.Today(), v.User.Province
	last, err := v.lastOf()
	if err != nil {
		return err
	}
	f.Authority = last.Authority
	f.ProvinceCode = cmp.Or(f.ProvinceCode, last.ProvinceCode)
	return v.askFinding(f, nil, nil)
}

// lastOf is the newest finding of the user, from which the office is carried.
func (v *visit) lastOf() (inspection.Finding, error) {
	all, _, err := v.Findings.Latest(v.Ctx(), v.User.Province, "", maxListed)
	for _, f := range all {
		if f.By == v.User.Name {
			return f, err
		}
	}
	return inspection.Finding{}, err
}

// options are the choices of a list on a day, after one of none.
func (v *visit) options(list ocop.CodeList) []console.Option {
	all := []console.Option{{Text: v.Page.T("inspect.choose")}}
	for _, c := range list.On(v.Today()) {
		all = append(all, console.Option{Value: c.Code, Text: v.Page.Pick(c.Name, c.NameEn).Text})
	}
	return all
}

func (v *visit) outcomeOptions() []console.Option {
	all := []console.Option{{Text: v.Page.T("inspect.choose")}}
	for _, o := range ocop.Outcomes(v.Today()) {
		all = append(all, console.Option{Value: o.Code.Code, Text: v.Page.Pick(o.Name, o.NameEn).Text})
	}
	return all
}

// provinceOptions are all provinces, or that of the user alone.
func (v *visit) provinceOptions() (all []console.Option) {
	if v.User.Province == "" {
		all = append(all, console.Option{Text: v.Page.T("inspect.choose")})
	}
	for _, p := range ocop.Provinces() {
		if v.User.Province == "" || v.User.Province == p.Code {
			all = append(all, console.Option{Value: p.Code, Text: p.FullName()})
		}
	}
	return all
}

// askFinding shows the form; kept are digests of photos that were sent.
func (v *visit) askFinding(f inspection.Finding, kept []string, problems trace.Problems) error {
	facts, err := v.AboutBatch(f.Product, f.Lot)
	if err != nil {
		return err
	}
	if f.Run != "" {
		facts = append(facts, console.Shown{Name: v.Page.T("inspect.label"), Text: v.Value("code")})
	}
	b := &findingBody{Facts: facts, Kept: len(kept), Plan: v.planRows(), Levels: ocop.SamplingLevels(), Back: v.Page.To(dossierPath(f.Product, f.Lot)), Action: v.Page.To(findingsPath)}
	fields, err := v.findingFields(f)
	if err != nil {
		return err
	}
	for _, digest := range kept {
		fields = append(fields, console.Hidden("kept", digest))
	}
	key, err := v.FormKey()
	if err != nil {
		return err
	}
	fields = append(fields, console.Hidden("product", f.Product), console.Hidden("lot", f.Lot), console.Hidden("code", v.Value("code")), console.Hidden(console.KeyField, key))
	b.Form = console.NewForm("", fields...)
	b.Form.Blame(v.Page, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("finding-new", v.Page.T("inspect.new"), b, status)
}

func (v *visit) findingFields(f inspection.Finding) ([]*console.Field, error) {
	T := v.Page.T
	lot := f.Packs
	if lot == 0 {
		batch, err := v.Registry.Batch(v.Ctx(), f.Product, f.Lot)
		if err != nil {
			return nil, err
		}
		lot = batch.Quantity
	}
	typed := func(name, value string) string { // as it was typed, if it was
		if v.R.PostForm.Has(name) {
			return v.Value(name)
		}
		return value
	}
	fields := []*console.Field{
		{Name: "outcome", Label: "inspect.outcome", Type: "choice", Value: f.Outcome, Options: v.outcomeOptions()},
		{Name: "text", Label: "inspect.text", Hint: T("inspect.text.hint"), Type: "area", Lang: "vi", Value: f.Text, Max: inspection.MaxText, Optional: true},
		{Name: "place", Label: "inspect.place", Type: "choice", Value: f.Place, Options: v.options(ocop.InspectionPlaces())},
		{Name: "business", Label: "inspect.business", Hint: T("inspect.business.hint"), Type: "text", Lang: "vi", Value: f.Business, Max: 200},
		{Name: "provinceCode", Label: "inspect.province", Type: "choice", Value: f.ProvinceCode, Options: v.provinceOptions()},
		{Name: "packs", Label: "inspect.packs", Type: "number", Value: typed("packs", "")},
		{Name: "sampled", Label: "inspect.sampled", Hint: T("inspect.sampled.hint"), Type: "number", Value: typed("sampled", "")},
		{Name: "level", Label: "inspect.level", Hint: T("inspect.level.hint"), Type: "choice", Value: f.Level, Optional: true, Options: v.levelOptions(lot)},
		{Name: "taken", Label: "inspect.taken", Hint: T("inspect.taken.hint"), Type: "text", Lang: "vi", Value: f.Taken, Max: 200, Optional: true},
	}
	for _, name := range photoFields {
		fields = append(fields, &console.Field{Name: name, Label: "inspect." + name, Type: "file", Accept: "image/jpeg,image/png,image/webp", Optional: true})
	}
	return append(fields,
		&console.Field{Name: "proposal", Label: "inspect.proposal", Type: "choice", Value: string(f.Proposal), Optional: true, Options: []console.Option{
			{Text: T("inspect.proposal.none")}, {Value: string(trace.ActionHold), Text: T("inspect.action.hold")}, {Value: string(trace.ActionRecall), Text: T("inspect.action.recall")},
		}},
		&console.Field{Name: "reason", Label: "inspect.proposal.reason", Hint: T("inspect.proposal.hint"), Type: "area", Lang: "vi", Value: f.Reason, Max: 500, Optional: true},
		&console.Field{Name: "authority", Label: "inspect.authority", Hint: T("inspect.authority.hint"), Type: "text", Lang: "vi", Value: f.Authority, Max: 200},
		&console.Field{Name: "day", Label: "inspect.day", Type: "date", Value: typed("day", f.Day.String())},
	), nil
}

// entered is the finding that a form sent.
func (v *visit) entered() (inspection.Finding, trace.Problems, error) {
	f, err := v.begun()
	if err != nil {
		return f, nil, err
	}
	var problems, more trace.Problems
	f.Day, problems = v.Date("day")
	f.Packs, more = v.Number("packs")
	problems = append(problems, more...)
	f.Sampled, more = v.Number("sampled")
	problems = append(problems, more...)
	f.Outcome, f.Text, f.Place, f.Business = v.Value("outcome"), v.Value("text"), v.Value("place"), v.Value("business")
	f.ProvinceCode, f.Taken, f.Authority, f.Level = v.Value("provinceCode"), v.Value("taken"), v.Value("authority"), v.Value("level")
	if f.Proposal = trace.RecallAction(v.Value("proposal")); f.Proposal != "" {
		f.Reason = v.Value("reason")
	} else if v.Value("reason") != "" {
		problems = append(problems, trace.Problem{Field: "proposal", Key: "required"})
		f.Reason = v.Value("reason")
	}
	if v.User.Province != "" && f.ProvinceCode != v.User.Province {
		return f, nil, web.Status(http.StatusForbidden)
	}
	return f, problems, nil
}

// photos are the digests of the photos of a form: those sent before, and those
// sent now, which are kept.
func (v *visit) photos() (kept []string, problems trace.Problems, err error) {
	kept = v.R.Form["kept"]
	for _, name := range photoFields {
		file, err := v.Upload(name)
		if err != nil {
			return kept, nil, err
		}
		if file == nil {
			continue
		}
		photo, err := v.Photos.Put(v.Ctx(), file, media.Upload{By: v.User.Name, Private: true})
		found, err := console.AsProblems(err)
		if err != nil {
			return kept, nil, err
		}
		for _, p := range found {
			p.Field = name
			problems = append(problems, p)
		}
		if len(found) == 0 {
			kept = append(kept, photo.Digest)
		}
	}
	return kept, problems, nil
}

// saveFinding keeps it.
func saveFinding(v *visit) error {
	f, problems, err := v.entered()
	if err != nil {
		return err
	}
	kept, more, err := v.photos()
	if err != nil {
		return err
	}
	problems = append(problems, more...)
	f.Photos = kept
	if problems = console.Besides(problems, f.Problems()); len(problems) > 0 {
		return v.askFinding(f, kept, problems)
	}
	key := v.R.PostForm.Get(console.KeyField)
	if len(key) < 20 {
		return web.Status(http.StatusBadRequest)
	}
	saved, err := v.Findings.Add(v.Ctx(), f, key)
	if found, err := console.AsProblems(err); err != nil || found != nil {
		return errors.Join(err, v.askFinding(f, kept, found))
	}
	return v.Redirect(findingsPath+"/"+saved.ID, url.Values{"done": {"finding"}})
}

// number is a whole number as text.
func number(n int64) string { return strconv.FormatInt(n, 10) }
