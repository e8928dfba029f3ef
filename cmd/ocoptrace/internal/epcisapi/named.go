package epcisapi

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// named registers the addresses of the service's own identifiers in events (see
// trace.CutURI): whoever follows one of a product, batch or business comes to its
// page. Cartons and documents have none.
func (a *API) named(r *mux.Router) {
	for _, kind := range []string{"class", "party", "loc", "obj", "bt"} {
		r.HandleFunc("/"+kind+"/{id}", func(w http.ResponseWriter, r *http.Request) {
			a.setHeaders(w.Header())
			target, err := a.pageOf(r)
			if err != nil {
				a.fail(w, r, a.problemOf(err))
				return
			}
			http.Redirect(w, r, target, http.StatusSeeOther)
		}).Methods(http.MethodGet, http.MethodHead)
	}
}

// pageOf is the path of the page about what an identifier names.
func (a *API) pageOf(r *http.Request) (string, error) {
	kind, id, number, ok := trace.CutURI(a.base, a.base+r.URL.EscapedPath())
	unknown := fmt.Errorf("%w: %.100q names nothing that has a page", trace.ErrNotFound, r.URL.Path)
	switch {
	case !ok:
		return "", unknown
	case kind == "class" && number != "":
		if _, err := a.Registry.Batch(r.Context(), id, number); err != nil {
			return "", err
		}
		return "/batches/" + id + "/" + url.PathEscape(number), nil
	case kind == "class" && !strings.Contains(r.URL.Path, "."):
		if _, err := a.Registry.Product(r.Context(), id); err != nil {
			return "", err
		}
		return "/products/" + id, nil
	case kind == "party" || kind == "loc":
		if _, err := a.Registry.Entity(r.Context(), id); err != nil {
			return "", err
		}
		return "/entities/" + id, nil
	}
	return "", unknown
}
