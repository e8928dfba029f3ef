package server

import (
	"context"
	"net/http"

	"github.com/gorilla/mux"
)

// NewRouter returns a router as the service needs it. Variables of a path come
// percent-encoded, so that a "/" within one (%2F) does not part it. Paths are
// taken as they are: one with "//" or ".." is not led to another path, which
// would turn a damaged link into a sound one that names something else.
func NewRouter() *mux.Router {
	r := mux.NewRouter().UseEncodedPath().SkipClean(true)
	r.Use(noteRoute)
	return r
}

type routeKey struct{}

// noRoute is logged for paths that match no route.
const noRoute = "none"

// withRoute gives a request a place to note its route in.
func withRoute(r *http.Request) (*http.Request, *string) {
	route := noRoute
	return r.WithContext(context.WithValue(r.Context(), routeKey{}, &route)), &route
}

// noteRoute notes the pattern of the route that matched.
func noteRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if note, ok := r.Context().Value(routeKey{}).(*string); ok {
			if route := mux.CurrentRoute(r); route != nil {
				if pattern, err := route.GetPathTemplate(); err == nil {
					*note = pattern
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}
