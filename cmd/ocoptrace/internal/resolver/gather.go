package resolver

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

// Media types of what the service itself serves.
const (
	typeHTML    = "text/html"
	typeJSON    = "application/json"
	typeVC      = "application/vc"
	typeJWT     = "application/vc+jwt"
	typeJPEG    = "image/jpeg"
	typeLinkset = "application/linkset+json"
)

// A gatherer collects the links of a level, with titles in a language.
type gatherer struct {
	*Resolver
	text  *locale.Locale
	level Level
}

// Levels are the levels of a Digital Link with their links, the finest first.
// Errors: trace.ErrNotFound, and those of the store.
func (r *Resolver) Levels(ctx context.Context, link gs1.DigitalLink, text *locale.Locale) ([]Level, error) {
	found, err := r.Registry.Identify(ctx, link)
	if err != nil {
		return nil, err
	}
	var levels []Level
	for _, named := range found.Levels {
		at := named.Link
		at.Scheme, at.Host, _ = strings.Cut(r.base, "://")
		g := gatherer{r, text, Level{Anchor: at.String()}}
		if err := g.gather(ctx, found, named); err != nil {
			return nil, err
		}
		g.stated(named.Links)
		levels = append(levels, g.level)
	}
	return levels, nil
}

func (g *gatherer) gather(ctx context.Context, found *trace.Identified, named trace.Level) error {
	switch {
	case named.Label != "":
		g.label(named.Label)
	case named.Batch != nil:
		return g.batch(ctx, named.Batch)
	case named.Product != nil:
		return g.product(ctx, found, named.Product)
	case named.Entity != nil:
		return g.entity(ctx, named.Entity)
	case named.Point != nil:
		g.point(named.Point)
	}
	return nil
}

// add gives the level a link. title is the key of its title, about what the
// level describes.
func (g *gatherer) add(linkType, href, title, media string, languages ...string) {
	g.level.Links = append(g.level.Links, Link{linkType, href, g.text.T("resolver.title."+title, g.level.Description), languages, media})
}

// begin gives the level its description, and its default link, which stands
// under a descriptive type as well. The page is in all languages of the pages,
// which are told apart by a parameter.
func (g *gatherer) begin(description, page, linkType, title string) {
	g.level.Description = description
	g.add(gs1.DefaultLink, page, title, "")
	for _, language := range locale.Languages {
		g.add("defaultLinkMulti", page+"?"+url.Values{"lang": {language}}.Encode(), title, typeHTML, language)
	}
	g.page(linkType, page, title)
}

func (g *gatherer) page(linkType, href, title string) {
	g.add(linkType, href, title, typeHTML, locale.Languages...)
}

// record adds the links to a signed record.
func (g *gatherer) record(id string) {
	at := g.base + "/records/" + strings.TrimPrefix(id, "urn:uuid:")
	g.add("registryEntry", at, "record", typeVC)
	g.add("jws", at+"/jwt", "jws", typeJWT)
}

func (g *gatherer) label(c code.Code) {
	page := g.base + "/x/" + c.String()
	g.begin(g.text.T("resolver.label", c.Groups()), page, "traceability", "label")
	g.add("recallStatus", page+"/json", "recall", typeJSON)
}

func (g *gatherer) batch(ctx context.Context, s *trace.Stated[*trace.Batch]) error {
	page := g.base + "/batches/" + url.PathEscape(s.Fact.Product) + "/" + url.PathEscape(s.Fact.Lot)
	g.begin(g.text.T("resolver.lot", s.Fact.ProductName, s.Fact.Lot), page, "traceability", "batch")
	g.add("recallStatus", page+"/json", "recall", typeJSON)
	g.add("dpp", page+"/passport", "passport", typeJSON)
	g.add("dpp", page+"/untp", "untp", typeJWT)
	g.record(s.ID)
	if !g.Events {
		return nil
	}
	events, err := g.Registry.EventsOf(ctx, s.Fact.Product, s.Fact.Lot, "", 1)
	if err == nil && len(events.Events) > 0 {
		query := url.Values{"MATCH_anyEPCClass": {trace.ClassURI(g.base, s.Fact)}}
		g.add("epcis", g.base+"/epcis/events?"+query.Encode(), "events", typeJSON)
	}
	return err
}

// told says by link types what the page of a product tells.
func told(p *trace.Product) (types []string) {
	for _, t := range []struct {
		linkType string
		is       bool
	}{
		{"allergenInfo", p.Allergens != ""},
		{"consumerHandlingStorageInfo", p.Storage != "" || p.Carry != ""},
		{"ingredientsInfo", p.Ingredients != ""},
		{"instructions", p.Usage != ""},
		{"nutritionalInfo", p.Nutrition != nil},
		{"safetyInfo", p.Warning != ""},
	} {
		if t.is {
			types = append(types, t.linkType)
		}
	}
	return types
}

func (g *gatherer) product(ctx context.Context, found *trace.Identified, s *trace.Stated[*trace.Product]) error {
	p := s.Fact
	page := g.base + "/products/" + p.ID
	g.begin(p.Name, page, "pip", "product")
	for _, linkType := range told(p) {
		g.page(linkType, page, linkType)
	}
	g.add("masterData", page+"/json", "data", typeJSON)
	g.record(s.ID)
	if found.Recognition != nil {
		g.page("certificationInfo", page, "stars")
		g.add("certificationInfo", g.base+"/records/"+strings.TrimPrefix(found.Recognition.ID, "urn:uuid:"), "recognition", typeVC)
	}
	if found.Offered {
		g.page("hasRetailers", page, "shops")
	}
	g.channels(p.Channels)
	if p.Video != "" {
		g.add("relatedVideo", p.Video, "video", "")
	}
	if found.Maker.Website != "" {
		g.site(found.Maker)
	}
	return g.photos(ctx, p.Photos)
}

// channels are shops on line, by the names that the producer gives them.
func (g *gatherer) channels(links []trace.Link) {
	for _, l := range links {
		g.level.Links = append(g.level.Links, Link{Type: "hasRetailers", Href: l.URL, Title: l.Name})
	}
}

func (g *gatherer) site(e *trace.Entity) {
	g.level.Links = append(g.level.Links, Link{Type: "homepage", Href: e.Website, Title: e.Name})
}

func (g *gatherer) photos(ctx context.Context, photos []trace.Photo) error {
	if g.Photo == nil {
		return nil
	}
	for _, p := range photos {
		path, err := g.Photo(ctx, p)
		if errors.Is(err, trace.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		title := p.Alt
		if title == "" {
			title = g.level.Description
		}
		g.level.Links = append(g.level.Links, Link{Type: "relatedImage", Href: g.base + path, Title: title, Media: typeJPEG})
	}
	return nil
}

func (g *gatherer) entity(ctx context.Context, s *trace.Stated[*trace.Entity]) error {
	e := s.Fact
	g.begin(e.Name, g.base+"/entities/"+e.ID, "registryEntry", "entity")
	g.record(s.ID)
	if e.Website != "" {
		g.site(e)
	}
	g.channels(e.Channels)
	return g.photos(ctx, e.Photos)
}

func (g *gatherer) point(s *trace.Stated[*trace.Point]) {
	page := g.base + "/points/" + s.Fact.ID
	g.begin(s.Fact.Name, page, "locationInfo", "point")
	if s.Fact.Hours != "" {
		g.page("openingHoursInfo", page, "hours")
	}
	g.record(s.ID)
}

// stated are the links that producers give.
func (g *gatherer) stated(links []trace.Stated[*trace.ResolverLink]) {
	for _, l := range links {
		f := l.Fact
		g.level.Links = append(g.level.Links, Link{f.LinkType, f.Href, f.Title, f.Hreflang, f.MediaType})
	}
}
