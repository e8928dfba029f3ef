package orders

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Path is where everything of this package is.
const Path = "/api/v1"

// maxBody bounds what may be sent, in bytes.
const maxBody = 64 << 10

// Config says what an API works with.
type Config struct {
	Registry *trace.Registry
	Accounts *account.Accounts
	Trail    *audit.Trail
	// Fail answers with an error, Status with a status that is no finding.
	Fail   func(w http.ResponseWriter, r *http.Request, err error)
	Status func(w http.ResponseWriter, r *http.Request, status int)
}

// An API serves programs with tokens. Its methods may be called concurrently.
type API struct {
	Config
	description []byte
}

// New makes an API ready.
func New(c Config) (*API, error) {
	description, err := describe(c.Registry.BaseURL())
	return &API{c, description}, err
}

// An endpoint is one thing to ask for.
type endpoint struct {
	method, path string
	scope        account.Permission
	serve        func(*call) error
}

// endpoints are all that need a token.
var endpoints = []endpoint{
	{http.MethodPost, Path + "/batches", account.BatchIssue, issueBatch},
	{http.MethodPost, Path + "/runs", account.LabelsPrint, orderRun},
	{http.MethodGet, Path + "/runs/{run}/labels", account.LabelsPrint, listLabels},
	{http.MethodGet, Path + "/ledger/{product}/{lot}", account.LabelsPrint, showLedger},
}

// Routes registers the addresses on a router that uses encoded paths.
func (a *API) Routes(r *mux.Router) {
	for _, e := range endpoints {
		methods := []string{e.method}
		if e.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.HandleFunc(e.path, a.guarded(e)).Methods(methods...)
	}
	r.HandleFunc(Path+"/openapi.json", a.describe).Methods(http.MethodGet, http.MethodHead)
}

func (a *API) describe(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	if r.Method != http.MethodHead {
		w.Write(a.description) // the client is gone if this fails
	}
}

// A call is one request of somebody with a token.
type call struct {
	*API
	w     http.ResponseWriter
	r     *http.Request
	grant account.Grant
}

// guarded asks for a token with the endpoint's scope.
func (a *API) guarded(e endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		grant, err := a.Accounts.Token(r.Context(), r.Header.Get("Authorization"))
		switch {
		case errors.Is(err, account.ErrNoToken):
			challenge := `Bearer realm="ocoptrace"`
			if r.Header.Get("Authorization") != "" {
				challenge += `, error="invalid_token"`
			}
			w.Header().Set("WWW-Authenticate", challenge)
			a.Status(w, r, http.StatusUnauthorized)
			return
		case err != nil:
			a.Fail(w, r, err)
			return
		case !grant.May(e.scope):
			w.Header().Set("WWW-Authenticate", `Bearer realm="ocoptrace", error="insufficient_scope", scope="`+string(e.scope)+`"`)
			a.Status(w, r, http.StatusForbidden)
			return
		}
		r = r.WithContext(audit.As(r.Context(), audit.Actor{Who: grant.User.Name, From: audit.API}))
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		c := &call{a, w, r, grant}
		if err := e.serve(c); err != nil {
			c.fail(err)
		}
	}
}

// A refusal is an error of the exchange itself.
type refusal struct{ status int }

func (e refusal) Error() string { return http.StatusText(e.status) }

func (c *call) fail(err error) {
	var (
		refused refusal
		large   *http.MaxBytesError
	)
	switch {
	case errors.As(err, &refused):
		c.Status(c.w, c.r, refused.status)
	case errors.As(err, &large):
		c.Status(c.w, c.r, http.StatusRequestEntityTooLarge)
	default:
		c.Fail(c.w, c.r, err)
	}
}

// variable is a part of the path; "" if it is not well formed.
func (c *call) variable(name string) string {
	s, err := url.PathUnescape(mux.Vars(c.r)[name])
	if err != nil {
		return ""
	}
	return s
}

// answer answers with JSON.
func (c *call) answer(status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	if c.r.Method != http.MethodHead {
		c.w.Write(append(text, '\n')) // the client is gone if this fails
	}
	return nil
}
