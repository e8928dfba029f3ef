package epcisapi

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// A vocabulary is a resource whose members are values that events have.
type vocabulary struct {
	name  string
	of    trace.EventNames
	param string
	bare  func(string) (string, bool) // the word for a Web URI of the standard; nil where there are none
}

var vocabularies = []vocabulary{
	{"eventTypes", trace.EventTypesUsed, "eventType", nil},
	{"epcs", trace.EPCsUsed, "MATCH_anyEPC", nil},
	{"bizSteps", trace.BizStepsUsed, "EQ_bizStep", epcis.BareBizStep},
	{"bizLocations", trace.BizLocationsUsed, "EQ_bizLocation", nil},
	{"readPoints", trace.ReadPointsUsed, "EQ_readPoint", nil},
	{"dispositions", trace.DispositionsUsed, "EQ_disposition", epcis.BareDisposition},
}

// parameter is the query parameter that finds events with a value: of epcs a
// class is looked for among classes.
func (v vocabulary) parameter(value string) string {
	if v.name != "epcs" {
		return v.param
	}
	n := epcis.Normalize(value)
	product := strings.Contains(n, "/01/") && !strings.Contains(n, "/21/") && !strings.Contains(n, "/235/")
	if product || strings.Contains(n, "/class/") || strings.HasPrefix(n, "urn:epc:class:") {
		return "MATCH_anyEPCClass"
	}
	return v.param
}

// A collection is a list of members as the standard has it.
type collection struct {
	Context string   `json:"@context"`
	Type    string   `json:"type"`
	Member  []string `json:"member"`
}

func collectionOf(members []string) collection {
	if members == nil {
		members = []string{}
	}
	return collection{epcis.ContextURL, "Collection", members}
}

func (a *API) top(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayQuery(r); err != nil {
		return err
	}
	write(w, r, http.StatusOK, contentType(r), collectionOf([]string{
		"capture", "events", "queries", "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions",
	}))
	return nil
}

// collection lists the values that events have.
func (a *API) collection(v vocabulary) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := a.mayQuery(r); err != nil {
			return err
		}
		page, err := readPage(r)
		if err != nil {
			return err
		}
		values, more, err := a.Registry.EventValues(r.Context(), v.of, page.after, page.size)
		if err != nil {
			return err
		}
		if more {
			a.linkNext(w, r, tokenOf(values[len(values)-1]))
		}
		if v.bare != nil {
			for i, value := range values {
				if word, ok := v.bare(value); ok {
					values[i] = word
				}
			}
		}
		write(w, r, http.StatusOK, contentType(r), collectionOf(values))
		return nil
	}
}

// member tells what there is of one value.
func (a *API) member(v vocabulary) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := a.mayQuery(r); err != nil {
			return err
		}
		value, err := pathValue(r, "value")
		if err != nil {
			return err
		}
		q, err := epcis.ParseQuery(map[string][]string{v.parameter(value): {value}, "perPage": {"1"}}, nil)
		if err != nil {
			return err
		}
		page, err := a.Registry.Events(r.Context(), &q, "")
		if err != nil {
			return err
		}
		if len(page.Events) == 0 && !slices.Contains(standardTypes, value) {
			return problem{Status: http.StatusNotFound, Detail: "no event has this value"}
		}
		write(w, r, http.StatusOK, contentType(r), collectionOf([]string{"events"}))
		return nil
	}
}

var standardTypes = []string{epcis.ObjectEvent, epcis.AggregationEvent, epcis.TransactionEvent, epcis.TransformationEvent, epcis.AssociationEvent}

// A pageRequest asks for a part of a list.
type pageRequest struct {
	after string
	size  int
}

// readPage reads perPage and nextPageToken where they are all there is.
func readPage(r *http.Request) (pageRequest, error) {
	p := pageRequest{size: trace.EventsPerPage}
	values := r.URL.Query()
	bad := func(detail string) (pageRequest, error) {
		return p, problem{Type: exception + "QueryParameterException", Status: http.StatusBadRequest, Detail: detail}
	}
	for name := range values {
		if name != "perPage" && name != "nextPageToken" {
			return bad("there is no parameter " + strconv.Quote(name) + " here")
		}
	}
	if given := values.Get("perPage"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 {
			return bad("perPage is a whole number from 1")
		}
		p.size = min(n, trace.MaxEventsPerPage)
	}
	after, err := base64.RawURLEncoding.DecodeString(values.Get("nextPageToken"))
	if err != nil {
		return bad("nextPageToken is none that was given")
	}
	p.after = string(after)
	return p, nil
}

func tokenOf(last string) string { return base64.RawURLEncoding.EncodeToString([]byte(last)) }

// forgetToken has nothing to do: a token holds no state.
func (a *API) forgetToken(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayName(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
