package api

import (
	"log/slog"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/accept"
	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"github.com/gorilla/mux"
)

// Config says what an API works with.
type Config struct {
	Registry *trace.Registry
	Logger   *slog.Logger // for errors that an operator has to see; nil: none

	// ErrorPage answers with the page of an error, for clients that would rather
	// have HTML. nil means that all get problem+json.
	ErrorPage func(w http.ResponseWriter, r *http.Request, err error)
	// StatusPage does the same for a status. nil as for ErrorPage.
	StatusPage func(w http.ResponseWriter, r *http.Request, status int)
	// Policy is what /log/policy answers, c2sp.org/tlog-policy. nil means one
	// that trusts the log's key without witnesses.
	Policy []byte
}

// An API serves what is not a page.
type API struct {
	config   Config
	base     string
	fixed    map[string]answer // by path: what does not change while the process runs
	problems string            // URL of the list of problem types
}

// New makes an API ready. It fails only where the registry's base URL or keys
// have no DID document.
func New(c Config) (*API, error) {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	a := &API{config: c, base: c.Registry.BaseURL()}
	a.problems = a.base + problemsPath
	service := c.Registry.Service()
	did, err := credential.DIDWeb(a.base)
	if err != nil {
		return nil, err
	}
	document, err := credential.DIDDocument(did, service.IssuerKeys)
	if err != nil {
		return nil, err
	}
	terms, err := contextDocument(a.base + trace.ContextPath)
	if err != nil {
		return nil, err
	}
	a.fixed = map[string]answer{
		didPath:           fixed(typeDID, document),
		trace.ContextPath: fixed(typeLD, terms),
		problemsPath:      fixed(typeText, problemTypes()),
		"/log/vkey":       fixed(typeText, []byte(service.LogKey+"\n")),
		"/log/policy":     fixed(typeText, policyOf(c, service)),
	}
	return a, nil
}

// policyOf is the policy to recommend to those who verify.
func policyOf(c Config, service trace.Service) []byte {
	if c.Policy != nil {
		return c.Policy
	}
	return translog.LogPolicy(service.LogKey)
}

const (
	didPath      = "/.well-known/did.json"
	problemsPath = "/ns/problems"
)

// Routes registers the addresses on a router that uses encoded paths. Register
// them before the pages: those that are shared are told apart by Accept.
func (a *API) Routes(r *mux.Router) {
	get := func(path string, h http.HandlerFunc) *mux.Route {
		return r.HandleFunc(path, public(h)).Methods(http.MethodGet, http.MethodHead)
	}
	for _, s := range []struct {
		path string
		scan scanFunc
	}{
		{"/x/{code}", a.scanCode},
		{"/batches/{product}/{lot}", a.scanBatch},
		{"/products/{product}", a.scanProduct},
	} {
		get(s.path, a.negotiated(s.scan)).MatcherFunc(wantsData)
		get(s.path+"/json", a.scanJSON(s.scan))
		get(s.path+"/bundle", a.bundle(s.scan))
	}
	get("/records/{uuid}", a.record)
	get("/records/{uuid}/jwt", a.jwt)
	get("/records/{uuid}/proof", a.proof)
	get("/log/checkpoint", a.checkpoint)
	get("/log/tile/{tile:.+}", a.tile)
	for path, answer := range a.fixed {
		get(path, a.document(answer))
	}
}

// public lets programs in browsers read an answer (Fetch Standard, CORS).
func public(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		h(w, r)
	}
}

// fixed is an answer that may be kept for an hour.
func fixed(contentType string, body []byte) answer {
	return answer{contentType: contentType, cache: "public, max-age=3600", body: body}
}

// document answers what does not change. A browser, and who asks for plain
// JSON, gets JSON documents under a type that it can show.
func (a *API) document(doc answer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		header := r.Header.Get("Accept")
		doc := doc
		if doc.contentType != typeText {
			varies(w.Header())
			if accept.Names(header, "text/html") || accept.Quality(header, doc.contentType) == 0 {
				doc.contentType = typeJSON
			}
		}
		doc.serve(w, r)
	}
}
