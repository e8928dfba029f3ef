package epcisapi

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/cmd/ocoptrace/internal/subscription"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Path is where the binding stands.
const Path = "/epcis"

// Config says what an API works with.
type Config struct {
	Registry *trace.Registry
	Accounts *account.Accounts
	Jobs     *capture.Jobs
	Book     *subscription.Book // its Document is set by New
	Now      func() time.Time
	Logger   *slog.Logger // for errors that an operator has to see; nil: none
	// Session is the user who is signed in; nil where sessions do not count.
	Session func(r *http.Request) (account.User, error)
	// Public lets everybody query.
	Public bool
}

// An API serves the binding.
type API struct {
	Config
	base string
}

// New makes an API.
func New(c Config) *API {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	a := &API{c, c.Registry.BaseURL()}
	if c.Book != nil {
		c.Book.Document = a.message
	}
	return a
}

// handler answers a request or says why not.
type handler func(w http.ResponseWriter, r *http.Request) error

// A route is an address with its methods.
type route struct {
	path    string
	methods map[string]handler
}

// Routes registers the addresses on a router that uses encoded paths.
func (a *API) Routes(r *mux.Router) {
	for _, route := range a.routes() {
		r.HandleFunc(Path+route.path, a.serve(route))
	}
	a.named(r)
}

func (a *API) routes() []route {
	all := []route{
		{"", methods(get(a.top))},
		{"/", methods(get(a.top))},
		{"/capture", methods(get(a.jobs), post(a.capture))},
		{"/capture/{id}", methods(get(a.job))},
		{"/events", methods(get(a.events(nil)), post(a.captureOne))},
		{"/events/{id}", methods(get(a.eventByID))},
		{"/queries", methods(get(a.queries), post(a.makeQuery))},
		{"/queries/{name}", methods(get(a.query), remove(a.removeQuery))},
		{"/queries/{name}/events", methods(get(a.queryEvents))},
		{"/queries/{name}/subscriptions", methods(get(a.subscriptions), post(a.subscribe))},
		{"/queries/{name}/subscriptions/{id}", methods(get(a.subscription), remove(a.unsubscribe))},
		{"/nextPageToken/{token}", methods(remove(a.forgetToken))},
	}
	for _, v := range vocabularies {
		all = append(all,
			route{"/" + v.name, methods(get(a.collection(v)))},
			route{"/" + v.name + "/{value}", methods(get(a.member(v)))},
			route{"/" + v.name + "/{value}/events", methods(get(a.events(&v)))})
	}
	return all
}

type method struct {
	name string
	do   handler
}

func get(h handler) method    { return method{http.MethodGet, h} }
func post(h handler) method   { return method{http.MethodPost, h} }
func remove(h handler) method { return method{http.MethodDelete, h} }

func methods(all ...method) map[string]handler {
	m := make(map[string]handler)
	for _, one := range all {
		m[one.name] = one.do
	}
	return m
}

// allow is the header Allow of a route.
func (r route) allow() string {
	var names []string
	for _, name := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		if r.methods[name] != nil {
			names = append(names, name)
		}
		if name == http.MethodGet && r.methods[name] != nil {
			names = append(names, http.MethodHead)
		}
	}
	return strings.Join(append(names, http.MethodOptions), ", ")
}

// serve answers the methods of a route.
func (a *API) serve(route route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a.setHeaders(w.Header())
		name := r.Method
		if name == http.MethodHead {
			name = http.MethodGet
		}
		do := route.methods[name]
		switch {
		case r.Method == http.MethodOptions:
			a.options(w, route)
			return
		case do == nil:
			w.Header().Set("Allow", route.allow())
			a.fail(w, r, problem{Status: http.StatusMethodNotAllowed})
			return
		}
		err := a.acceptable(r)
		if err == nil {
			err = do(w, r)
		}
		if err != nil {
			a.fail(w, r, a.problemOf(err))
		}
	}
}
