package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSignIn(t *testing.T) {
	s := open(t)
	b := s.browser(t)
	p := b.get("/console/batches/gao-seng-cu/ST-01")
	if p.status != http.StatusOK || p.path != "/signin" || p.query.Get("next") != "/console/batches/gao-seng-cu/ST-01" {
		t.Fatal(p.status, p.path, p.query)
	}
	p.sound(t)
	form := p.form(t, "/signin")
	form.Set("name", "Lan ")
	form.Set("password", "sai mật khẩu")
	p = b.post("/signin", form)
	if p.status != http.StatusForbidden || !strings.Contains(p.body, "The name or the password is wrong.") || strings.Contains(p.body, "sai mật khẩu") {
		t.Fatal(p.status, p.body)
	}
	p.sound(t)
	if form = p.form(t, "/signin"); form.Get("name") != "Lan " || form.Get("password") != "" {
		t.Error("the form comes back as", form)
	}
	form.Set("password", password)
	if p = b.post("/signin", form); p.status != http.StatusOK || p.path != "/console/batches/gao-seng-cu/ST-01" {
		t.Fatal(p.status, p.path)
	}
	if p = b.get("/signin"); p.path != "/console" {
		t.Error("a signed-in user is asked again", p.path)
	}
	if p = b.post("/signout", url.Values{}); p.path != "/signin" || !strings.Contains(p.body, "You are signed out.") {
		t.Error(p.path, p.body)
	}
	if p = b.get("/console"); p.path != "/signin" {
		t.Error("still signed in", p.path)
	}
}

func TestCookie(t *testing.T) {
	s := open(t)
	b := s.browser(t)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	p := b.post("/signin", url.Values{"name": {"lan"}, "password": {password}})
	cookie := p.header.Get("Set-Cookie")
	for _, part := range []string{"__Host-ocoptrace=", "Path=/", "Max-Age=604800", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	if p.status != http.StatusSeeOther || p.header.Get("Location") != "/console" || strings.Contains(cookie, "Domain") {
		t.Error(p.status, p.header)
	}
}

// Wherever the form says, it leads to a page of the console.
func TestNext(t *testing.T) {
	s := open(t)
	for next, want := range map[string]string{
		"":                              "/console",
		"/console":                      "/console",
		"/console?q=x":                  "/console?q=x",
		"https://other.example/":        "/console",
		"//other.example/console":       "/console",
		`/\other.example/console`:       "/console",
		"/consolex":                     "/console",
		"javascript:alert(1)":           "/console",
		"/console/%2e%2e/x":             "/console/%2e%2e/x",
		"%zz":                           "/console",
		"/console/batches/new?product=": "/console/batches/new?product=",
	} {
		b := s.browser(t)
		b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		p := b.post("/signin", url.Values{"name": {"lan"}, "password": {password}, "next": {next}})
		if got := p.header.Get("Location"); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestSignInWaits(t *testing.T) {
	s := open(t)
	b := s.browser(t)
	wrong := url.Values{"name": {"lan"}, "password": {"sai mật khẩu"}}
	for range 3 {
		if p := b.post("/signin", wrong); p.status != http.StatusForbidden {
			t.Fatal(p.status)
		}
	}
	p := b.post("/signin", wrong)
	if p.status != http.StatusTooManyRequests || p.header.Get("Retry-After") != "2" || !strings.Contains(p.body, "wait 2 seconds") {
		t.Fatal(p.status, p.header, p.body)
	}
	p.sound(t)
}

func TestEverywhere(t *testing.T) {
	s := open(t)
	phone, desk := s.signIn(t, "lan"), s.signIn(t, "lan")
	other := s.signIn(t, "hoa")
	desk.post("/signout", desk.get("/console").form(t, "/signout"))
	if p := phone.get("/console"); p.path != "/console" {
		t.Fatal("signing out at the desk signed out the phone")
	}
	desk = s.signIn(t, "lan")
	desk.post("/signout", url.Values{"everywhere": {"1"}})
	if p := phone.get("/console"); p.path != "/signin" {
		t.Error("the phone is still signed in")
	}
	if p := other.get("/console"); p.path != "/console" {
		t.Error("another user was signed out")
	}
}

// What another site makes a browser send is refused, whatever its session.
func TestCrossSite(t *testing.T) {
	s := open(t)
	for name, header := range map[string]http.Header{
		"fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
		"same site":      {"Sec-Fetch-Site": {"same-site"}},
		"origin":         {"Sec-Fetch-Site": {""}, "Origin": {"https://other.example"}},
		"null origin":    {"Sec-Fetch-Site": {""}, "Origin": {"null"}},
	} {
		for _, path := range []string{"/signin", "/signout", "/console/batches", "/console/runs/k1-0/status", "/console/blank", "/console/claims", "/console/leftovers", "/console/closing", "/console/allowances"} {
			b := s.signIn(t, "lan")
			for key, values := range header {
				b.header[key] = values
			}
			p := b.sendRaw(http.MethodPost, path)
			if p.status != http.StatusForbidden {
				t.Errorf("%s: POST %s answers %d", name, path, p.status)
			}
		}
	}
}

func TestRoles(t *testing.T) {
	s := open(t)
	producer, officer := s.signIn(t, "lan"), s.signIn(t, "hoa")
	run, err := s.NewRun(ctx, "gao-seng-cu", "ST-01", 10, "")
	check(t, err)
	size := s.size(t)
	for _, c := range []struct {
		method, path string
		officer      bool
	}{
		{"GET", "/console/batches/new", false}, {"POST", "/console/batches", false},
		{"GET", "/console/batches/gao-seng-cu/ST-01", false},
		{"GET", "/console/runs/" + run.ID + "/void", false},
		{"POST", "/console/runs/" + run.ID + "/status", false},
		{"GET", "/console/blank", false}, {"POST", "/console/blank", false},
		{"GET", "/console/claim", false}, {"POST", "/console/claims", false},
		{"GET", "/console/leftovers", false}, {"POST", "/console/leftovers", false},
		{"GET", "/console/leftovers/void", false}, {"POST", "/console/closing", false},
		{"GET", "/console/allowances/new?product=gao-seng-cu&lot=ST-01", true}, {"POST", "/console/allowances", true},
		{"GET", "/console/products/gao-seng-cu", true},
		{"GET", "/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=hold", true}, {"POST", "/console/recalls", true},
		{"GET", "/console/changes/new?product=gao-seng-cu", true}, {"POST", "/console/changes", true},
	} {
		wrong := producer
		if !c.officer {
			wrong = officer
		}
		if p := wrong.send(c.method, c.path, nil); p.status != http.StatusForbidden {
			t.Errorf("%s %s answers %d to the other role", c.method, c.path, p.status)
		}
		if p := s.browser(t).send(c.method, c.path, nil); p.path != "/signin" {
			t.Errorf("%s %s leads to %s without a session", c.method, c.path, p.path)
		}
	}
	if got := s.size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}

// What belongs to another producer is not there.
func TestOthers(t *testing.T) {
	s := open(t)
	run, err := s.NewRun(ctx, "gao-seng-cu", "ST-01", 10, "")
	check(t, err)
	b := s.signIn(t, "minh")
	key := url.Values{"key": {strings.Repeat("k", 22)}}
	for _, c := range []struct{ method, path string }{
		{"GET", "/console/batches/new?product=gao-seng-cu"},
		{"GET", "/console/batches/new?product=gao-seng-cu&check=1&quantity=5&produced=2026-11-23"},
		{"GET", "/console/batches/gao-seng-cu/ST-01"},
		{"GET", "/console/runs/" + run.ID + "/void?from=1&to=2&reason=x"},
		{"POST", "/console/runs/" + run.ID + "/status"},
		{"GET", "/console/batches/gio-lua/KHONG"},
	} {
		if p := b.send(c.method, c.path, key); p.status != http.StatusNotFound {
			t.Errorf("%s %s answers %d", c.method, c.path, p.status)
		}
	}
	key.Set("product", "gao-seng-cu")
	key.Set("produced", "2026-11-23")
	key.Set("quantity", "5")
	if p := b.post("/console/batches", key); p.status != http.StatusNotFound {
		t.Errorf("a batch of another's product: %d", p.status)
	}
	if strings.Contains(b.get("/console").body, "Gạo Séng Cù") {
		t.Error("another's product is listed")
	}
}
