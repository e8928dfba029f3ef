package epcisapi

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace/tracetest"
)

func five(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	if job := w.captured(t, w.lan, document(fiveEvents...)); !job.Success {
		t.Fatalf("%+v", job)
	}
	return w
}

// Each address finds what the parameter of the same meaning finds.
func TestQuery(t *testing.T) {
	w := five(t)
	esc := url.PathEscape
	lot := "https://id.gs1.org/01/09520000000011/10/ST-01"
	for path, types := range map[string]string{
		"/events?eventType=ObjectEvent|TransactionEvent":                                            "Transaction Object",
		"/events?EQ_bizStep=packing":                                                                "Aggregation",
		"/events?EQ_bizStep=packing&linkType=gs1:epcis":                                             "Aggregation",
		"/events?MATCH_anyEPCClass=" + url.QueryEscape(lot):                                         "Aggregation Transformation Object",
		"/events?MATCH_epc=https://tx.example.vn/obj/htx.thung-1":                                   "Transaction",
		"/events?EQ_ocop:note=x":                                                                    "",
		"/events?GE_eventTime=2026-11-20T09:00:00%2B07:00&LT_eventTime=2026-11-20T11:00:00%2B07:00": "Aggregation Transformation",
		"/events?orderBy=eventTime&orderDirection=ASC&eventCountLimit=2":                            "Object Transformation",
		"/eventTypes/ObjectEvent/events":                                                            "Object",
		"/eventTypes/ObjectEvent/events?EQ_action=OBSERVE":                                          "",
		"/bizSteps/commissioning/events":                                                            "Transformation Object",
		"/bizSteps/" + esc("https://ref.gs1.org/cbv/BizStep-packing") + "/events":                   "Aggregation",
		"/dispositions/active/events":                                                               "Object",
		"/readPoints/" + esc("urn:epc:id:sgln:9521234.00001.0") + "/events":                         "Object",
		"/bizLocations/" + esc("https://tx.example.vn/loc/"+entity) + "/events":                     "Object",
		"/epcs/" + esc(lot) + "/events":                                                             "Aggregation Transformation Object",
		"/epcs/" + esc("https://tx.example.vn/obj/htx.thung-1") + "/events":                         "Transaction Association Aggregation",
		"/epcs/" + esc("https://tx.example.vn/class/thoc.T-1") + "/events":                          "Transformation",
	} {
		r := w.do(w.lan, "GET", "/epcis"+path, "", "GS1-Extensions: ocop=https://tx.example.vn/ns/")
		var d struct {
			Body struct {
				Results struct {
					Body struct {
						Events []struct{ Type string } `json:"eventList"`
					} `json:"resultsBody"`
				} `json:"queryResults"`
			} `json:"epcisBody"`
		}
		if err := json.Unmarshal(want(t, r, 200).Body.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range d.Body.Results.Body.Events {
			got = append(got, strings.TrimSuffix(e.Type, "Event"))
		}
		if strings.Join(got, " ") != types {
			t.Errorf("%s: %v, want %s", path, got, types)
		}
	}
}

// Pages follow each other by their links and hold every event once.
func TestPages(t *testing.T) {
	w := five(t)
	for path, n := range map[string]int{"/epcis/events?perPage=2": 5, "/epcis/events?perPage=2&orderBy=recordTime&orderDirection=ASC": 5, "/epcis/events?perPage=2&eventCountLimit=3&orderBy=eventTime": 3} {
		seen := map[string]bool{}
		pages := 0
		for next := path; next != ""; pages++ {
			d, answer := w.queried(t, next)
			for _, e := range d.Events {
				seen[e.EventID] = true
			}
			next = nextLink(t, answer.Header())
		}
		if len(seen) != n || pages != (n+1)/2 {
			t.Errorf("%s: %d events on %d pages", path, len(seen), pages)
		}
	}
	var all []string
	for next := "/epcis/epcs?perPage=2"; next != ""; {
		answer := want(t, w.do(w.lan, "GET", next, ""), 200)
		var c collection
		if err := json.Unmarshal(answer.Body.Bytes(), &c); err != nil || c.Type != "Collection" || len(c.Member) == 0 {
			t.Fatalf("%s: %v", answer.Body, err)
		}
		all = append(all, c.Member...)
		next = nextLink(t, answer.Header())
	}
	if len(all) != 5 || !slices.IsSorted(all) {
		t.Errorf("%d EPCs and classes: %v", len(all), all)
	}
}

// nextLink is the address of the next page on this service; "" for the last.
func nextLink(t testing.TB, h http.Header) string {
	t.Helper()
	link := h.Get("Link")
	if link == "" {
		return ""
	}
	at, rest, _ := strings.Cut(strings.TrimPrefix(link, "<"), ">")
	if rest != `; rel="next"` || h.Get("GS1-Next-Page-Token-Expires") == "" {
		t.Errorf("Link %q", link)
	}
	return strings.TrimPrefix(at, tracetest.BaseURL)
}

func TestQueryRefused(t *testing.T) {
	w := five(t)
	get := func(token, path string, headers ...string) func(status int, exception string) problem {
		return func(status int, exception string) problem {
			t.Helper()
			return failed(t, w.do(token, "GET", "/epcis"+path, "", headers...), status, exception)
		}
	}
	get("", "/events")(401, "SecurityException")
	get(w.old, "/events")(403, "SecurityException")
	p := get(w.lan, "/events?EQ_bizStep=dancing&EQ_unknown=1&GE_temperature=3")(400, "QueryParameterException")
	if len(p.Errors) != 3 || p.Errors[0].Path != "EQ_bizStep" {
		t.Errorf("%+v", p.Errors)
	}
	get(w.lan, "/events?nextPageToken=nonsense")(400, "QueryParameterException")
	get(w.lan, "/epcs?colour=red")(400, "QueryParameterException")
	get(w.lan, "/events?maxEventCount=4")(413, "QueryTooLargeException")
	get(w.lan, "/events?x="+strings.Repeat("y", 8000))(414, "URITooLongException")
	get(w.lan, "/events/urn:uuid:0")(404, "NoSuchResourceException")
	get(w.lan, "/bizSteps/stocking")(404, "NoSuchResourceException")
	get(w.lan, "/queries/none/events")(404, "NoSuchNameException")
	get(w.lan, "/events", "GS1-EPC-Format: Always_EPC_URN")(406, "NotAcceptableException")
	get(w.lan, "/events", "GS1-EPCIS-Max: 1.2")(406, "NotAcceptableException")
	get(w.lan, "/events", "Accept: application/xml")(406, "NotAcceptableException")
	answer := w.do(w.lan, "PUT", "/epcis/events", "")
	if answer.Code != 405 || answer.Header().Get("Allow") != "GET, HEAD, POST, OPTIONS" {
		t.Errorf("PUT: %d, Allow %q", answer.Code, answer.Header().Get("Allow"))
	}
	w.api.Public = true
	want(t, w.do("", "GET", "/epcis/events", ""), 200)
	failed(t, w.do("", "GET", "/epcis/capture", ""), 401, "SecurityException")
}

func TestOptions(t *testing.T) {
	w := newWorld(t)
	for path, allow := range map[string]string{
		"/epcis/": "GET, HEAD, OPTIONS", "/epcis/capture": "GET, HEAD, POST, OPTIONS", "/epcis/events/x": "GET, HEAD, OPTIONS",
		"/epcis/queries/q": "GET, HEAD, DELETE, OPTIONS", "/epcis/epcs/x/events": "GET, HEAD, OPTIONS", "/epcis/nextPageToken/x": "DELETE, OPTIONS",
	} {
		h := want(t, w.do("", "OPTIONS", path, ""), http.StatusNoContent).Header()
		if h.Get("Allow") != allow || h.Get("GS1-EPCIS-Min") != "2.0.0" || h.Get("GS1-EPCIS-Version") != "2.0.0" {
			t.Errorf("%s: %v", path, h)
		}
		if (h.Get("GS1-EPCIS-Capture-Limit") == "200000") != (path == "/epcis/capture") {
			t.Errorf("%s: capture limit %q", path, h.Get("GS1-EPCIS-Capture-Limit"))
		}
	}
	top := want(t, w.do(w.auditor, "GET", "/epcis/", "", "Accept: application/ld+json"), 200)
	if top.Header().Get("Content-Type") != typeLD || strings.Count(top.Body.String(), `"`) < 24 {
		t.Errorf("%v %s", top.Header(), top.Body)
	}
}

func TestNamedQueries(t *testing.T) {
	w := five(t)
	body := `{"name":"dong-goi","query":{"EQ_bizStep":["packing","commissioning"],"EQ_action":"ADD"}}`
	at := want(t, w.do(w.lan, "POST", "/epcis/queries", body), http.StatusCreated).Header().Get("Location")
	if at != tracetest.BaseURL+"/epcis/queries/dong-goi" {
		t.Error(at)
	}
	failed(t, w.do(w.minh, "POST", "/epcis/queries", body), http.StatusConflict, "ResourceAlreadyExistsException")
	failed(t, w.do(w.lan, "POST", "/epcis/queries", strings.Replace(body, "packing", "dancing", 1)), 400, "QueryParameterException")
	failed(t, w.do(w.lan, "POST", "/epcis/queries", strings.Replace(body, "dong-goi", "đóng gói", 1)), 400, "ValidationException")
	d, _ := w.queried(t, "/epcis/queries/dong-goi/events?perPage=1")
	if d.QueryName != "dong-goi" || len(d.Events) != 1 || d.Events[0].BizStep != "packing" {
		t.Errorf("%+v", d)
	}
	if got := want(t, w.do(w.lan, "GET", "/epcis/queries", ""), 200).Body.String(); got != "["+strings.Replace(body, "\n", "", 1)+"]\n" {
		t.Errorf("%s", got)
	}
	failed(t, w.do(w.lan, "GET", "/epcis/queries/dong-goi/events?EQ_action=ADD", ""), 400, "QueryParameterException")
	failed(t, w.do(w.minh, "DELETE", "/epcis/queries/dong-goi", ""), 403, "SecurityException")
	want(t, w.do(w.lan, "DELETE", "/epcis/queries/dong-goi", ""), http.StatusNoContent)
	failed(t, w.do(w.lan, "GET", "/epcis/queries/dong-goi", ""), 404, "NoSuchNameException")
}

// The service's own identifiers lead to pages.
func TestNamed(t *testing.T) {
	w := newWorld(t)
	for path, to := range map[string]string{
		"/class/gao-seng-cu.ST-01": "/batches/gao-seng-cu/ST-01", "/class/gao-seng-cu": "/products/gao-seng-cu",
		"/party/" + entity: "/entities/" + entity, "/loc/" + entity: "/entities/" + entity,
		"/class/gao-seng-cu.no": "", "/class/gao-seng-cu.": "", "/party/nobody": "", "/obj/" + entity + ".1": "",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = path
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		if got := answer.Header().Get("Location"); got != to || answer.Code != map[bool]int{true: 404, false: 303}[to == ""] {
			t.Errorf("%s: %d to %q, want %q", path, answer.Code, got, to)
		}
	}
}
