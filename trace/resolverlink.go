package trace

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/trace/gs1"

	"golang.org/x/text/language"
)

// A ResolverLink is a link that a producer gives to those who resolve the GS1
// Digital Link of a product, a batch, a place or itself: to a recipe, a test
// report, a shop (GS1-Conformant Resolver Standard). A later statement about the
// same link supersedes this one; what it is about stays.
type ResolverLink struct {
	Type      Kind     `json:"type"`
	ID        string   `json:"link"` // 1-64 of a-z, 0-9 and "-"
	Entity    string   `json:"entity"`
	Product   string   `json:"product,omitempty"`
	Lot       string   `json:"lot,omitempty"`   // with Product: of one batch
	Point     string   `json:"point,omitempty"` // without Product; without both it is about the entity
	LinkType  string   `json:"linkType"`        // one of StatedLinkTypes, "recipeInfo"
	Title     string   `json:"title"`
	Href      string   `json:"href"`                // https or http
	Hreflang  []string `json:"hreflang,omitempty"`  // languages of what it leads to, "vi", "en-GB"; at most 8
	MediaType string   `json:"mediaType,omitempty"` // one of LinkMediaTypes
	Ended     bool     `json:"ended,omitempty"`     // no longer given
	Sample    bool     `json:"sample,omitempty"`
}

// servedLinkTypes are those of which the service gives the links: what it is
// asked for by default, and what stands in its register.
var servedLinkTypes = []string{
	gs1.DefaultLink, "defaultLinkMulti", "epcis", "jws", "masterData", "recallStatus", "registryEntry", "traceability",
	"verificationService", // of GS1 Lightweight Messaging, which is not spoken here
}

// StatedLinkTypes are the link types of which links may be stated.
func StatedLinkTypes() []string {
	return slices.DeleteFunc(slices.Clone(gs1.LinkTypes), func(name string) bool { return slices.Contains(servedLinkTypes, name) })
}

// LinkMediaTypes are those that a link may be said to lead to, all registered
// with IANA.
var LinkMediaTypes = []string{
	"text/html", "application/pdf", "image/jpeg", "image/png", "image/webp", "video/mp4", "audio/mpeg",
	"application/json", "application/ld+json", "application/xml", "text/plain", "text/csv", "application/vc", "application/vc+jwt",
}

// Bounds of what producers give, for each thing that links are about.
const (
	maxStatedLinks   = 100
	maxLinkLanguages = 8
)

// Kind implements Fact.
func (*ResolverLink) Kind() Kind { return KindResolverLink }

func (l *ResolverLink) tidy() {
	l.Type = KindResolverLink
	tidy(&l.ID, &l.Entity, &l.Product, &l.Lot, &l.Point, &l.LinkType, &l.Title, &l.Href, &l.MediaType)
	l.Hreflang = eachOnce(l.Hreflang)
}

// target names what a link is about, in lists.
func (l *ResolverLink) target() string { return linkTarget(l.Entity, l.Product, l.Lot, l.Point) }

func linkTarget(entity, product, lot, point string) string {
	switch {
	case lot != "":
		return "batch/" + batchSubject(product, lot)
	case product != "":
		return "product/" + product
	case point != "":
		return "point/" + point
	}
	return "entity/" + entity
}

func (l *ResolverLink) problems() Problems {
	var f fields
	f.id("link", l.ID)
	f.id("entity", l.Entity)
	if l.Product != "" {
		f.id("product", l.Product)
	}
	if l.Lot != "" {
		f.must(l.Product != "", "product", "required")
		f.lot("lot", l.Lot)
	}
	if l.Point != "" {
		f.id("point", l.Point)
		f.must(l.Product == "", "point", "oneTarget")
	}
	f.must(slices.Contains(StatedLinkTypes(), l.LinkType), "linkType", "badLinkType", shortened(l.LinkType))
	f.required("title", l.Title, maxName)
	f.href("href", l.Href)
	f.atMost("hreflang", len(l.Hreflang), maxLinkLanguages)
	for i, tag := range l.Hreflang {
		f.must(isLinkLanguage(tag), "hreflang."+strconv.Itoa(i), "badLanguage", shortened(tag))
	}
	f.must(l.MediaType == "" || slices.Contains(LinkMediaTypes, l.MediaType), "mediaType", "badMediaType", shortened(l.MediaType))
	return f.problems
}

// href checks an address that people and programs are sent to: absolute, in
// ASCII, with a host name, and neither a password nor a space in it.
func (f *fields) href(field, link string) {
	if link == "" {
		f.add(field, "required")
		return
	}
	f.optional(field, link, maxLine)
	u, err := url.Parse(link)
	sound := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && hostPattern.MatchString(u.Hostname()) &&
		!strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"\\^`{|}", r) })
	f.must(sound, field, "notLink", shortened(link))
}

// hostPattern takes names of at least two labels, which IP addresses are not.
var hostPattern = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]\.?$`)

// linkLanguage is the form that linksets take of BCP 47.
var linkLanguage = regexp.MustCompile(`^[a-z]{2}(-[A-Z]{2})?$`)

func isLinkLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil && linkLanguage.MatchString(tag)
}

func (l *ResolverLink) admit(v view) error {
	if err := v.admitTarget(l); err != nil {
		return err
	}
	if err := v.notOurs(l.Href); err != nil {
		return err
	}
	earlier, err := v.newest(listEntityLink, pair(l.Entity, l.ID), 1)
	if err != nil {
		return err
	}
	if len(earlier) == 0 {
		return v.admitLink(l)
	}
	was, err := factAt[*ResolverLink](v, earlier[0])
	if err == nil && was.target() != l.target() {
		return problem("link", "taken", l.ID, was.target())
	}
	return err
}

// admitTarget says whether what a link is about is the entity's.
func (v view) admitTarget(l *ResolverLink) error {
	if err := v.exists(listEntity, l.Entity, "entity"); err != nil {
		return err
	}
	if l.Product != "" {
		p, err := current[*Product](v, listProduct, l.Product)
		if err != nil {
			return err
		}
		if p == nil || p.Entity != l.Entity {
			return problem("product", "unknownReference", l.Product)
		}
	}
	if l.Lot != "" {
		return v.exists(listBatch, batchSubject(l.Product, l.Lot), "lot")
	}
	if l.Point != "" {
		p, err := current[*Point](v, listPoint, l.Point)
		if err != nil {
			return err
		}
		if p == nil || p.Entity != l.Entity {
			return problem("point", "unknownReference", l.Point)
		}
	}
	return nil
}

// admitLink bounds how many links there are about one thing.
func (v view) admitLink(l *ResolverLink) error {
	n := 0
	err := v.subjects(prefixOf(regPrefix+"s/"+listResolverLink, l.target()), "", func(string, int64) error {
		n++
		return nil
	})
	if err == nil && n >= maxStatedLinks {
		return problem("link", "tooMany", n+1, maxStatedLinks)
	}
	return err
}

// notOurs refuses a link that leads back to this service, whose own links are
// given anyway: through the resolver it could lead to itself.
func (v view) notOurs(href string) error {
	service, err := current[*Service](v, listService, subjectService)
	if err != nil {
		return err
	}
	if sameHost(href, service.BaseURL) {
		return problem("href", "ownLink", shortened(href))
	}
	return nil
}

func sameHost(a, b string) bool {
	first, err := url.Parse(a)
	if err != nil {
		return false
	}
	second, err := url.Parse(b)
	host := func(u *url.URL) string { return strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")) }
	return err == nil && host(first) == host(second)
}

func (l *ResolverLink) rows(index int64) []row {
	return []row{
		listRow(listResolverLink, pair(l.target(), l.ID), index),
		listRow(listEntityLink, pair(l.Entity, l.ID), index),
	}
}
