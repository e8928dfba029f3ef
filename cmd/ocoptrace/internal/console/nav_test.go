package console_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/web"

	"github.com/gorilla/mux"
	"golang.org/x/net/html"
)

// bar are the links that a page has in its bar, the current one with "*".
func bar(t *testing.T, p *consoletest.Answer) (links []string) {
	t.Helper()
	for _, nav := range consoletest.Elements(p.Parse(t), "nav") {
		if nav.Parent == nil || consoletest.Attr(nav.Parent, "class") != "bar" {
			continue
		}
		for _, a := range consoletest.Elements(nav, "a") {
			links = append(links, consoletest.Attr(a, "href")+current(a))
		}
	}
	return links
}

func current(a *html.Node) string {
	if consoletest.Attr(a, "aria-current") == "page" {
		return "*"
	}
	return ""
}

// Everyone is led to what concerns them, and sees where they are.
func TestNav(t *testing.T) {
	s := consoletest.Open(t)
	for _, c := range []struct {
		user, path string
		want       []string
	}{
		{"lan", "/console", []string{"/console*", "/console/queue", "/console/jobs", "/console/leftovers", "/console/people"}},
		{"lan", "/console/jobs", []string{"/console", "/console/queue", "/console/jobs*", "/console/leftovers", "/console/people"}},
		{"lan", "/console/queue?lang=en", []string{"/console?lang=en", "/console/queue?lang=en*", "/console/jobs?lang=en", "/console/leftovers?lang=en", "/console/people?lang=en"}},
		{"lan", "/console/batches/gao-seng-cu/ST-01", []string{"/console", "/console/queue", "/console/jobs", "/console/leftovers", "/console/people"}},
		{"tam", "/console", []string{"/console*", "/console/queue", "/console/jobs", "/console/leftovers"}},
		{"hoa", "/console", []string{"/console*", "/console/entities", "/console/renewals", "/console/statistics", "/console/more"}},
		{"hoa", "/console/products/gao-seng-cu", []string{"/console", "/console/entities", "/console/renewals", "/console/statistics", "/console/more"}},
		{"hoa", "/console/more", []string{"/console", "/console/entities", "/console/renewals", "/console/statistics", "/console/more*"}},
		{"quan", "/console", []string{"/console*", "/console/audit", "/console/operation"}},
		{"kiem", "/console", []string{"/console*", "/console/dossiers"}},
		{"thanh", "/console/account", []string{"/console", "/console/findings"}},
	} {
		p := s.SignIn(t, c.user).Get(c.path)
		p.Sound(t)
		if got := bar(t, p); p.Status != http.StatusOK || !slices.Equal(got, c.want) {
			t.Errorf("%s at %s: %d %q, want %q", c.user, c.path, p.Status, got, c.want)
		}
	}
	if got := bar(t, s.Browser(t).Get("/signin")); got != nil {
		t.Errorf("without a session: %q", got)
	}
}

// What has no room in the bar is on the page of all links, and on an officer's
// first page, under headings.
func TestMore(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "hoa")
	for _, path := range []string{"/console/more", "/console"} {
		p := b.Get(path)
		p.Sound(t)
		for _, want := range []string{"/console/lists", "/console/communes", "/console/dossiers", "/console/proposals", "/console/reports", "/console/people", "Entities and recognitions", "On the market", "Office"} {
			if !strings.Contains(p.Body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	if p := s.SignIn(t, "quan").Get("/console/more"); p.Status != http.StatusOK || !strings.Contains(p.Body, "/console/operation") {
		t.Errorf("an admin's page of all links: %d", p.Status)
	}
}

// Who has no first page is led to the own account.
func TestNoHome(t *testing.T) {
	s := consoletest.Open(t)
	pages, err := web.New(web.Config{Registry: s.Registry, Now: s.Clock.Now})
	consoletest.Check(t, err)
	bare, err := console.New(console.Config{Registry: s.Registry, Accounts: s.Accounts, Trail: s.Trail, Web: pages, Now: s.Clock.Now})
	consoletest.Check(t, err)
	router := mux.NewRouter()
	consoletest.Check(t, bare.Routes(router))
	token, _, err := s.Accounts.SignIn(consoletest.Ctx, consoletest.Nowhere, "lan", consoletest.Password)
	consoletest.Check(t, err)
	r, w := httptest.NewRequest(http.MethodGet, "/console", nil), httptest.NewRecorder()
	r.AddCookie(&http.Cookie{Name: "__Host-ocoptrace", Value: token})
	router.ServeHTTP(w, r)
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/console/account" {
		t.Errorf("%d to %q", w.Code, got)
	}
}
