package console

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace/tracetest"

	"github.com/gorilla/mux"
)

const password = "đồng lúa chín vàng"

var ctx = context.Background()

// A site is a registry with its public pages and consoles.
type site struct {
	*tracetest.World
	accounts *account.Accounts
	server   *httptest.Server
	press    *press.Press
	maker    *lineMaker
	sender   *lineSender
}

// open serves the rice cooperative's registry and another producer's, with the
// users "lan" and "minh" of each and the officer "hoa".
func open(t *testing.T) *site {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, otherEntity(), otherProduct())
	s := &site{World: w, accounts: account.New(account.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader})}
	for _, u := range []account.User{
		{Name: "lan", Role: account.Producer, Entity: "htx-gao-ruong-mau"},
		{Name: "minh", Role: account.Producer, Entity: other},
		{Name: "hoa", Role: account.Officer},
	} {
		check(t, s.accounts.Add(ctx, u, password))
	}
	pages, err := web.New(web.Config{Registry: w.Registry, Now: w.Clock.Now, Console: true})
	check(t, err)
	s.openPress(t)
	c, err := New(Config{Registry: w.Registry, Accounts: s.accounts, Press: s.press, Web: pages, Now: w.Clock.Now, Random: rand.Reader})
	check(t, err)
	r := mux.NewRouter().UseEncodedPath()
	c.Routes(r)
	pages.Routes(r)
	s.server = httptest.NewTLSServer(r)
	t.Cleanup(s.server.Close)
	return s
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// size is the number of records in the log.
func (s *site) size(t *testing.T) int64 {
	t.Helper()
	cp, err := s.Publish(ctx)
	check(t, err)
	return cp.Size
}

// A browser keeps cookies and follows redirects within the site.
type browser struct {
	t    *testing.T
	base string
	*http.Client
	header http.Header // sent with every request
}

func (s *site) browser(t *testing.T) *browser {
	t.Helper()
	client := s.server.Client()
	jar, err := cookiejar.New(nil)
	check(t, err)
	own := *client
	own.Jar = jar
	return &browser{t, s.server.URL, &own, http.Header{"Accept-Language": {"en"}}}
}

// signIn is a browser in which a user is signed in.
func (s *site) signIn(t *testing.T, name string) *browser {
	t.Helper()
	b := s.browser(t)
	p := b.post("/signin", url.Values{"name": {name}, "password": {password}})
	if p.status != http.StatusOK || p.path != "/console" {
		t.Fatalf("signing in as %s leads to %d %s", name, p.status, p.path)
	}
	return b
}

// A seen page is an answer, after redirects.
type seen struct {
	status int
	path   string
	query  url.Values
	header http.Header
	body   string
}

func (b *browser) get(path string) *seen {
	b.t.Helper()
	return b.send(http.MethodGet, path, nil)
}

func (b *browser) post(path string, form url.Values) *seen {
	b.t.Helper()
	return b.send(http.MethodPost, path, form)
}

func (b *browser) send(method, path string, form url.Values) *seen {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	check(b.t, err)
	for name, values := range b.header {
		req.Header[name] = values
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if req.Header.Get("Sec-Fetch-Site") == "" {
			req.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	}
	return b.do(req)
}

func (b *browser) do(req *http.Request) *seen {
	b.t.Helper()
	resp, err := b.Do(req)
	check(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	check(b.t, err)
	u := resp.Request.URL
	return &seen{resp.StatusCode, u.EscapedPath(), u.Query(), resp.Header, string(body)}
}

// sendRaw sends a form of nothing with the browser's headers alone.
func (b *browser) sendRaw(method, path string) *seen {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, strings.NewReader("key="+strings.Repeat("k", 22)))
	check(b.t, err)
	for name, values := range b.header {
		if values[0] != "" {
			req.Header[name] = values
		}
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := b.Do(req)
	check(b.t, err)
	defer resp.Body.Close()
	return &seen{status: resp.StatusCode, path: resp.Request.URL.EscapedPath()}
}
