package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestPoster(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	size := s.size(t)
	p := b.get("/console/posters")
	p.sound(t)
	form := p.form(t, "/console/posters")
	if form.Get("stock") != "a4-1" || form.Get("template") == "" {
		t.Error("the form begins with", form)
	}
	p = b.get("/console/posters?" + form.Encode())
	p.sound(t)
	if p.status != http.StatusUnprocessableEntity || p.problems(t)["pointName"] != "This is needed." {
		t.Error(p.status, p.problems(t))
	}
	form.Set("pointName", "Điểm giới thiệu OCOP Mường Khương")
	form.Set("pointHours", "7:00–18:00")
	form.Set("product", "gao-seng-cu")
	p = b.get("/console/posters?" + form.Encode())
	p.sound(t)
	pdf := b.get(p.link(t, "poster.pdf"))
	if pdf.status != http.StatusOK || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Error(pdf.status, pdf.header)
	}
	if png := b.get("/console/posters/poster.png?" + form.Encode()); !strings.HasPrefix(png.body, "\x89PNG") {
		t.Error(png.status, png.header)
	}
	if s.size(t) != size {
		t.Error("a poster has stated something")
	}
	s.otherPosters(t, b, form)
}

// otherPosters cannot be had.
func (s *site) otherPosters(t *testing.T, b *browser, form url.Values) {
	t.Helper()
	for name, value := range map[string]string{"product": "gio-lua", "stock": "none", "template": "stamp"} {
		other := url.Values{}
		for k, v := range form {
			other[k] = v
		}
		other.Set(name, value)
		for _, path := range []string{"/console/posters?", "/console/posters/poster.pdf?", "/console/posters/poster.png?"} {
			if p := b.get(path + other.Encode()); p.status != http.StatusNotFound {
				t.Errorf("%s with %s=%s gives %d", path, name, value, p.status)
			}
		}
	}
	form.Set("pointName", "Chợ 🌾 "+strings.Repeat("x", 4000))
	p := b.get("/console/posters?" + form.Encode())
	p.sound(t)
	if p.status != http.StatusUnprocessableEntity {
		t.Error("a name of 4,000 letters gives", p.status)
	}
	if p := s.signIn(t, "hoa").get("/console/posters"); p.status != http.StatusForbidden {
		t.Error("an officer gets", p.status)
	}
}
