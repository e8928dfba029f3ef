package api

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/accept"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"

	"github.com/gorilla/mux"
)

// uuidText is a UUID as ids of statements have it (RFC 9562 section 4).
var uuidText = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// evidence proves the record that a path names. Its letters may be capitals.
func (a *API) evidence(r *http.Request) (*trace.Evidence, translog.Checkpoint, error) {
	uuid := strings.ToLower(mux.Vars(r)["uuid"])
	if !uuidText.MatchString(uuid) {
		return nil, translog.Checkpoint{}, fmt.Errorf("%w: %.60q is not the UUID of a record", trace.ErrNotFound, uuid)
	}
	return a.config.Registry.ProveID(r.Context(), uuidPrefix+uuid)
}

// recordTypes are the types that a record can be had as, the best first. All but
// the last are the same bytes.
var recordTypes = []string{typeVC, typeLD, typeJSON, typeJWT}

func (a *API) record(w http.ResponseWriter, r *http.Request) {
	varies(w.Header())
	form := recordForm(r.Header.Get("Accept"))
	switch form {
	case "":
		a.failStatus(w, r, problem{
			Status: http.StatusNotAcceptable, Available: recordTypes,
			Detail: "There is a record in other forms than Accept asks for; available lists them.",
		})
		return
	case typeJWT:
		a.jwt(w, r)
		return
	}
	e, _, err := a.evidence(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	answer{contentType: form, cache: cacheRecord, body: e.Record}.serve(w, r)
}

// recordForm picks the type of a record. A browser, which asks for HTML before
// all, gets JSON, which it can show.
func recordForm(header string) string {
	if accept.Choose(header, append(recordTypes, typeHTML)...) == typeHTML {
		return typeJSON
	}
	return accept.Choose(header, recordTypes...)
}

func (a *API) jwt(w http.ResponseWriter, r *http.Request) {
	e, _, err := a.evidence(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	token, err := a.config.Registry.JWT(r.Context(), e)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	answer{contentType: typeJWT, cache: cacheRecord, body: []byte(token)}.serve(w, r)
}

func (a *API) proof(w http.ResponseWriter, r *http.Request) {
	e, checkpoint, err := a.evidence(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	answer{contentType: typeText, cache: cacheScan, body: e.Proof(checkpoint).Marshal()}.serve(w, r)
}
