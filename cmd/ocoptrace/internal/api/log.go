package api

import (
	"errors"
	"net/http"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

// checkpoint answers with the newest checkpoint, publishing the first if there
// is none yet.
func (a *API) checkpoint(w http.ResponseWriter, r *http.Request) {
	c := a.config.Registry.Published()
	if c.Size == 0 {
		var err error
		if c, err = a.config.Registry.Publish(r.Context()); err != nil {
			a.fail(w, r, err)
			return
		}
	}
	answer{contentType: typeText, cache: cacheHead, body: c.Note}.serve(w, r)
}

// tile answers with a tile of the published tree, which never changes. A path
// that is none, and a tile that is not there yet, is not found.
func (a *API) tile(w http.ResponseWriter, r *http.Request) {
	data, err := a.config.Registry.Tile(r.Context(), strings.TrimPrefix(r.URL.EscapedPath(), "/log/"))
	switch {
	case errors.Is(err, translog.ErrMalformed), errors.Is(err, trace.ErrNotFound):
		a.Status(w, r, http.StatusNotFound)
	case err != nil:
		a.fail(w, r, err)
	default:
		answer{contentType: typeBytes, cache: cacheRecord, body: data}.serve(w, r)
	}
}
