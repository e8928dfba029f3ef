package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"

	"github.com/gorilla/mux"
)

// Unkept names POST pages, by the paths they are registered with, that are not
// kept in the audit trail when they lead on: those that change nothing, and
// those whose changes package account keeps by itself.
func (c *Console) Unkept(paths ...string) { c.unkept = append(c.unkept, paths...) }

// IsUnkept says whether Unkept named the path of a page.
func (c *Console) IsUnkept(path string) bool { return slices.Contains(c.unkept, path) }

// ActionOf is the name under which the audit trail has what a POST to a path of
// the console does: the path without the part that all have in common, without
// its variables, and with dots. "/console/runs/{run}/status" is "runs.status".
func ActionOf(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "console" || strings.HasPrefix(part, "{") })
	return strings.ToLower(strings.Join(parts, "."))
}

// Actions are the names that the audit trail may have, sorted.
func (c *Console) Actions() []string {
	all := slices.Concat(account.Actions(), c.acts)
	slices.Sort(all)
	return slices.Compact(all)
}

// collectActions notes the actions of all POST pages of a router.
func (c *Console) collectActions(r *mux.Router) error {
	c.acts = []string{"audit.download"}
	return r.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		methods, err := route.GetMethods()
		if err != nil || !slices.Contains(methods, http.MethodPost) {
			return nil // no page of the console
		}
		path, err := route.GetPathTemplate()
		if err == nil && strings.HasPrefix(path, homePath+"/") && !c.IsUnkept(path) {
			c.acts = append(c.acts, ActionOf(path))
		}
		return err
	})
}

// A keeper has what a POST did kept in the audit trail before the answer says
// that it is done (303). If that fails, nothing of the answer is sent: a form
// that is sent again does its deed once.
type keeper struct {
	http.ResponseWriter
	keep func() error
	err  error
}

func (k *keeper) WriteHeader(status int) {
	if status == http.StatusSeeOther {
		k.err = k.keep()
	}
	if k.err == nil {
		k.ResponseWriter.WriteHeader(status)
	}
}

func (k *keeper) Write(b []byte) (int, error) {
	if k.err != nil {
		return 0, k.err
	}
	return k.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (k *keeper) Unwrap() http.ResponseWriter { return k.ResponseWriter }

var errNoRoute = errors.New("console: a page that no route leads to")

// kept answers a POST of somebody who is signed in, and keeps it.
func (v *Visit) kept(f func(*Visit) error) error {
	route := mux.CurrentRoute(v.R)
	if route == nil {
		return errNoRoute
	}
	path, err := route.GetPathTemplate()
	if err != nil {
		return err
	}
	if v.IsUnkept(path) {
		return f(v)
	}
	k := &keeper{ResponseWriter: v.W, keep: func() error { return v.Trail.Record(v.Ctx(), ActionOf(path), v.subject()) }}
	v.W = k
	err = f(v)
	v.W = k.ResponseWriter
	if k.err == nil {
		return err
	}
	v.W.Header().Del("Location")
	v.W.Header().Del("Set-Cookie")
	return k.err
}

// subjectFields are the fields of forms that say what something is done to.
var subjectFields = []string{"product", "lot", "number", "run", "batch", "at", "from", "to", "id", "name", "template", "printer"}

// subject is what a POST is done to: the variables of its path, else those of
// the fields above that it has, joined by "/".
func (v *Visit) subject() string {
	var parts []string
	path, _ := mux.CurrentRoute(v.R).GetPathTemplate()
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			name, _, _ = strings.Cut(strings.TrimSuffix(name, "}"), ":")
			parts = append(parts, v.Variable(name))
		}
	}
	if len(parts) == 0 {
		for _, name := range subjectFields {
			if value := v.R.PostForm.Get(name); value != "" {
				parts = append(parts, value)
			}
		}
	}
	return strings.Join(parts, "/")
}
