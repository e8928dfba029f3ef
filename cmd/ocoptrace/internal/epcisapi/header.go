package epcisapi

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/trace/epcis"
)

// version is that of EPCIS and CBV here: the only one.
const version = "2.0.0"

const (
	typeJSON    = "application/json"
	typeLD      = "application/ld+json"
	typeProblem = "application/problem+json"
)

// setHeaders sets what every answer has. Tokens are sent by programs on purpose
// and sessions by no other site, so other origins may read answers.
func (a *API) setHeaders(h http.Header) {
	h.Set("GS1-EPCIS-Version", version)
	h.Set("GS1-CBV-Version", version)
	h.Set("GS1-Extensions", "ocoptrace="+a.prefix())
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept, Authorization, Cookie")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Link, Location, GS1-Next-Page-Token-Expires, GS1-EPCIS-Version, GS1-CBV-Version, GS1-Extensions, GS1-EPC-Format")
}

// prefix is what "ocoptrace:" stands for.
func (a *API) prefix() string { return a.base + "/ns/v1#" }

// options tells what a route can do (EPCIS 2.0 section 12.4).
func (a *API) options(w http.ResponseWriter, r route) {
	h := w.Header()
	h.Set("Allow", r.allow())
	h.Set("Access-Control-Allow-Methods", r.allow())
	h.Set("Access-Control-Allow-Headers", "Authorization, Accept, Content-Type, GS1-Capture-Error-Behaviour, GS1-EPC-Format, GS1-EPCIS-Version, GS1-EPCIS-Min, GS1-EPCIS-Max, GS1-CBV-Version, GS1-CBV-Min, GS1-CBV-Max, GS1-Extensions")
	h.Set("Access-Control-Max-Age", "86400")
	for _, name := range []string{"GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max"} {
		h.Set(name, version)
	}
	h.Set("GS1-EPC-Format", "Never_Translates")
	h.Set("GS1-CBV-XML-Format", "Never_Translates")
	h.Set("GS1-Vendor-Version", "ocoptrace")
	if r.path == "/capture" {
		h.Set("GS1-EPCIS-Capture-Limit", strconv.Itoa(capture.MaxEvents))
		h.Set("GS1-EPCIS-Capture-File-Size-Limit", strconv.FormatInt(capture.MaxBody, 10))
		h.Set("GS1-Capture-Error-Behaviour", "rollback, proceed")
	}
	w.WriteHeader(http.StatusNoContent)
}

// acceptable says whether a request asks for something that there is: a media
// type, a version, a format.
func (a *API) acceptable(r *http.Request) error {
	if len(r.RequestURI) > maxURI {
		return problem{Status: http.StatusRequestURITooLong, Detail: fmt.Sprintf("an address has at most %d bytes; use a named query", maxURI)}
	}
	if !accepts(r.Header.Get("Accept")) {
		return notAcceptable("answers are " + typeJSON + " or " + typeLD + " only")
	}
	for _, name := range []string{"GS1-EPCIS", "GS1-CBV"} {
		least, most, exact := r.Header.Get(name+"-Min"), r.Header.Get(name+"-Max"), r.Header.Get(name+"-Version")
		if least != "" && before(version, least) || most != "" && before(most, version) || exact != "" && exact != version && exact != "2.0" {
			return notAcceptable(fmt.Sprintf("%s is spoken in version %s only", name, version))
		}
	}
	switch format := r.Header.Get("GS1-EPC-Format"); format {
	case "", "No_Preference", "Never_Translates":
		return nil
	default:
		return notAcceptable(fmt.Sprintf("GS1-EPC-Format %.40q: identifiers come as they were captured (Never_Translates)", format))
	}
}

const maxURI = 8000

func notAcceptable(detail string) problem {
	return problem{Status: http.StatusNotAcceptable, Detail: detail}
}

// accepts says whether an Accept header takes JSON.
func accepts(header string) bool {
	if strings.TrimSpace(header) == "" {
		return true
	}
	for part := range strings.SplitSeq(header, ",") {
		media, params, _ := strings.Cut(strings.ToLower(part), ";")
		switch strings.TrimSpace(media) {
		case "*/*", "application/*", typeJSON, typeLD, typeProblem:
			if q := strings.ReplaceAll(params, " ", ""); !strings.HasPrefix(q, "q=0") || strings.HasPrefix(q, "q=0.") {
				return true
			}
		}
	}
	return false
}

// contentType is what an answer of JSON is called.
func contentType(r *http.Request) string {
	if h := r.Header.Get("Accept"); strings.Contains(h, typeLD) && !strings.Contains(h, typeJSON+",") {
		return typeLD
	}
	return typeJSON
}

// before compares versions such as 1.2 and 2.0.0.
func before(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		x, y := part(as, i), part(bs, i)
		if x != y {
			return x < y
		}
	}
	return false
}

func part(v []string, i int) int {
	if i >= len(v) {
		return 0
	}
	n, err := strconv.Atoi(v[i])
	if err != nil {
		return -1
	}
	return n
}

// namespaces are the prefixes that a request declares: GS1-Extensions of
// prefix=URI, parted by commas, and that of the service.
func (a *API) namespaces(r *http.Request) epcis.Namespaces {
	ns := epcis.Namespaces{"ocoptrace": a.prefix()}
	declared := make(epcis.Namespaces)
	for _, header := range r.Header.Values("GS1-Extensions") {
		for item := range strings.SplitSeq(header, ",") {
			if name, uri, ok := strings.Cut(strings.TrimSpace(item), "="); ok {
				declared[strings.TrimSpace(name)] = strings.TrimSpace(uri)
			}
		}
	}
	maps.Copy(ns, declared)
	return ns
}
