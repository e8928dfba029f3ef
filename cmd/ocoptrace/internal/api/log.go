package api

import "net/http"

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
