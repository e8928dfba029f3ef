package trace_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/tracetest"
)

const (
	partyGLN = "8930000000019"
	placeGLN = "8930000000026"
)

func resolverLink(change func(*trace.ResolverLink)) *trace.ResolverLink {
	l := &trace.ResolverLink{ID: "nau-com", Entity: "htx-gao-ruong-mau", Product: "gao-seng-cu", LinkType: "recipeInfo",
		Title: "Cách nấu cơm", Href: "https://gao.example.vn/nau?x=1#a", Hreflang: []string{"vi", "en"}, MediaType: "text/html"}
	change(l)
	return l
}

func TestResolverLink(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, sampleEntity(func(*trace.Entity) {}), point(func(p *trace.Point) { p.Entity = "ho-mau" }))
	type L = trace.ResolverLink
	for want, change := range map[string]func(*L){
		"link:badID":               func(l *L) { l.ID = "Nấu" },
		"entity:unknownReference":  func(l *L) { l.Entity = "khong-co" },
		"product:unknownReference": func(l *L) { l.Entity = "ho-mau" },
		"lot:unknownReference":     func(l *L) { l.Lot = "ST-09" },
		"product:required":         func(l *L) { l.Product, l.Lot = "", "ST-01" },
		"point:oneTarget":          func(l *L) { l.Point = "diem-mau" },
		"point:unknownReference":   func(l *L) { l.Product, l.Point = "", "diem-mau" },
		"linkType:badLinkType":     func(l *L) { l.LinkType = "defaultLink" },
		"title:required":           func(l *L) { l.Title = " " },
		"hreflang.1:badLanguage":   func(l *L) { l.Hreflang = []string{"vi", "tiếng Anh"} },
		"hreflang:tooMany":         func(l *L) { l.Hreflang = strings.Fields("vi en fr de ja ko zh ru es") },
		"mediaType:badMediaType":   func(l *L) { l.MediaType = "text/exe" },
		"href:required":            func(l *L) { l.Href = "" },
		"href:ownLink":             func(l *L) { l.Href = "HTTP://TX.example.vn.:8080/01/09520000000011" },
	} {
		refused(t, w, want, resolverLink(change))
	}
	for _, href := range []string{"javascript:alert(1)", "ftp://a.vn/x", "//a.vn/x", "https://a b.vn", "https://u:p@a.vn", "https://localhost/x",
		"https://10.0.0.1/", "https://[::1]/", "https://gạo.vn/", "https://a.vn/gạo", "data:text/html,x", "https://a.vn/\"><script>", "https://"} {
		refused(t, w, "href:notLink", resolverLink(func(l *L) { l.Href = href }))
	}
	w.State(t, resolverLink(func(*L) {}), resolverLink(func(l *L) { l.ID, l.Lot = "kiem-nghiem", "ST-01" }))
	refused(t, w, "link:taken", resolverLink(func(l *L) { l.Lot = "ST-01" })) // what a link is about stays
	w.State(t, resolverLink(func(l *L) { l.Title = "Nấu cơm ngon" }), resolverLink(func(l *L) { l.ID, l.Product = "trang-chu", "" }))
	all, err := w.ResolverLinks(t.Context(), "htx-gao-ruong-mau")
	if err != nil || len(all) != 3 || all[1].Title != "Nấu cơm ngon" {
		t.Errorf("%+v, %v", all, err)
	}
	var many []trace.Fact
	for i := range 99 {
		many = append(many, resolverLink(func(l *L) { l.ID = fmt.Sprintf("n-%d", i) }))
	}
	w.State(t, many...)
	refused(t, w, "link:tooMany", resolverLink(func(l *L) { l.ID = "one-more" }))
	rebuilt(t, w)
}

func TestStatedLinkTypes(t *testing.T) {
	stated := trace.StatedLinkTypes()
	if !slices.IsSorted(gs1.LinkTypes) || len(gs1.LinkTypes) != 59 || len(stated) != 50 || slices.Contains(stated, "jws") {
		t.Errorf("%d link types, %d stated: %v", len(gs1.LinkTypes), len(stated), stated)
	}
}

func TestGLN(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	refused(t, w, "gln:badGLN", sampleEntity(func(e *trace.Entity) { e.GLN = "8930000000010" }))
	refused(t, w, "gln:badGLN", point(func(p *trace.Point) { p.GLN = "0000000000000" }))
	refused(t, w, "gln:required", point(func(p *trace.Point) { p.GLNExtension = "A" }))
	refused(t, w, "glnExtension:badLot", point(func(p *trace.Point) { p.GLN, p.GLNExtension = placeGLN, "a/b" }))
	w.State(t, sampleEntity(func(e *trace.Entity) { e.GLN = partyGLN }), point(func(p *trace.Point) { p.GLN = placeGLN }))
	refused(t, w, "gln:taken", sampleEntity(func(e *trace.Entity) { e.ID, e.GLN = "ho-khac", partyGLN }))
	refused(t, w, "gln:taken", point(func(p *trace.Point) { p.ID, p.GLN = "diem-khac", placeGLN }))
	w.State(t, point(func(p *trace.Point) { p.ID, p.GLN, p.GLNExtension = "quay-mau", placeGLN, "Q1" }))
	rebuilt(t, w)
}

// identified writes the levels of a link as "AI=what they name", the finest
// first.
func identified(t *testing.T, w *tracetest.World, path string) string {
	t.Helper()
	link, err := gs1.ParseDigitalLink(tracetest.BaseURL + path)
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.Identify(t.Context(), link)
	if errors.Is(err, trace.ErrNotFound) {
		return "unknown"
	}
	if err != nil {
		t.Fatal(err)
	}
	var levels []string
	for _, l := range found.Levels {
		switch {
		case l.Label != "":
			levels = append(levels, "label")
		case l.Batch != nil:
			levels = append(levels, l.Batch.Fact.Lot)
		case l.Product != nil:
			levels = append(levels, l.Product.Fact.ID)
		case l.Point != nil:
			levels = append(levels, l.Point.Fact.ID)
		case l.Entity != nil:
			levels = append(levels, l.Entity.Fact.ID)
		}
		for _, stated := range l.Links {
			levels = append(levels, "+"+stated.Fact.ID)
		}
	}
	return strings.Join(levels, " ")
}

func TestIdentify(t *testing.T) {
	w, _, labels := labelled(t)
	w.State(t, sampleEntity(func(e *trace.Entity) { e.GLN = partyGLN }), point(func(p *trace.Point) { p.GLN = placeGLN }),
		point(func(p *trace.Point) { p.ID, p.GLN, p.GLNExtension = "quay-mau", placeGLN, "Q1" }),
		resolverLink(func(*trace.ResolverLink) {}), resolverLink(func(l *trace.ResolverLink) { l.ID, l.Ended = "het", true }),
		resolverLink(func(l *trace.ResolverLink) { l.ID, l.Lot = "kiem-nghiem", "ST-01" }))
	const root = "/01/09520000000011"
	code := string(labels[0].Code)
	for path, want := range map[string]string{
		root:                                "gao-seng-cu +nau-com",
		root + "/22/V1":                     "gao-seng-cu +nau-com",
		root + "/235/T1":                    "gao-seng-cu +nau-com",
		root + "/10/ST-01":                  "ST-01 +kiem-nghiem gao-seng-cu +nau-com",
		root + "/10/ST-01?17=271120":        "ST-01 +kiem-nghiem gao-seng-cu +nau-com",
		root + "/22/V1/10/ST-01/21/" + code: "label ST-01 +kiem-nghiem gao-seng-cu +nau-com",
		root + "/21/" + code:                "label gao-seng-cu +nau-com",
		root + "/10/ST-09":                  "unknown",
		root + "/21/ABC":                    "unknown",
		root + "/10/ST-09/21/" + code:       "unknown",
		"/01/09520000000028":                "unknown",
		"/417/" + partyGLN:                  "ho-mau",
		"/417/" + placeGLN:                  "unknown",
		"/417/" + partyGLN + "/7040/1ABC":   "ho-mau",
		"/414/" + placeGLN:                  "diem-mau",
		"/414/" + placeGLN + "/254/Q1":      "quay-mau diem-mau",
		"/414/" + placeGLN + "/254/Q2":      "diem-mau",
		"/414/" + placeGLN + "/7040/1ABC":   "diem-mau",
		"/00/006141411234567890":            "unknown",
	} {
		if got := identified(t, w, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	w.State(t, point(func(p *trace.Point) {}), sampleEntity(func(*trace.Entity) {}))
	for path, want := range map[string]string{"/414/" + placeGLN: "unknown", "/414/" + placeGLN + "/254/Q1": "quay-mau", "/417/" + partyGLN: "unknown"} {
		if got := identified(t, w, path); got != want {
			t.Errorf("%s after its number was taken off: %q, want %q", path, got, want)
		}
	}
}

// rebuilt makes sure that derived keys are those of the statements, and come
// back when they are rebuilt.
func rebuilt(t *testing.T, w *tracetest.World) {
	t.Helper()
	sound := func() {
		t.Helper()
		if report := check(t, w); len(report.Findings) > 0 {
			t.Errorf("check finds %v", report.Findings)
		}
	}
	sound()
	if err := trace.Rebuild(t.Context(), w.Store, nil); err != nil {
		t.Fatal(err)
	}
	sound()
}
