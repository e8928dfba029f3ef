package producer

import (
	"net/http"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
)

// The fields of a photo and of a link.
var (
	photoFields = []string{"digest", "alt", "altEn"}
	linkFields  = []string{"name", "url"}
)

// sheetBody is the page of a sheet.
type sheetBody struct {
	console.Common
	Lead     string
	About    []console.Shown
	Form     *console.Form // hidden fields, and what is of nothing else
	Sections []shownSection
	Photos   []shownPhoto
	Photo    *console.Field // where one is sent; nil where there may be none
	Full     bool           // there are as many photos as may be
	Links    *rowsForm      // nil where there are none
	Action   string
	Back     string
}

// shownSection is a section on the page.
type shownSection struct {
	Title string
	Form  *console.Form
	Open  bool
}

// shownPhoto is a photo on the page.
type shownPhoto struct {
	Path string
	At   string // photos.N
	Form *console.Form
}

// showSheet answers with the form.
func (v *visit) showSheet(s *sheet, drafting *console.Drafting, problems trace.Problems) error {
	key, err := v.FormKey()
	if err != nil {
		return err
	}
	b := &sheetBody{Lead: v.Page.T(s.lead), About: s.about, Action: v.Page.To(s.edit), Back: v.Page.To(s.back)}
	b.Form = console.NewForm("", console.Hidden(begunField, "1"), console.Hidden(console.KeyField, key))
	b.Form.Draft = drafting
	if s.replaces != "" {
		b.Form.Fields = append(b.Form.Fields, console.Hidden("replaces", s.replaces))
	}
	v.showSections(b, s)
	if s.photos != nil {
		v.showPhotos(b, s)
	}
	if s.links != nil {
		rows := linkTexts(*s.links)
		if v.Value("add") == "channels" {
			rows = v.rowsTyped("channels", linkFields)
		}
		b.Links = v.linkForm(rows)
	}
	b.blame(v, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("own", v.Page.T(s.title), b, status)
}

// showSections makes the fields; what was typed stays as it was typed.
func (v *visit) showSections(b *sheetBody, s *sheet) {
	for _, sec := range s.sections {
		shown := shownSection{Title: sec.title, Form: console.NewForm("")}
		for _, e := range sec.entries {
			field := e.Field
			field.Value = e.get()
			if v.Value(begunField) != "" && v.R.Form.Has(e.Name) {
				field.Value = v.Value(e.Name)
			}
			shown.Form.Fields = append(shown.Form.Fields, &field)
		}
		b.Sections = append(b.Sections, shown)
	}
}

func (v *visit) showPhotos(b *sheetBody, s *sheet) {
	b.Full = len(*s.photos) >= s.most
	b.Photo = &console.Field{Name: "photo", Label: "console.own.photo", Type: "file", Accept: "image/*", Optional: true, Hint: v.Page.T("console.own.photo.hint", s.most)}
	rows := rowsOf("photos", photoTexts(*s.photos), photoFields, func(name string) *console.Field {
		switch name {
		case "alt":
			return &console.Field{Label: "console.own.alt", Type: "text", Optional: true, Max: 200, Lang: "vi"}
		case "altEn":
			return &console.Field{Label: "console.own.altEn", Type: "text", Optional: true, Max: 200, Lang: "en"}
		}
		return nil
	})
	for i, form := range rows.Rows {
		b.Photos = append(b.Photos, shownPhoto{media.Path((*s.photos)[i].Digest, 320), "photos." + strconv.Itoa(i), form})
	}
}

func (v *visit) linkForm(rows []texts) *rowsForm {
	return rowsOf("channels", rows, linkFields, func(name string) *console.Field {
		return &console.Field{Label: "console.own.link." + name, Type: "text", Max: 300, Lang: "vi"}
	})
}

// blame shows problems at their fields, and opens the sections that have some.
func (b *sheetBody) blame(v *visit, problems trace.Problems) {
	for _, p := range problems {
		b.formOf(p.Field).Blame(v.Page, trace.Problems{p})
	}
	for i := range b.Sections {
		b.Sections[i].Open = b.Sections[i].Form.Bad()
	}
}

// formOf is the form with a field.
func (b *sheetBody) formOf(name string) *console.Form {
	for _, s := range b.Sections {
		if s.Form.Field(name) != nil {
			return s.Form
		}
	}
	for _, p := range b.Photos {
		if p.Form.Field(name) != nil {
			return p.Form
		}
	}
	if b.Photo != nil && (name == "photo" || name == "photos") {
		return &console.Form{Fields: []*console.Field{b.Photo}}
	}
	if b.Links != nil && b.Links.field(name) != nil {
		return b.Links.field(name)
	}
	return b.Form
}

// All is the whole form, for the list of what is wrong with it.
func (b *sheetBody) All() *console.Form {
	all := &console.Form{Rest: b.Form.Rest}
	for _, s := range b.Sections {
		all.Fields = append(all.Fields, s.Form.Fields...)
	}
	for _, p := range b.Photos {
		all.Fields = append(all.Fields, p.Form.Fields...)
	}
	if b.Photo != nil {
		all.Fields = append(all.Fields, b.Photo)
	}
	if b.Links != nil {
		for _, row := range b.Links.Rows {
			all.Fields = append(all.Fields, row.Fields...)
		}
	}
	return all
}

// photoTexts are photos as they are typed.
func photoTexts(photos []trace.Photo) (rows []texts) {
	for _, p := range photos {
		rows = append(rows, texts{"digest": p.Digest, "alt": p.Alt, "altEn": p.AltEn})
	}
	return rows
}

// photosText are photos in a line.
func photosText(v *visit, photos []trace.Photo) string {
	if len(photos) == 0 {
		return ""
	}
	described := []string{v.Page.T("console.own.photos.count", int64(len(photos)))}
	for _, p := range photos {
		described = append(described, p.Digest[len(p.Digest)-6:]+" “"+p.Alt+"” “"+p.AltEn+"”")
	}
	return strings.Join(described, "; ")
}

// linkTexts are links as they are typed.
func linkTexts(links []trace.Link) (rows []texts) {
	for _, l := range links {
		rows = append(rows, texts{"name": l.Name, "url": l.URL})
	}
	return rows
}

// linksOf are the links that were typed.
func linksOf(rows []texts) (links []trace.Link) {
	for _, row := range rows {
		if row["name"] != "" || row["url"] != "" {
			links = append(links, trace.Link{Name: row["name"], URL: row["url"]})
		}
	}
	return links
}

// linksText are links in a line.
func linksText(links []trace.Link) string {
	all := make([]string, len(links))
	for i, l := range links {
		all[i] = l.Name + ": " + l.URL
	}
	return strings.Join(all, "; ")
}
