package api

import (
	"net/http"
	"strings"

	"ocoptrace/trace"
)

// bundle answers with the file to check a scan without a network.
func (a *API) bundle(scan scanFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s, err := scan(r)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		body, err := s.Bundle().Marshal()
		if err != nil {
			a.fail(w, r, err)
			return
		}
		answer{contentType: typeJSON, cache: cacheScan, file: bundleName(s), body: body}.serve(w, r)
	}
}

// bundleName is CODE.bundle.json, PRODUCT.LOT.bundle.json or
// PRODUCT.bundle.json. Codes, lots and products have no character that a file
// name or a quoted string cannot hold.
func bundleName(s *trace.Scan) string {
	var parts []string
	switch {
	case s.Label != nil:
		parts = []string{s.Label.Code.String()}
	case s.Batch != nil:
		parts = []string{s.Product.Fact.ID, s.Batch.Proven.Fact.Lot}
	default:
		parts = []string{s.Product.Fact.ID}
	}
	return strings.Join(append(parts, "bundle.json"), ".")
}
