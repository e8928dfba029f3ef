package resolver

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"ocoptrace/trace/gs1"
)

// contextURL is the JSON-LD context of linksets.
const contextURL = "https://ref.gs1.org/standards/resolver/linkset-context"

// description is the description file (GS1-Conformant Resolver Standard,
// description file schema).
type description struct {
	Name      string      `json:"name"`
	Root      string      `json:"resolverRoot"`
	Keys      []string    `json:"supportedPrimaryKeys"`
	LinkTypes []namespace `json:"supportedLinkType"`
	Default   bool        `json:"linkTypeDefaultCanBeLinkset"`
	Context   string      `json:"jsonLdContextLocation"`
}

type namespace struct {
	Namespace string `json:"namespace"`
	Prefix    string `json:"prefix"`
}

func (r *Resolver) describe(w http.ResponseWriter, req *http.Request) {
	body, err := json.Marshal(description{
		Name: r.Registry.Service().Origin, Root: r.base, Keys: Keys,
		LinkTypes: []namespace{{gs1.VocabularyURL, "gs1:"}}, Context: contextURL,
	})
	if err != nil { // a fault of the program
		panic(err)
	}
	serve(w, req, typeJSON, "public, max-age=3600", append(body, '\n'))
}

// serve answers 200, or 304 where the client has the same.
func serve(w http.ResponseWriter, req *http.Request, contentType, cache string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", cache)
	w.Header().Set("ETag", tag(contentType, body))
	http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(body))
}
