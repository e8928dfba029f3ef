package officer

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/trace"
)

// dossierBody is the form of what is known of an entity's people.
type dossierBody struct {
	console.Common
	Maker  *trace.Entity
	Form   *console.Form
	Action string
	Delete string // where it is erased; "" where there is none
	Back   string
}

// offered are the values of a choice, with their texts.
func (v *visit) offered(prefix string, values []string) []console.Option {
	all := []console.Option{{Text: v.Page.T("dossier.unstated")}}
	for _, value := range values {
		all = append(all, console.Option{Value: value, Text: v.Page.T(prefix + value)})
	}
	return all
}

func (v *visit) dossierFields(d dossier.Dossier) []*console.Field {
	return []*console.Field{
		{Name: "representative", Label: "dossier.field.representative", Type: "text", Lang: "vi", Value: d.Representative, Max: 100, Optional: true},
		{Name: "sex", Label: "dossier.field.sex", Type: "choice", Value: d.Sex, Options: v.offered("dossier.sex.", dossier.Sexes), Optional: true},
		{Name: "ethnicity", Label: "dossier.field.ethnicity", Hint: v.Page.T("dossier.field.ethnicity.hint"), Type: "text", Lang: "vi", Value: d.Ethnicity, Max: 40, Optional: true},
		{Name: "disability", Label: "dossier.field.disability", Type: "choice", Value: d.Disability, Options: v.offered("dossier.disability.", dossier.Answers), Optional: true},
		{Name: "phone", Label: "dossier.field.phone", Type: "text", Value: d.Phone, Max: 20, Optional: true},
		{Name: "revenue", Label: "dossier.field.revenue", Hint: v.Page.T("dossier.field.revenue.hint"), Type: "choice", Value: d.Revenue, Options: v.offered("dossier.revenue.", dossier.Revenues), Optional: true},
		{Name: "consented", Label: "dossier.field.consented", Hint: v.Page.T("dossier.field.consented.hint"), Type: "date", Value: d.Consented.String()},
	}
}

// showDossier shows it; that it was read is kept in the audit trail.
func showDossier(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	d, err := v.Dossiers.Get(v.Ctx(), e.ID)
	if err == nil {
		err = v.Trail.Record(v.Ctx(), "dossier.read", e.ID)
	}
	if err != nil && !errors.Is(err, dossier.ErrNone) {
		return err
	}
	return v.dossierForm(e, console.NewForm("", v.dossierFields(d)...), !d.Consented.IsZero())
}

func (v *visit) dossierForm(e *trace.Entity, f *console.Form, kept bool) (err error) {
	path := "/console/entities/" + e.ID
	b := &dossierBody{Maker: e, Form: f, Action: v.Page.To(path + "/dossier"), Back: v.Page.To(path)}
	if kept {
		b.Delete = v.Page.To(path + "/dossier/delete")
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if f.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("private", v.Page.T("dossier.title"), b, status)
}

// saveDossier keeps what was entered.
func saveDossier(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	consented, problems := v.Date("consented")
	d := dossier.Dossier{
		Representative: v.Value("representative"), Sex: v.Value("sex"), Ethnicity: v.Value("ethnicity"),
		Disability: v.Value("disability"), Phone: v.Value("phone"), Revenue: v.Value("revenue"), Consented: consented,
	}
	if len(problems) == 0 {
		if problems, err = console.AsProblems(v.Dossiers.Put(v.Ctx(), e.ID, d)); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		f := console.NewForm("", v.dossierFields(d)...)
		v.Refill(f, problems)
		return v.dossierForm(e, f, false)
	}
	return v.Redirect("/console/entities/"+e.ID, url.Values{"done": {"dossier"}})
}

// sureDossier asks before it is erased.
func sureDossier(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	if _, err := v.Dossiers.Get(v.Ctx(), e.ID); errors.Is(err, dossier.ErrNone) {
		return v.Redirect("/console/entities/"+e.ID, nil)
	} else if err != nil {
		return err
	}
	path := "/console/entities/" + e.ID + "/dossier"
	b := &eraseBody{Maker: e, Action: v.Page.To(path + "/delete"), Back: v.Page.To(path)}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("erase", v.Page.T("dossier.delete.title"), b, http.StatusOK)
}

// eraseBody asks whether a dossier is to be erased.
type eraseBody struct {
	console.Common
	Maker        *trace.Entity
	Action, Back string
}

// deleteDossier erases it. One that is not there any more is no error.
func deleteDossier(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	if err := v.Dossiers.Delete(v.Ctx(), e.ID); err != nil && !errors.Is(err, dossier.ErrNone) {
		return err
	}
	return v.Redirect("/console/entities/"+e.ID, url.Values{"done": {"dossierDeleted"}})
}
