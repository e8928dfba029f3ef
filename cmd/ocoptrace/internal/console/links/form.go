package links

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// An asking is a link with the things that it can be about.
type asking struct {
	link    *trace.ResolverLink
	targets []target
	fresh   bool
	path    string // of the form
}

// offered are the link types that the form offers: those that have a text.
func (v *visit) offered() (options []console.Option) {
	for _, name := range trace.StatedLinkTypes() {
		if v.Page.Has("linktype." + name) {
			options = append(options, console.Option{Value: name, Text: v.Page.LinkType(name)})
		}
	}
	slices.SortStableFunc(options, func(a, b console.Option) int { return strings.Compare(a.Text, b.Text) })
	return options
}

// asked is the link that a request is about: one that is stated, or a new one.
func (v *visit) asked() (a asking, err error) {
	if a.targets, err = v.targets(); err != nil {
		return a, err
	}
	id := v.Variable("link")
	a.path = path + "/" + id
	if a.fresh = id == ""; !a.fresh {
		a.link, err = v.Registry.ResolverLink(v.Ctx(), v.User.Entity, id)
		return a, console.Missing(err)
	}
	maker, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil {
		return a, console.Missing(err)
	}
	a.path = path + "/new"
	a.link = &trace.ResolverLink{ID: "new", Entity: maker.ID, Hreflang: []string{"vi"}, MediaType: "text/html", Sample: maker.Sample}
	concern(a.link, v.Value("about"), v.Value("lot"))
	return a, nil
}

// fill takes over what was entered.
func (v *visit) fill(l *trace.ResolverLink) {
	l.LinkType, l.Title, l.Href, l.MediaType = v.Value("linkType"), v.Value("title"), strings.TrimSpace(v.Value("href")), v.Value("mediaType")
	l.Hreflang = strings.FieldsFunc(v.Value("hreflang"), func(r rune) bool { return strings.ContainsRune(" ,;", r) })
	l.Ended = v.Value("ended") != ""
}

// fields are those of the form; what a link is about cannot be changed.
func (v *visit) fields(a asking) (fields []*console.Field) {
	l, p := a.link, v.Page
	if a.fresh {
		var about []console.Option
		for _, t := range a.targets {
			about = append(about, console.Option{Value: t.about, Text: t.name})
		}
		fields = append(fields,
			&console.Field{Name: "about", Label: "console.links.about", Type: "choice", Options: about, Value: aboutOf(l)},
			&console.Field{Name: "lot", Label: "console.links.lot", Hint: p.T("console.links.lot.hint"), Type: "text", Value: l.Lot, Max: 20, Optional: true})
	}
	media := []console.Option{{Text: p.T("console.links.anyMedia")}}
	for _, m := range trace.LinkMediaTypes {
		media = append(media, console.Option{Value: m, Text: m})
	}
	return append(fields,
		&console.Field{Name: "linkType", Label: "console.links.kind", Type: "choice", Options: v.offered(), Value: l.LinkType},
		&console.Field{Name: "title", Label: "console.links.name", Hint: p.T("console.links.name.hint"), Type: "text", Value: l.Title, Max: 200},
		&console.Field{Name: "href", Label: "console.links.href", Hint: p.T("console.links.href.hint"), Type: "url", Value: l.Href, Max: 500},
		&console.Field{Name: "hreflang", Label: "console.links.languages", Hint: p.T("console.links.languages.hint"), Type: "text", Value: strings.Join(l.Hreflang, ", "), Max: 60, Optional: true},
		&console.Field{Name: "mediaType", Label: "console.links.media", Type: "choice", Options: media, Value: l.MediaType, Optional: true},
	)
}

// edit shows the form, and what will be said once it is filled in.
func edit(v *visit) error {
	a, err := v.asked()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		if !a.fresh && v.Value("href") != "" { // back from what will be said
			v.fill(a.link)
		}
		return v.form(a, nil)
	}
	v.fill(a.link)
	problems, err := v.examine(a)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.form(a, problems)
	}
	return v.confirm(a, "console.links.state", false)
}

// examine finds what would keep the link from being stated; languages are one
// field.
func (v *visit) examine(a asking) (trace.Problems, error) {
	var found trace.Problems
	if _, ok := find(a.targets, aboutOf(a.link)); a.fresh && (!ok || a.link.Lot != "" && a.link.Product == "") {
		found = append(found, trace.Problem{Field: "about", Key: "required"})
	}
	more, err := v.Examine(a.link)
	return onFields(append(found, more...)), err
}

// onFields names the fields of the form.
func onFields(problems trace.Problems) trace.Problems {
	for i, p := range problems {
		switch field, _, _ := strings.Cut(p.Field, "."); field {
		case "hreflang":
			problems[i].Field = "hreflang"
		case "product", "point", "entity":
			problems[i].Field = "about"
		}
	}
	return problems
}

func (v *visit) form(a asking, problems trace.Problems) error {
	fields := v.fields(a)
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	b := &console.Question{Lead: v.Page.T("console.links.formLead"), Form: console.NewForm("", fields...), Action: a.path, Back: v.Page.To(path)}
	title := "console.links.new"
	if !a.fresh {
		title = "console.links.edit"
		b.Facts = []console.Shown{{Name: v.Page.T("console.links.about"), Text: v.name(a.targets, aboutOf(a.link), a.link.Lot), Lang: "vi"}}
	}
	b.Form.Blame(v.Page, problems)
	v.Page.Sample = a.link.Sample
	return v.Ask(b, v.Page.T(title))
}

// confirm shows what will be said.
func (v *visit) confirm(a asking, title string, ended bool) error {
	l := a.link
	post := path
	if !a.fresh {
		post = path + "/" + l.ID
	}
	b := &console.Confirmation{
		Lead: v.Page.T("console.links.said"), Button: v.Page.T("console.links.state"), Action: v.Page.To(post), Form: console.NewForm(""),
		Facts: []console.Shown{
			{Name: v.Page.T("console.links.about"), Text: v.name(a.targets, aboutOf(l), l.Lot), Lang: "vi"},
			{Name: v.Page.T("console.links.kind"), Text: v.Page.LinkType(l.LinkType)},
			{Name: v.Page.T("console.links.name"), Text: l.Title, Lang: "vi"},
			{Name: v.Page.T("console.links.href"), Text: l.Href},
		},
	}
	if d := detail(l.MediaType, l.Hreflang); d != "" {
		b.Facts = append(b.Facts, console.Shown{Name: v.Page.T("console.links.media"), Text: d})
	}
	sent := url.Values{"linkType": {l.LinkType}, "title": {l.Title}, "href": {l.Href}, "hreflang": {strings.Join(l.Hreflang, ", ")}, "mediaType": {l.MediaType}}
	b.Back = v.Page.To(path)
	if ended {
		b.Lead, b.Button, b.Grave = v.Page.T("console.links.endLead"), v.Page.T("console.links.end"), true
		sent.Set("ended", "1")
	}
	if a.fresh {
		sent.Set("about", aboutOf(l))
		sent.Set("lot", l.Lot)
	}
	for _, name := range slices.Sorted(keys(sent)) {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(name, sent.Get(name)))
	}
	if !ended {
		b.Back = v.Page.Link(a.path, sent)
	}
	v.Page.Sample = l.Sample
	return v.Confirm(b, v.Page.T(title))
}

func keys(v url.Values) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range v {
			if !yield(name) {
				return
			}
		}
	}
}

func askEnd(v *visit) error {
	a, err := v.asked()
	if err != nil {
		return err
	}
	a.link.Ended = true
	return v.confirm(a, "console.links.end", true)
}

// state states the link. A new one has an id of the form's key, so that it is
// the same however often the form is sent.
func state(v *visit) error {
	a, err := v.asked()
	if err != nil {
		return err
	}
	v.fill(a.link)
	if a.fresh {
		key, err := v.OrderKey()
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(key))
		a.link.ID = "l-" + hex.EncodeToString(sum[:8])
	}
	problems, err := v.State(a.link)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.form(a, onFields(problems))
	}
	return v.Redirect(path, url.Values{"done": {"link"}})
}
