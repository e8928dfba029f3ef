package resolver

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

func TestDefaultLink(t *testing.T) {
	w := newWorld(t)
	code := w.label.Code.String()
	for _, c := range []struct{ path, want string }{
		{"/01/" + gtin, "/products/" + rice},
		{"/01/" + gtin + "/", "/products/" + rice},
		{"/01/" + gtin + "/22/V1", "/products/" + rice},
		{"/01/" + gtin + "/235/T1", "/products/" + rice},
		{"/01/" + gtin + "/10/ST-01", "/batches/" + rice + "/ST-01"},
		{"/01/" + gtin + "/22/V1/10/ST%2D01/", "/batches/" + rice + "/ST-01"},
		{"/01/" + gtin + "/10/ST-01/21/" + code, "/x/" + code},
		{"/01/" + gtin + "/21/" + strings.ToLower(code), "/x/" + code},
		{"/01/" + gtin + "/10/ST-01?17=271120&utm=a%2fb&&c=%C3%A9", "/batches/" + rice + "/ST-01?17=271120&utm=a%2fb&&c=%C3%A9"},
		{"/01/" + gtin + "?linkType=gs1:defaultLink", "/products/" + rice + "?linkType=gs1:defaultLink"},
		{"/01/" + gtin + "?linkType=", "/products/" + rice + "?linkType="},
		{"/417/" + party, "/entities/htx-gao-ruong-mau"},
		{"/417/" + party + "/7040/1ABC", "/entities/htx-gao-ruong-mau"},
		{"/414/" + place, "/points/quay-mau"},
		{"/414/" + place + "/254/K1", "/points/ke-mau"},
		{"/414/" + place + "/254/K2", "/points/quay-mau"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			answer := w.ask(method, c.path)
			if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusTemporaryRedirect || got != base+c.want {
				t.Errorf("%s %s: %d to %q, want %q", method, c.path, answer.StatusCode, got, c.want)
			}
		}
	}
}

func TestBadLinks(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{
		"/01/09520000000012", "/01/9520000000011", "/01/" + gtin + "/foo", "/01/" + gtin + "//", "/01//10/ST-01", "/01/../" + gtin,
		"/01/" + gtin + "/10/..", "/01/" + gtin + "/21/A/10/ST-01", "/01/" + gtin + "/10/ST-01?17=261301", "/01/" + gtin + "/10/ST-01?10=ST-02",
		"/01/" + gtin + "/10/%C4%90", "/01/" + gtin + "/10/" + strings.Repeat("A", 21), "/01/02000000000008", "/01/00000000000000",
		"/01/" + gtin + "/10/" + strings.Repeat("A", 1<<16), "/01/" + gtin + "/235/T/10/ST-01", "/417/8930000000010", "/414/" + place + "/foo",
		"/414/" + place + "/254/K1/7040/1ABC", "/01/" + gtin + "?linkType=a&linkType=b",
	} {
		for _, accept := range []string{"*/*", typeLinkset} {
			if answer := w.ask("GET", path, "Accept: "+accept); answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%.80s: %d", path, answer.StatusCode)
			}
		}
	}
}

// A link is unknown where one of its parts is, or where they do not belong
// together; the linkset of it is not there either.
func TestUnknownLinks(t *testing.T) {
	w := newWorld(t)
	code := w.label.Code.String()
	for _, path := range []string{
		"/01/09520000000028", "/01/" + gtin + "/10/ST-09", "/01/" + gtin + "/10/st-01", "/01/" + gtin + "/10/ST%2F01",
		"/01/" + gtin + "/10/ST-09/21/" + code, "/01/" + gtin + "/21/4R0MXK65AR9F", "/01/" + gtin + "/21/ABC",
		"/01/" + gtin + "?linkType=gs1:dpp", "/01/" + gtin + "?linkType=verify-me", "/01/" + gtin + "?linkType=https://evil.example/pip",
		"/417/" + place, "/414/" + party, "/01/" + gtin + "?linkType=gs1:recallStatus",
	} {
		answer := w.ask("GET", path)
		if answer.StatusCode != http.StatusNotFound || answer.Header.Get("Location") != "" {
			t.Errorf("%s: %d to %q", path, answer.StatusCode, answer.Header.Get("Location"))
		}
		if !strings.Contains(path, "linkType") {
			if answer := w.ask("GET", path+"?linkType=linkset"); answer.StatusCode != http.StatusNotFound {
				t.Errorf("linkset of %s: %d", path, answer.StatusCode)
			}
		}
	}
}

// Links of a type are chosen by media type and language, from the finest level
// that has any.
func TestNegotiation(t *testing.T) {
	w := newWorld(t)
	w.give(t, "",
		"nau-vi recipeInfo https://a.example/vi vi text/html", "nau-en recipeInfo https://a.example/en#top en,en-GB text/html",
		"nau-pdf recipeInfo https://a.example/nau.pdf?v=2 vi application/pdf", "hoi faqs https://a.example/hoi - -",
		"cu support https://a.example/cu vi -", "phim review https://a.example/1 - -", "phim-2 review https://a.example/2 - -",
		"phim-3 leaveReview https://a.example/3 - -", "phim-4 leaveReview https://a.example/3 vi text/html")
	w.give(t, "ST-01", "hoi-lo faqs https://a.example/lo - -")
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"
	for _, c := range []struct{ path, accept, languages, want string }{
		{"?linkType=gs1:recipeInfo", browser, "vi-VN,vi;q=0.9,en;q=0.1", "https://a.example/vi?linkType=gs1:recipeInfo"},
		{"?linkType=recipeInfo", browser, "en-US", "https://a.example/en?linkType=recipeInfo#top"},
		{"?linkType=https://ref.gs1.org/voc/recipeInfo", browser, "fr;q=1, en-gb;q=0.5", "https://a.example/en?linkType=https://ref.gs1.org/voc/recipeInfo#top"},
		{"?linkType=https://gs1.org/voc/recipeInfo", "application/pdf", "", "https://a.example/nau.pdf?v=2&linkType=https://gs1.org/voc/recipeInfo"},
		{"?linkType=recipeInfo", browser, "", "300"},
		{"?linkType=recipeInfo", "*/*", "vi", "300"},
		{"?linkType=recipeInfo", "*/*", "en", "https://a.example/en?linkType=recipeInfo#top"},
		{"?linkType=recipeInfo", "image/png", "en", "https://a.example/en?linkType=recipeInfo#top"}, // none is acceptable: say what there is
		{"?linkType=support", "application/pdf", "en", "https://a.example/cu?linkType=support"},
		{"?linkType=review", browser, "vi", "300"},
		{"?linkType=leaveReview", browser, "en", "https://a.example/3?linkType=leaveReview"}, // two links to one place
		{"?linkType=faqs", browser, "vi", "https://a.example/hoi?linkType=faqs"},
		{"/10/ST-01?linkType=faqs", browser, "vi", "https://a.example/lo?linkType=faqs"},
		{"/10/ST-01?linkType=support", browser, "vi", "https://a.example/cu?linkType=support"},
		{"?linkType=gs1:defaultLinkMulti", browser, "en", base + "/products/" + rice + "?lang=en&linkType=gs1:defaultLinkMulti"},
		{"?linkType=certificationInfo", browser, "vi", base + "/products/" + rice + "?linkType=certificationInfo"},
		{"?linkType=homepage", browser, "vi", "https://htx.example.vn/?linkType=homepage"},
		{"?linkType=masterData", typeJSON, "", base + "/products/" + rice + "/json?linkType=masterData"},
		{"", typeVC, "", base + "/products/" + rice},
	} {
		answer := w.ask("GET", "/01/"+gtin+c.path, "Accept: "+c.accept, "Accept-Language: "+c.languages)
		got := answer.Header.Get("Location")
		if answer.StatusCode == http.StatusMultipleChoices {
			got = "300"
		}
		if got != c.want {
			t.Errorf("%s, %s, %s: %d to %q, want %q", c.path, c.accept, c.languages, answer.StatusCode, got, c.want)
		}
	}
	answer := w.ask("GET", "/01/"+gtin+"?linkType=review")
	choices := readLinkset(t, answer)
	if got := choices.targets(t, 0, "review"); answer.Header.Get("Content-Type") != typeLinkset || len(got) != 2 || len(choices.Linkset[0]) != 3 {
		t.Errorf("choices %v as %s", choices, answer.Header.Get("Content-Type"))
	}
}

func TestPage(t *testing.T) {
	w := newWorld(t)
	var status, levels int
	w.resolver.Page = func(_ http.ResponseWriter, _ *http.Request, s int, l []Level, _ []byte) { status, levels = s, len(l) }
	for _, accept := range []string{"text/html", "text/html,application/xml;q=0.9,*/*;q=0.8"} {
		status = 0
		if w.ask("GET", "/01/"+gtin+"/10/ST-01?linkType=linkset", "Accept: "+accept); status != 200 || levels != 2 {
			t.Errorf("%s: page with status %d, %d levels", accept, status, levels)
		}
	}
	w.give(t, "", "a review https://a.example/1 - -", "b review https://a.example/2 - -")
	if w.ask("GET", "/01/"+gtin+"?linkType=review", "Accept: text/html"); status != http.StatusMultipleChoices {
		t.Errorf("page of choices with status %d", status)
	}
}

func TestWithQuery(t *testing.T) {
	for _, c := range []struct{ href, query, want string }{
		{"https://a.vn/", "", "https://a.vn/"},
		{"https://a.vn/", "x=%2f&&", "https://a.vn/?x=%2f&&"},
		{"https://a.vn/?b#c?d", "x", "https://a.vn/?b&x#c?d"},
		{"https://a.vn/#c?d", "x", "https://a.vn/?x#c?d"},
		{"https://a.vn/?b#", "x", "https://a.vn/?b&x#"},
	} {
		if got := withQuery(c.href, c.query); got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.href, c.query, got, c.want)
		}
	}
}

// Events of a batch are linked where there are any and everybody may query them.
func TestEvents(t *testing.T) {
	w := newWorld(t)
	const asked = "/01/" + gtin + "/10/ST-01?linkType=gs1:epcis"
	status := func(want int) string {
		t.Helper()
		answer := w.ask("GET", asked)
		if answer.StatusCode != want {
			t.Errorf("%d, want %d", answer.StatusCode, want)
		}
		return answer.Header.Get("Location")
	}
	w.resolver.Events = true
	status(http.StatusNotFound)
	event, err := w.Author(t.Context(), "htx-gao-ruong-mau", rice, "ST-01", trace.Step{Kind: trace.StepCreated, At: w.Clock.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Capture(t.Context(), trace.Capture{Entity: "htx-gao-ruong-mau", Events: []epcis.Event{event}}); err != nil {
		t.Fatal(err)
	}
	want := base + "/epcis/events?MATCH_anyEPCClass=" + url.QueryEscape(base+"/01/"+gtin+"/10/ST-01") + "&linkType=gs1:epcis"
	if got := status(http.StatusTemporaryRedirect); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.resolver.Events = false
	status(http.StatusNotFound)
}
