package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

func TestPoster(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	p := b.Get("/console/posters")
	p.Sound(t)
	form := p.Form(t, "/console/posters")
	if form.Get("stock") != "a4-1" || form.Get("template") == "" {
		t.Error("the form begins with", form)
	}
	p = b.Get("/console/posters?" + form.Encode())
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["pointName"] != "This is needed." {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("pointName", "Điểm giới thiệu OCOP Mường Khương")
	form.Set("pointHours", "7:00–18:00")
	form.Set("product", "gao-seng-cu")
	p = b.Get("/console/posters?" + form.Encode())
	p.Sound(t)
	pdf := b.Get(p.Link(t, "poster.pdf"))
	if pdf.Status != http.StatusOK || !strings.HasPrefix(pdf.Body, "%PDF-") {
		t.Error(pdf.Status, pdf.Header)
	}
	if png := b.Get("/console/posters/poster.png?" + form.Encode()); !strings.HasPrefix(png.Body, "\x89PNG") {
		t.Error(png.Status, png.Header)
	}
	if s.Size(t) != size {
		t.Error("a poster has stated something")
	}
	s.otherPosters(t, b, form)
}

// otherPosters cannot be had.
func (s *site) otherPosters(t *testing.T, b *consoletest.Browser, form url.Values) {
	t.Helper()
	for name, value := range map[string]string{"product": "gio-lua", "stock": "none", "template": "stamp"} {
		other := url.Values{}
		for k, v := range form {
			other[k] = v
		}
		other.Set(name, value)
		for _, path := range []string{"/console/posters?", "/console/posters/poster.pdf?", "/console/posters/poster.png?"} {
			if p := b.Get(path + other.Encode()); p.Status != http.StatusNotFound {
				t.Errorf("%s with %s=%s gives %d", path, name, value, p.Status)
			}
		}
	}
	form.Set("pointName", "Chợ 🌾 "+strings.Repeat("x", 4000))
	p := b.Get("/console/posters?" + form.Encode())
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity {
		t.Error("a name of 4,000 letters gives", p.Status)
	}
	if p := s.SignIn(t, "hoa").Get("/console/posters"); p.Status != http.StatusForbidden {
		t.Error("an officer gets", p.Status)
	}
}
