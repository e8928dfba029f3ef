package links

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
)

// A target is a thing of the user's that has a Digital Link.
type target struct {
	about string // "entity", "product/ID", "point/ID"
	name  string
	key   gs1.DigitalLink
}

// targets are all that the user can give links for.
func (v *visit) targets() (all []target, err error) {
	maker, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, console.Missing(err)
	}
	add := func(about, name, ai, value string, qualifiers ...gs1.Element) {
		if value != "" {
			all = append(all, target{about, name, gs1.DigitalLink{Key: gs1.Element{AI: ai, Value: value}, Qualifiers: qualifiers}})
		}
	}
	products, err := v.Registry.ProductsOf(v.Ctx(), maker.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		add("product/"+p.ID, p.Name, "01", p.GTIN)
	}
	points, _, err := v.Registry.Points(v.Ctx(), trace.PointFilter{Owner: maker.ID, Open: true}, "", 0)
	for _, p := range points {
		var within []gs1.Element
		if p.GLNExtension != "" {
			within = []gs1.Element{{AI: "254", Value: p.GLNExtension}}
		}
		add("point/"+p.ID, p.Name, "414", p.GLN, within...)
	}
	add("entity", maker.Name, "417", maker.GLN)
	return all, err
}

// aboutOf is what a link is about, as a form has it.
func aboutOf(l *trace.ResolverLink) string {
	switch {
	case l.Product != "":
		return "product/" + l.Product
	case l.Point != "":
		return "point/" + l.Point
	}
	return "entity"
}

// concern gives a link what it is about.
func concern(l *trace.ResolverLink, about, lot string) {
	kind, id, _ := strings.Cut(about, "/")
	switch kind {
	case "product":
		l.Product, l.Lot = id, lot
	case "point":
		l.Point = id
	}
}

func find(targets []target, about string) (target, bool) {
	i := slices.IndexFunc(targets, func(t target) bool { return t.about == about })
	if i < 0 {
		return target{}, false
	}
	return targets[i], true
}

// name is what a link is about, in words.
func (v *visit) name(targets []target, about, lot string) string {
	name := about
	if t, ok := find(targets, about); ok {
		name = t.name
	}
	if lot != "" {
		return v.Page.T("resolver.lot", name, lot)
	}
	return name
}

// previewBody are the links of a thing as a resolver gives them.
type previewBody struct {
	console.Common
	Name    string
	Levels  []level
	Linkset string
	Back    string
}

// level is a level of the linkset on the page.
type level struct {
	Anchor, Description string
	Links               []linkRow
}

type linkRow struct{ Title, Href, Kind, Detail string }

func preview(v *visit) error {
	targets, err := v.targets()
	if err != nil {
		return err
	}
	t, ok := find(targets, v.Value("about"))
	if !ok {
		return web.Status(http.StatusNotFound)
	}
	link, lot := t.key, v.Value("lot")
	if lot != "" {
		link.Qualifiers = append(link.Qualifiers, gs1.Element{AI: "10", Value: lot})
	}
	levels, err := v.Resolver.Levels(v.Ctx(), link, v.Page.Locale)
	if errors.Is(err, trace.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	b := &previewBody{Name: v.name(targets, t.about, lot), Back: v.Page.To(path)}
	for _, l := range levels {
		shown := level{Anchor: l.Anchor, Description: l.Description}
		for _, k := range l.Links {
			if k.Type == "defaultLinkMulti" { // the default link once more, by language
				continue
			}
			shown.Links = append(shown.Links, linkRow{k.Title, k.Href, v.Page.LinkType(k.Type), detail(k.Media, k.Hreflang)})
		}
		b.Levels = append(b.Levels, shown)
	}
	if b.Linkset, err = written(levels); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("linkset", v.Page.T("console.links.preview"), b, http.StatusOK)
}

// previewOf leads to the preview of a thing.
func (v *visit) previewOf(about, lot string) string {
	q := url.Values{"about": {about}}
	if lot != "" {
		q.Set("lot", lot)
	}
	return v.Page.Link(path+"/preview", q)
}
