package api

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/export"
	"ocoptrace/cmd/ocoptrace/internal/resolver"
	"ocoptrace/cmd/ocoptrace/internal/server"

	"github.com/gorilla/mux"
)

// digitalLink is what the resolver takes apart itself.
var digitalLink = regexp.MustCompile(`^/(01|414|417)/`)

// The page of addresses has a row, with an example, for each route of this
// package and for no other but the server's own.
func TestPage(t *testing.T) {
	text, err := os.ReadFile("../../../../docs/http.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| `/") {
			continue
		}
		cells := strings.Split(line, "|")
		for _, address := range regexp.MustCompile("`[^`]+`").FindAllString(cells[1], -1) {
			documented[strings.Trim(address, "`")] = true
		}
		if len(cells) != 5 || !strings.Contains(cells[3], "curl ") {
			t.Errorf("no example: %s", line)
		}
	}
	routes := map[string]bool{"/healthz": true, "/readyz": true}
	w := newWorld(t)
	a, err := New(Config{Registry: w.Registry})
	if err != nil {
		t.Fatal(err)
	}
	r := server.NewRouter()
	a.Routes(r)
	resolver.New(resolver.Config{Registry: w.Registry, Fail: a.Fail}).Routes(r)
	(&export.Server{Config: export.Config{Registry: w.Registry, Fail: a.Fail}}).Routes(r)
	err = r.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		routes[path] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for path := range routes {
		if !documented[path] && !digitalLink.MatchString(path) {
			t.Errorf("docs/http.md: no row for %s", path)
		}
	}
	for path := range documented {
		if !routes[path] && !digitalLink.MatchString(path) {
			t.Errorf("docs/http.md: %s is not served", path)
		}
	}
}

// The examples of the page work: each address answers as the page says.
func TestPageExamples(t *testing.T) {
	text, err := os.ReadFile("../../../../docs/http.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	record, _ := w.batchRecord(t)
	maker, err := w.Entity(t.Context(), "htx-gao-ruong-mau")
	if err != nil {
		t.Fatal(err)
	}
	maker.GLN = "8930000000019"
	w.State(t, maker)
	fill := strings.NewReplacer("$BASE", "", "$CODE", w.a[0].Code.String(), "$GTIN", gtin,
		"$PRODUCT", rice, "$LOT", "ST-01", "$GLN", maker.GLN, "$UUID", strings.TrimPrefix(record, "/records/"))
	asked := 0
	for _, example := range regexp.MustCompile("`curl ([^`]*)(\\$BASE[^`]*)`").FindAllStringSubmatch(string(text), -1) {
		options, path := example[1], strings.Trim(fill.Replace(example[2]), `"`)
		if path == "/healthz" || path == "/readyz" || strings.Contains(options, "Authorization") { // of the server, and of the room of tokens
			continue
		}
		method := http.MethodGet
		switch {
		case strings.Contains(options, "OPTIONS"):
			method = http.MethodOptions
		case strings.Contains(options, "-I"):
			method = http.MethodHead
		}
		answer := do(t, w, method, path)
		if answer.Code >= 400 {
			t.Errorf("%s: %d", example[0], answer.Code)
		}
		if strings.Contains(options, "-OJ") != (answer.Header().Get("Content-Disposition") != "") {
			t.Errorf("%s: Content-Disposition %q", example[0], answer.Header().Get("Content-Disposition"))
		}
		asked++
	}
	if asked < 15 {
		t.Errorf("%d examples", asked)
	}
}
