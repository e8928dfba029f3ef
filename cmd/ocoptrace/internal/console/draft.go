package console

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/web"

	"github.com/gorilla/mux"
)

// resumeField is the query that takes a draft up again.
const resumeField = "draft"

// A Drafting is what a page with a form knows of drafts of it.
type Drafting struct {
	Name    string    // of the form
	Offered time.Time // of a draft that could be taken up; zero for none
	Resumed time.Time // of the draft that the form is filled with; zero for none
	Use     string    // link that takes it up
	Back    string    // where dropping it leads
	Save    string    // where the script sends what is typed
	Begun   bool      // the form is filled with what was typed
}

// draftName is a form of the user's entity, where there is one: who goes over to
// another sees nothing of it there.
func (v *Visit) draftName(form string) string {
	if v.User.Entity == "" || form == "" {
		return form
	}
	return v.User.Entity + "/" + form
}

// Draft says what there is of a form on a page that begins it, and has the page
// keep what is typed. Where the address asks for the draft, it becomes what the
// form sent (Value). back is the page without it.
func (v *Visit) Draft(form, back string, query url.Values) (*Drafting, error) {
	d := &Drafting{Name: form, Back: v.Page.Link(back, with(query)), Save: v.Page.To("/console/draft")}
	v.Web.Scripted(v.Page, "draft")
	if v.R.Method == http.MethodPost {
		d.Begun = true
		return d, nil
	}
	kept, err := v.Drafts.Get(v.Ctx(), v.User.Name, v.draftName(form))
	if errors.Is(err, draft.ErrNone) {
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	if v.R.Form.Get(resumeField) != "" {
		d.Resumed, d.Begun = kept.At, true
		for name, values := range kept.Values {
			v.R.Form[name] = values
		}
		return d, nil
	}
	d.Offered = kept.At
	d.Use = v.Page.Link(back, with(query, resumeField, "1"))
	return d, nil
}

// with is a query of its own with more names and values.
func with(query url.Values, more ...string) url.Values {
	all := url.Values{}
	for name, values := range query {
		all[name] = values
	}
	for i := 0; i+1 < len(more); i += 2 {
		all.Set(more[i], more[i+1])
	}
	return all
}

// KeepDraft keeps what a form has sent. A form too large to be kept is not; it
// is on the page all the same.
func (v *Visit) KeepDraft(form string) error {
	err := v.Drafts.Save(v.Ctx(), v.User.Name, v.draftName(form), v.R.PostForm)
	if errors.Is(err, draft.ErrTooLarge) {
		return nil
	}
	return err
}

// DropDraft deletes the draft of a form that has done its work.
func (v *Visit) DropDraft(form string) error {
	return v.Drafts.Drop(v.Ctx(), v.User.Name, v.draftName(form), v.Value(KeyField))
}

// Drafted is what is kept of a form. draft.ErrNone.
func (v *Visit) Drafted(form string) (draft.Draft, error) {
	return v.Drafts.Get(v.Ctx(), v.User.Name, v.draftName(form))
}

// KeepFile keeps a file that a step of a form was sent, for the steps to come.
func (v *Visit) KeepFile(form string, data []byte) error {
	return v.Drafts.SaveFile(v.Ctx(), v.User.Name, v.draftName(form), data)
}

// KeptFile is a file that KeepFile kept. draft.ErrNone.
func (v *Visit) KeptFile(form string) ([]byte, error) {
	return v.Drafts.File(v.Ctx(), v.User.Name, v.draftName(form))
}

// FormKey is the key of the form on a page: that which was sent, or a new one.
func (v *Visit) FormKey() (string, error) {
	if key := v.Value(KeyField); key != "" {
		return key, nil
	}
	return v.NewKey()
}

// draftRoutes registers what the script and the offer of a draft need.
func (c *Console) draftRoutes(r *mux.Router) {
	_, post := Routes(r)
	c.Unkept("/console/draft", "/console/draft/drop")
	post("/console/draft", c.Signed(saveDraft))
	post("/console/draft/drop", c.Signed(dropDraft))
}

// saveDraft keeps what a script sends while somebody types.
func saveDraft(v *Visit) error {
	form := v.R.PostForm.Get("draft-form")
	v.R.PostForm.Del("draft-form")
	err := v.Drafts.Save(v.Ctx(), v.User.Name, v.draftName(form), v.R.PostForm)
	switch {
	case errors.Is(err, draft.ErrForm):
		return web.Status(http.StatusBadRequest)
	case errors.Is(err, draft.ErrTooLarge):
		return web.Status(http.StatusRequestEntityTooLarge)
	case err != nil:
		return err
	}
	v.W.WriteHeader(http.StatusNoContent)
	return nil
}

// dropDraft throws a draft away and leads back to its form.
func dropDraft(v *Visit) error {
	err := v.Drafts.Drop(v.Ctx(), v.User.Name, v.draftName(v.Value("draft-form")), "")
	if errors.Is(err, draft.ErrForm) {
		return web.Status(http.StatusBadRequest)
	}
	if err != nil {
		return err
	}
	back, err := url.Parse(v.Value("back"))
	if err != nil || back.IsAbs() || back.Host != "" || !strings.HasPrefix(back.Path, "/console") {
		return web.Status(http.StatusBadRequest)
	}
	http.Redirect(v.W, v.R, back.String(), http.StatusSeeOther)
	return nil
}
