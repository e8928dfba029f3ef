package resolver

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/accept"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
)

// cache is for answers that may change with the next statement.
const cache = "public, max-age=30"

// resolve answers a Digital Link.
func (r *Resolver) resolve(w http.ResponseWriter, req *http.Request) {
	header := w.Header()
	header.Add("Vary", "Accept")
	header.Add("Vary", "Accept-Language")
	link, err := r.parse(req)
	if err != nil {
		r.Fail(w, req, err)
		return
	}
	header.Add("Link", r.linksetLink(link))
	linkType, linkset, err := asked(link, req.Header.Get("Accept"))
	if err != nil {
		r.Fail(w, req, err)
		return
	}
	lang, _ := link.Extension("lang") // as pages are asked for a language
	levels, err := r.Levels(req.Context(), link, locale.Match(req.Header.Get("Accept-Language"), lang))
	if err != nil {
		r.Fail(w, req, err)
		return
	}
	if linkset {
		r.list(w, req, http.StatusOK, levels)
		return
	}
	r.redirect(w, req, levels, linkType)
}

// parse reads the link that is asked for, without one slash at the end.
func (r *Resolver) parse(req *http.Request) (gs1.DigitalLink, error) {
	uri := r.base + strings.TrimSuffix(req.URL.EscapedPath(), "/")
	if req.URL.RawQuery != "" {
		uri += "?" + req.URL.RawQuery
	}
	return gs1.ParseDigitalLink(uri)
}

// linksetLink is where the linkset of a link is (RFC 8288, RFC 9264 section 7).
func (r *Resolver) linksetLink(link gs1.DigitalLink) string {
	bare := gs1.DigitalLink{Stem: link.Stem, Key: link.Key, Qualifiers: link.Qualifiers}
	path := strings.TrimPrefix(bare.String(), "://")
	return fmt.Sprintf(`<%s%s?linkType=linkset>; rel="linkset"; type="%s"`, r.base, path, typeLinkset)
}

// asked is what type of link a client asks for, or that it asks for the linkset.
func asked(link gs1.DigitalLink, media string) (linkType string, linkset bool, err error) {
	value, _ := link.Extension("linkType")
	switch value {
	case "linkset", "all":
		return "", true, nil
	case "":
		form := accept.Choose(media, typeHTML, typeLinkset, typeJSON)
		return gs1.DefaultLink, form == typeLinkset || form == typeJSON, nil
	}
	linkType, ok := gs1.ParseLinkType(value)
	if !ok {
		return "", false, noLink(value)
	}
	return linkType, false, nil
}

func noLink(linkType string) error {
	return fmt.Errorf("%w: there is no link of type %.60q; linkType=linkset lists those that there are", trace.ErrNotFound, linkType)
}

func (r *Resolver) redirect(w http.ResponseWriter, req *http.Request, levels []Level, linkType string) {
	all := find(levels, linkType)
	if len(all) == 0 {
		r.Fail(w, req, noLink(linkType))
		return
	}
	chosen := choose(all, req.Header.Get("Accept"), req.Header.Get("Accept-Language"))
	if len(chosen) > 1 {
		r.list(w, req, http.StatusMultipleChoices, []Level{{levels[0].Anchor, levels[0].Description, chosen}})
		return
	}
	w.Header().Set("Location", withQuery(chosen[0].Href, req.URL.RawQuery))
	w.Header().Set("Cache-Control", cache)
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// withQuery puts a query, as it came, behind the one that a target has, before
// its fragment.
func withQuery(href, query string) string {
	if query == "" {
		return href
	}
	href, fragment, found := strings.Cut(href, "#")
	separator := "?"
	if strings.Contains(href, "?") {
		separator = "&"
	}
	href += separator + query
	if found {
		href += "#" + fragment
	}
	return href
}

// list answers with links, as a page or a linkset.
func (r *Resolver) list(w http.ResponseWriter, req *http.Request, status int, levels []Level) {
	body, err := Linkset(levels)
	if err != nil {
		r.Fail(w, req, err)
		return
	}
	w.Header().Add("Link", "<"+contextURL+`>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`)
	form := accept.Choose(req.Header.Get("Accept"), typeLinkset, typeJSON, typeHTML)
	if form == typeHTML && r.Page != nil {
		r.Page(w, req, status, levels, body)
		return
	}
	if form != typeJSON {
		form = typeLinkset
	}
	if status == http.StatusOK {
		serve(w, req, form, cache, body)
		return
	}
	w.Header().Set("Content-Type", form)
	w.Header().Set("Cache-Control", cache)
	w.WriteHeader(status)
	if req.Method != http.MethodHead {
		w.Write(body) // the client is gone if this fails
	}
}

// tag is an entity tag of a body and its type.
func tag(contentType string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(contentType + "\n"))
	h.Write(body)
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12]) + `"`
}
