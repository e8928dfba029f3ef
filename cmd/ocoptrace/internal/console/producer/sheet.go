package producer

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
)

// A sheet is the form of a fact that the user states anew. It is filled with the
// fact as it stands; what was changed is shown before it is stated.
type sheet struct {
	draft       string // name of the form among the drafts
	title, lead string // keys of texts
	edit, state string // paths of the form and of stating it
	back        string // path of the page before
	query       url.Values
	done        string // what the page that follows says was done
	after       func() string
	fresh       bool    // nothing stands yet: all that is entered is shown
	replaces    string  // id of the statement that it replaces, sent along; "" for none
	id          *string // of a fact that is new: sent along; nil else

	fact     trace.Fact
	about    []console.Shown // what is not changed here
	named    int             // how many of about name the fact when it is confirmed
	sections []section
	photos   *[]trace.Photo // nil: it has none
	most     int            // photos
	links    *[]trace.Link  // nil: it has none
	prepare  func() error   // completes the fact once it is filled in; may be nil
}

// A section is a part of a sheet with a heading; "" for the first.
type section struct {
	title   string
	entries []*entry
}

// was is a sheet's fact in words, before anything is changed.
func (v *visit) was(s *sheet) []string {
	var all []string
	for _, sec := range s.sections {
		for _, e := range sec.entries {
			all = append(all, e.shown(v.Page, e.get()))
		}
	}
	if s.photos != nil {
		all = append(all, photosText(v, *s.photos))
	}
	if s.links != nil {
		all = append(all, linksText(*s.links))
	}
	return all
}

// read puts what was sent into the fact.
func (v *visit) read(s *sheet) (problems trace.Problems, err error) {
	for _, sec := range s.sections {
		for _, e := range sec.entries {
			if v.R.Form.Has(e.Name) {
				problems = append(problems, e.set(v.Value(e.Name))...)
			}
		}
	}
	if s.links != nil {
		*s.links = linksOf(v.rowsTyped("channels", linkFields))
	}
	if s.photos == nil {
		return problems, nil
	}
	found, bad, err := v.photosSent(s)
	*s.photos = found
	return append(problems, bad...), err
}

// photosSent are the photos that the form names, and the one that was sent with
// it.
func (v *visit) photosSent(s *sheet) (photos []trace.Photo, problems trace.Problems, err error) {
	for i, row := range v.rowsTyped("photos", photoFields) {
		kept, err := v.Media.Known(v.Ctx(), row["digest"])
		if errors.Is(err, media.ErrNotFound) {
			if row["digest"] != "" {
				problems = append(problems, trace.Problem{Field: "photo", Key: "photoGone", Args: []any{int64(i + 1)}})
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		photos = append(photos, trace.Photo{Digest: kept.Digest, Width: int64(kept.Width), Height: int64(kept.Height), Alt: row["alt"], AltEn: row["altEn"]})
	}
	file, err := v.Upload("photo")
	if err != nil || file == nil {
		return photos, problems, err
	}
	if len(photos) >= s.most {
		return photos, append(problems, trace.Problem{Field: "photo", Key: "tooMany", Args: []any{int64(len(photos) + 1), int64(s.most)}}), nil
	}
	put, err := v.Media.Put(v.Ctx(), file, media.Upload{By: v.User.Name})
	if bad, err := console.AsProblems(err); err != nil || bad != nil {
		return photos, append(problems, bad...), err
	}
	return append(photos, trace.Photo{Digest: put.Digest, Width: int64(put.Width), Height: int64(put.Height)}), problems, nil
}

// editSheet shows the form, and what will be stated once it is filled in.
func (v *visit) editSheet(s *sheet) error {
	drafting, err := v.Draft(s.draft, s.edit, s.query)
	if err != nil {
		return err
	}
	before := v.was(s)
	if s.fresh {
		before = make([]string, len(before))
	}
	if v.Value(begunField) == "" {
		return v.showSheet(s, drafting, nil)
	}
	problems, err := v.read(s)
	if err != nil {
		return err
	}
	if v.R.Method == http.MethodPost {
		v.holdPhotos(s)
		if err := v.KeepDraft(s.draft); err != nil {
			return err
		}
	}
	if v.R.Method != http.MethodPost || v.rowsChanged() && len(problems) == 0 {
		return v.showSheet(s, drafting, problems)
	}
	if problems, err = v.examine(s, problems); err != nil {
		return err
	}
	changed := v.changed(s, before)
	if len(problems) == 0 && len(changed) == 0 {
		problems = trace.Problems{{Field: "fact", Key: "ownNothing"}}
	}
	if len(problems) > 0 {
		return v.showSheet(s, drafting, problems)
	}
	return v.confirmSheet(s, changed)
}

// holdPhotos writes the photos, with the one just sent, into the form, so that
// the draft has them.
func (v *visit) holdPhotos(s *sheet) {
	if s.photos == nil {
		return
	}
	for i, p := range *s.photos {
		at := "photos." + strconv.Itoa(i) + "."
		v.R.PostForm.Set(at+"digest", p.Digest)
		v.R.PostForm.Set(at+"alt", p.Alt)
		v.R.PostForm.Set(at+"altEn", p.AltEn)
	}
	at := "photos." + strconv.Itoa(len(*s.photos)) + "."
	for _, name := range photoFields {
		v.R.PostForm.Del(at + name)
	}
}

// examine adds what would keep the fact from being stated.
func (v *visit) examine(s *sheet, problems trace.Problems) (trace.Problems, error) {
	if s.prepare != nil {
		if err := s.prepare(); err != nil {
			return nil, err
		}
	}
	more, err := v.Examine(s.fact)
	return console.Besides(problems, more), err
}

// changed lists what is other than before.
func (v *visit) changed(s *sheet, before []string) (all []console.Shown) {
	after, i := v.was(s), 0
	add := func(label, lang string) {
		if before[i] != after[i] {
			all = append(all, console.Shown{Name: v.Page.T(label), Text: v.changeText(before[i], after[i]), Lang: lang})
		}
		i++
	}
	for _, sec := range s.sections {
		for _, e := range sec.entries {
			lang := e.Lang
			if e.Type == "choice" {
				lang = ""
			}
			add(e.Label, lang)
		}
	}
	if s.photos != nil {
		add("console.own.photos", "")
	}
	if s.links != nil {
		add("console.own.channels", "vi")
	}
	return all
}

// changeText is a change in words.
func (v *visit) changeText(before, after string) string {
	switch {
	case before == "":
		return after
	case after == "":
		return v.Page.T("console.own.removed", before)
	}
	return v.Page.T("console.own.changed", before, after)
}

// confirmSheet shows what will be stated.
func (v *visit) confirmSheet(s *sheet, changed []console.Shown) error {
	f := console.NewForm("", s.hiddenFields()...)
	back := url.Values{"draft": {"1"}}
	for name, values := range s.query {
		back[name] = values
	}
	return v.Confirm(&console.Confirmation{
		Lead: v.Page.T("console.own.confirm"), Facts: append(slices.Clone(s.about[:s.named]), changed...), Form: f,
		Action: v.Page.To(s.state), Button: v.Page.T("console.own.state"), Back: v.Page.Link(s.edit, back),
	}, v.Page.T(s.title))
}

// hiddenFields are all that the fact is made of again.
func (s *sheet) hiddenFields() []*console.Field {
	fields := []*console.Field{console.Hidden(begunField, "1")}
	if s.replaces != "" {
		fields = append(fields, console.Hidden("replaces", s.replaces))
	}
	if s.id != nil {
		fields = append(fields, console.Hidden("id", *s.id))
	}
	for _, sec := range s.sections {
		for _, e := range sec.entries {
			fields = append(fields, console.Hidden(e.Name, e.get()))
		}
	}
	none := func(string) *console.Field { return nil }
	if s.photos != nil {
		for _, row := range rowsOf("photos", photoTexts(*s.photos), photoFields, none).Rows {
			fields = append(fields, row.Fields...)
		}
	}
	if s.links != nil {
		for _, row := range rowsOf("channels", linkTexts(*s.links), linkFields, none).Rows {
			fields = append(fields, row.Fields...)
		}
	}
	return fields
}

// stateSheet states the fact.
func (v *visit) stateSheet(s *sheet) error {
	problems, err := v.read(s)
	if err != nil {
		return err
	}
	if len(problems) == 0 && s.prepare != nil {
		err = s.prepare()
	}
	if err == nil && len(problems) == 0 {
		problems, err = v.State(s.fact)
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		drafting, err := v.Draft(s.draft, s.edit, s.query)
		if err != nil {
			return err
		}
		return v.showSheet(s, drafting, problems)
	}
	if err := v.DropDraft(s.draft); err != nil {
		return err
	}
	return v.Redirect(s.after(), url.Values{"done": {s.done}})
}
