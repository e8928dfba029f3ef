package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"
)

// before is the page that a link to another language leads to from the answer to
// a form: the one that the form was sent from, where the browser names it
// (Referer, RFC 9110 section 10.1.3) and it can be asked for again; otherwise the
// nearest page above the form's own address. A form is never sent again.
func (web *Web) before(r *http.Request) (path string, query url.Values) {
	from, err := url.Parse(r.Referer())
	if err == nil && from.Host != "" && from.Host == r.Host && web.answers(from.EscapedPath()) {
		query = from.Query()
		query.Del("lang")
		return from.EscapedPath(), query
	}
	for path = r.URL.EscapedPath(); !web.answers(path); {
		path = path[:max(strings.LastIndexByte(path, '/'), 0)]
		if path == "" {
			path = "/"
			break
		}
	}
	return path, url.Values{}
}

// answers says whether a path can be asked for with GET.
func (web *Web) answers(path string) bool {
	u, err := url.Parse(path)
	if err != nil || web.router == nil {
		return false
	}
	var match mux.RouteMatch
	return web.router.Match(&http.Request{Method: http.MethodGet, URL: u}, &match) && match.MatchErr == nil
}
