package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/passkey/passkeytest"
)

// Who is invited comes in with a passkey alone, and again by it.
func TestPasskeyAlone(t *testing.T) {
	s := consoletest.Open(t)
	secret, _, err := s.Accounts.Invite(consoletest.Ctx, account.User{Role: account.Packer, Entity: consoletest.Other})
	consoletest.Check(t, err)
	path := "/invitation/" + secret
	b, phone := s.Browser(t), passkeytest.New(s.BaseURL())
	page := b.Get(path)
	page.Sound(t)
	form := page.Form(t, path+"/passkey")
	form.Set("name", "LAN") // taken
	if p := b.Post(path+"/passkey/options", form); p.Status != http.StatusConflict {
		t.Error("asked for a name that is taken:", p.Status)
	}
	if p := b.Post(path+"/passkey", form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "This name is taken.") {
		t.Error(p.Status)
	}
	form.Set("name", "hoang")
	form.Set("label", "điện thoại")
	options := b.Post(path+"/passkey/options", form)
	response, err := phone.Create([]byte(options.Body))
	consoletest.Check(t, err)
	form.Set("response", string(response))
	if p := b.Post(path+"/passkey", form); p.Path != "/console" || !strings.Contains(p.Body, "Your account is ready.") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	if p := b.Get(path); p.Status != http.StatusNotFound {
		t.Error("the link holds:", p.Status)
	}
	b = s.Browser(t)
	if p := byPasskey(t, b, phone, "/console/leftovers"); p.Path != "/console/leftovers" {
		t.Error(p.Status, p.Path)
	}
	consoletest.Check(t, s.Accounts.Remove(consoletest.Ctx, "hoang"))
	if p := byPasskey(t, s.Browser(t), phone, ""); p.Status != http.StatusForbidden || !strings.Contains(p.Body, "This passkey opens no account here.") {
		t.Error(p.Status, p.Path)
	}
}

// byPasskey signs in with a device.
func byPasskey(t *testing.T, b *consoletest.Browser, d *passkeytest.Device, next string) *consoletest.Answer {
	t.Helper()
	options := b.Post("/signin/passkey/options", nil)
	if options.Header.Get("Content-Type") != "application/json" || options.Header.Get("Cache-Control") != "no-store" {
		t.Error(options.Header)
	}
	response, err := d.Get([]byte(options.Body))
	consoletest.Check(t, err)
	return b.Post("/signin/passkey", url.Values{"response": {string(response)}, "next": {next}})
}

func TestPasskeyRefused(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	for _, response := range []string{"", "{}", "nonsense"} {
		p := b.Post("/signin/passkey", url.Values{"response": {response}, "next": {"/console/jobs"}})
		p.Sound(t)
		if p.Status != http.StatusForbidden || p.Form(t, "/signin").Get("next") != "/console/jobs" {
			t.Errorf("%q: %d %s", response, p.Status, p.Path)
		}
	}
	if p := b.Get("/console"); p.Path != "/signin" {
		t.Error("signed in:", p.Path)
	}
}

func TestClosedInvitations(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	for _, secret := range []string{"x", strings.Repeat("A", 43), strings.Repeat("x", 5000)} {
		for _, path := range []string{"/invitation/" + secret, "/invitation/" + secret + "/passkey"} {
			if p := b.Post(path, url.Values{"name": {"hoang"}, "password": {consoletest.Password}, "repeat": {consoletest.Password}}); p.Status < 400 || p.Status >= 500 {
				t.Errorf("POST %.40s: %d", path, p.Status)
			}
		}
	}
	users, err := s.Accounts.Users(consoletest.Ctx)
	consoletest.Check(t, err)
	for _, u := range users {
		if u.Name == "hoang" {
			t.Error("there is a user")
		}
	}
}

// The pages are complete without the script: the forms that need it are hidden.
func TestPasskeyFormsAreHidden(t *testing.T) {
	s := consoletest.Open(t)
	secret, _, err := s.Accounts.Invite(consoletest.Ctx, account.User{Role: account.Auditor})
	consoletest.Check(t, err)
	for _, p := range []*consoletest.Answer{s.Browser(t).Get("/signin"), s.Browser(t).Get("/invitation/" + secret), s.SignIn(t, "lan").Get("/console/account")} {
		n := 0
		for _, f := range consoletest.Elements(p.Parse(t), "form") {
			if consoletest.Has(f, "data-passkey") {
				n++
				if !consoletest.Has(f, "hidden") {
					t.Errorf("%s shows a form that needs the script", p.Path)
				}
			}
		}
		if n != 1 || !strings.Contains(p.Header.Get("Content-Security-Policy"), "script-src 'self'") {
			t.Errorf("%s has %d forms for passkeys, %s", p.Path, n, p.Header.Get("Content-Security-Policy"))
		}
	}
}
