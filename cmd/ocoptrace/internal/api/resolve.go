package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

const resolveMethods = "GET, HEAD, OPTIONS"

// resolve answers a GS1 Digital Link as a GS1-conformant resolver 1.2.1 does:
// 307 to the default link, 400 for bad syntax, 404 for what is not known.
func (a *API) resolve(w http.ResponseWriter, r *http.Request) {
	allowOrigins(w.Header())
	varies(w.Header())
	target, err := a.target(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	if r.URL.RawQuery != "" {
		target += "?" + r.URL.RawQuery // as it came, not encoded again
	}
	w.Header().Set("Location", target)
	w.Header().Set("Cache-Control", cacheScan)
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// resolveOptions answers a preflight (Fetch Standard, CORS) and OPTIONS itself.
func resolveOptions(w http.ResponseWriter, _ *http.Request) {
	allowOrigins(w.Header())
	w.Header().Set("Allow", resolveMethods)
	w.WriteHeader(http.StatusNoContent)
}

func allowOrigins(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", resolveMethods)
	h.Set("Access-Control-Allow-Headers", "Accept, Accept-Language")
	h.Set("Access-Control-Max-Age", "86400")
}

// target is the path that a link leads to.
func (a *API) target(r *http.Request) (string, error) {
	link, err := gs1.ParseDigitalLink(a.linkOf(r))
	if err != nil {
		return "", err
	}
	if linkType, ok := link.Extension("linkType"); ok && !isDefaultLink(linkType) {
		return "", fmt.Errorf("%w: there is no link of type %.60q, only gs1:defaultLink", trace.ErrNotFound, linkType)
	}
	t, err := a.config.Registry.Resolve(r.Context(), link)
	if errors.Is(err, code.ErrMalformed) || errors.Is(err, code.ErrCheck) {
		// a serial of GS1's syntax that we cannot have given
		return "", fmt.Errorf("%w: serial (AI 21): %v", trace.ErrNotFound, err)
	}
	if err != nil {
		return "", err
	}
	return a.targetPath(r, t)
}

// targetPath is the page of a target. A batch must have been issued; a label's
// was when the label was.
func (a *API) targetPath(r *http.Request, t trace.Target) (string, error) {
	switch {
	case t.Code != "":
		return codePath(t.Code), nil
	case t.Lot == "":
		return productPath(t.Product), nil
	}
	product, lot, err := subject(t.Product, t.Lot)
	if err != nil {
		return "", err
	}
	if _, err := a.config.Registry.Batch(r.Context(), product, lot); err != nil {
		return "", err
	}
	return batchPath(product, lot), nil
}

// linkOf is the link that was asked for, without one slash at the end.
func (a *API) linkOf(r *http.Request) string {
	link := a.base + strings.TrimSuffix(r.URL.EscapedPath(), "/")
	if r.URL.RawQuery != "" {
		link += "?" + r.URL.RawQuery
	}
	return link
}

// isDefaultLink says whether a linkType is gs1:defaultLink, as a CURIE or in one
// of the spellings of the vocabulary's namespace.
func isDefaultLink(linkType string) bool {
	switch linkType {
	case "gs1:defaultLink", "defaultLink", "https://ref.gs1.org/voc/defaultLink",
		"https://gs1.org/voc/defaultLink", "http://gs1.org/voc/defaultLink":
		return true
	}
	return false
}
