package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

func TestSignIn(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	p := b.Get("/console/batches/gao-seng-cu/ST-01")
	if p.Status != http.StatusOK || p.Path != "/signin" || p.Query.Get("next") != "/console/batches/gao-seng-cu/ST-01" {
		t.Fatal(p.Status, p.Path, p.Query)
	}
	p.Sound(t)
	form := p.Form(t, "/signin")
	form.Set("name", "Lan ")
	form.Set("password", "sai mật khẩu")
	p = b.Post("/signin", form)
	if p.Status != http.StatusForbidden || !strings.Contains(p.Body, "The name or the password is wrong.") || strings.Contains(p.Body, "sai mật khẩu") {
		t.Fatal(p.Status, p.Body)
	}
	p.Sound(t)
	if form = p.Form(t, "/signin"); form.Get("name") != "Lan " || form.Get("password") != "" {
		t.Error("the form comes back as", form)
	}
	form.Set("password", consoletest.Password)
	if p = b.Post("/signin", form); p.Status != http.StatusOK || p.Path != "/console/batches/gao-seng-cu/ST-01" {
		t.Fatal(p.Status, p.Path)
	}
	if p = b.Get("/signin"); p.Path != "/console" {
		t.Error("a signed-in user is asked again", p.Path)
	}
	if p = b.Post("/signout", url.Values{}); p.Path != "/signin" || !strings.Contains(p.Body, "You are signed out.") {
		t.Error(p.Path, p.Body)
	}
	if p = b.Get("/console"); p.Path != "/signin" {
		t.Error("still signed in", p.Path)
	}
}

func TestCookie(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	p := b.Post("/signin", url.Values{"name": {"lan"}, "password": {consoletest.Password}})
	cookie := p.Header.Get("Set-Cookie")
	for _, part := range []string{"__Host-ocoptrace=", "Path=/", "Max-Age=604800", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	if p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/console" || strings.Contains(cookie, "Domain") {
		t.Error(p.Status, p.Header)
	}
}

// Wherever the form says, it leads to a page of the console.
func TestNext(t *testing.T) {
	s := consoletest.Open(t)
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
		b := s.Browser(t)
		b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		p := b.Post("/signin", url.Values{"name": {"lan"}, "password": {consoletest.Password}, "next": {next}})
		if got := p.Header.Get("Location"); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestSignInWaits(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	wrong := url.Values{"name": {"lan"}, "password": {"sai mật khẩu"}}
	for range 3 {
		if p := b.Post("/signin", wrong); p.Status != http.StatusForbidden {
			t.Fatal(p.Status)
		}
	}
	p := b.Post("/signin", wrong)
	if p.Status != http.StatusTooManyRequests || p.Header.Get("Retry-After") != "2" || !strings.Contains(p.Body, "wait 2 seconds") {
		t.Fatal(p.Status, p.Header, p.Body)
	}
	p.Sound(t)
}

func TestEverywhere(t *testing.T) {
	s := consoletest.Open(t)
	phone, desk := s.SignIn(t, "lan"), s.SignIn(t, "lan")
	other := s.SignIn(t, "hoa")
	desk.Post("/signout", desk.Get("/console").Form(t, "/signout"))
	if p := phone.Get("/console"); p.Path != "/console" {
		t.Fatal("signing out at the desk signed out the phone")
	}
	desk = s.SignIn(t, "lan")
	desk.Post("/signout", url.Values{"everywhere": {"1"}})
	if p := phone.Get("/console"); p.Path != "/signin" {
		t.Error("the phone is still signed in")
	}
	if p := other.Get("/console"); p.Path != "/console" {
		t.Error("another user was signed out")
	}
}
