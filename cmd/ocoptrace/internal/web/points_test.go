package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// The page of points shows those of a province, those for visitors, and keeps
// what was chosen in its form and when the language changes.
func TestPoints(t *testing.T) {
	s, _ := rich(t)
	s.State(t,
		&trace.Point{ID: "cho-hue", Name: "Chợ Mẫu Huế", Address: "2 phố Mẫu", CommuneCode: "19753", Commune: "Phường Thuận Hóa", ProvinceCode: "46"},
		&trace.Point{ID: "da-dong", Name: "Điểm đã đóng", Address: "3 phố Mẫu", CommuneCode: "02647", Commune: "Phường Lào Cai", ProvinceCode: "15", Closed: true})
	for _, c := range []struct{ query, has, not string }{
		{"", "Chợ Mẫu Huế", "Điểm đã đóng"},
		{"?province=15", "Nhà trưng bày của HTX", "Chợ Mẫu Huế"},
		{"?province=46", "Chợ Mẫu Huế", "Nhà trưng bày"},
		{"?tourism=1", "Nhà trưng bày của HTX", "Điểm OCOP phường Lào Cai"},
		{"?province=46&tourism=1", "No such place", "Chợ Mẫu Huế"},
		{"?province=99", "Chợ Mẫu Huế", "Điểm đã đóng"},
		{"?after=cho-hue", "Điểm OCOP phường Lào Cai", "Chợ Mẫu Huế"},
	} {
		page := text(s.page(t, "/points"+c.query, "en", http.StatusOK))
		said(t, "en "+c.query, page, []string{c.has}, []string{c.not})
	}
	root := s.page(t, "/points?tourism=1&province=15", "en", http.StatusOK)
	chosen := map[string]bool{}
	for n := range root.Descendants() {
		if has(n, "selected") || has(n, "checked") {
			chosen[attr(n, "value")] = true
		}
		if attr(n, "hreflang") == "vi" && n.Data == "a" && attr(n, "href") != "/points?lang=vi&province=15&tourism=1" {
			t.Errorf("the switch leads to %s", attr(n, "href"))
		}
	}
	if !chosen["15"] || !chosen["1"] || len(chosen) != 2 {
		t.Errorf("chosen in the form: %v", chosen)
	}
}

// Every point stands on exactly one of the pages that follow each other.
func TestPointPages(t *testing.T) {
	w := tracetest.New(t)
	var facts []trace.Fact
	const count = 2*maxPlaces + 3
	for i := range count {
		facts = append(facts, &trace.Point{ID: fmt.Sprintf("diem-%03d", i), Name: fmt.Sprintf("Điểm %03d", i), Address: "1 phố Mẫu",
			CommuneCode: "02647", Commune: "Phường Lào Cai", ProvinceCode: "15"})
	}
	w.State(t, facts...)
	s := newSite(t, w)
	seen := 0
	for path := "/points?province=15&lang=en"; path != ""; {
		root := parse(t, s.get(path).Body.String(), "en")
		path = ""
		for n := range root.Descendants() {
			if n.Data == "h3" && text(n) == fmt.Sprintf("Điểm %03d", seen) {
				seen++
			}
			if href := attr(n, "href"); n.Data == "a" && strings.Contains(href, "after=") && attr(n, "hreflang") == "" {
				path = href
			}
		}
	}
	if seen != count {
		t.Errorf("%d of %d points are listed in order", seen, count)
	}
}

// A producer's page tells its story, where it is to be reached and where its
// goods are.
func TestRichProducer(t *testing.T) {
	s, _ := rich(t)
	said(t, "vi", text(s.page(t, "/entities/htx-gao-ruong-mau", "vi", http.StatusOK)), []string{
		"Mười hai hộ", "0214 000 001", "https://example.vn/htx", "Sàn Mẫu", "Nhà trưng bày của HTX", "Gạo nếp nương"}, nil)
	said(t, "en", text(s.page(t, "/entities/htx-gao-ruong-mau", "en", http.StatusOK)), []string{"Twelve households"}, []string{"Mười hai hộ"})
}

// Where there is a form for reports, the page of a label leads to it with what
// is known; where there is none, nothing does.
func TestMismatch(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	if find(s.page(t, path, "vi", http.StatusOK), "mismatch") != nil {
		t.Error("a link to a form that is not there")
	}
	s, path = siteWith(t, s.World, Config{Report: "/report"}, run)
	root := parse(t, s.get(path+"?lang=en").Body.String(), "en")
	link, err := url.Parse(attr(find(root, "mismatch").FirstChild, "href"))
	if err != nil || link.Path != "/report" {
		t.Fatalf("it leads to %v: %v", link, err)
	}
	for name, want := range map[string]string{"kind": "mismatch", "product": "gao-seng-cu", "lot": "ST-01", "code": strings.TrimPrefix(path, "/x/"), "lang": "en"} {
		if got := link.Query().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
