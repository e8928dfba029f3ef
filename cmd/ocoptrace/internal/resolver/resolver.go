package resolver

import (
	"context"
	"net/http"

	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what a Resolver works with.
type Config struct {
	Registry *trace.Registry

	// Photo is the path that a photo is served at. trace.ErrNotFound where it is
	// not there. nil: no photos are linked.
	Photo func(ctx context.Context, p trace.Photo) (string, error)
	// Events says that everybody may query events at /epcis/events: those of a batch
	// are linked where there are any.
	Events bool
	// Fail answers with an error.
	Fail func(w http.ResponseWriter, r *http.Request, err error)
	// Page answers with levels as a page, for clients that would rather have HTML:
	// status is 200 for all links, 300 where it is to be chosen from them. linkset
	// holds them as Linkset writes them. nil means that all get the linkset.
	Page func(w http.ResponseWriter, r *http.Request, status int, levels []Level, linkset []byte)
}

// A Resolver serves GS1 Digital Links. It is immutable; its methods may be
// called concurrently.
type Resolver struct {
	Config
	base string
}

// New makes a Resolver.
func New(c Config) *Resolver { return &Resolver{Config: c, base: c.Registry.BaseURL()} }

// Keys are the primary keys of the links that are resolved.
var Keys = []string{"01", "414", "417"}

// DescriptionPath is where the description file of the resolver is.
const DescriptionPath = "/.well-known/gs1resolver"

const methods = "GET, HEAD, OPTIONS"

// Routes registers the addresses on a router that uses encoded paths.
func (r *Resolver) Routes(router *mux.Router) {
	register := func(route *mux.Router, h http.HandlerFunc) {
		route.Methods(http.MethodGet, http.MethodHead).HandlerFunc(public(h))
		route.Methods(http.MethodOptions).HandlerFunc(public(r.options))
	}
	for _, key := range Keys {
		register(router.PathPrefix("/"+key+"/").Subrouter(), r.resolve)
	}
	register(router.Path(DescriptionPath).Subrouter(), r.describe)
}

// public lets programs in browsers read an answer, and answers what they ask
// before (Fetch Standard, CORS protocol).
func public(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Access-Control-Allow-Origin", "*")
		header.Set("Access-Control-Allow-Methods", methods)
		header.Set("Access-Control-Allow-Headers", "Accept, Accept-Language")
		header.Set("Access-Control-Expose-Headers", "Link, Location, ETag")
		header.Set("Access-Control-Max-Age", "86400")
		h(w, r)
	}
}

// options answers a preflight and OPTIONS itself.
func (r *Resolver) options(w http.ResponseWriter, req *http.Request) {
	if link, err := r.parse(req); err == nil {
		w.Header().Add("Link", r.linksetLink(link))
	}
	w.Header().Set("Allow", methods)
	w.WriteHeader(http.StatusNoContent)
}
