package producer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// A place is stated, changed and closed by the owner alone.
func TestPoints(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/points")
	p.Sound(t)
	p = b.Get(p.Link(t, "/console/points/new"))
	p.Sound(t)
	form := p.Form(t, "/console/points/new")
	if form.Get("communeCode") != "02761" || form.Get("provinceCode") != "15" {
		t.Errorf("the form begins with %v", form)
	}
	form.Set("name", "")
	form.Set("latitude", "104.1")
	form.Set("hotline", "gọi chị Lan")
	p = b.Post("/console/points/new", form)
	p.Sound(t)
	found := p.Problems(t)
	if p.Status != http.StatusUnprocessableEntity || found["name"] == "" || found["latitude"] == "" || found["hotline"] == "" {
		t.Errorf("%d %v", p.Status, found)
	}
	form.Set("name", "Cửa hàng Mường Khương")
	form.Set("latitude", "22,767312")
	form.Set("longitude", "104.112233")
	form.Set("hotline", "")
	form.Set("hours", "7:00-18:00")
	p = b.Post("/console/points/new", form)
	p.Sound(t)
	size := s.Size(t)
	form = p.Form(t, "/console/points")
	for range 2 {
		if p = b.Post("/console/points", form); p.Path != "/console/points" || !strings.Contains(p.Body, "Cửa hàng Mường Khương") {
			t.Fatal(p.Status, p.Path, p.Problems(t))
		}
	}
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	const page = "/console/points/cua-hang-muong-khuong"
	form = b.Get(page).Form(t, page)
	form.Set("closed", "1")
	p = b.Post(page, form)
	if !strings.Contains(p.Body, "No → Yes") {
		t.Error("the change is not shown")
	}
	p = b.Post(page+"/state", p.Form(t, page+"/state"))
	if !strings.Contains(p.Body, ">closed<") {
		t.Error(p.Status, p.Path)
	}
	points, _, err := s.Points(consoletest.Ctx, trace.PointFilter{Owner: "htx-gao-ruong-mau"}, "", 0)
	consoletest.Check(t, err)
	if len(points) != 1 || !points[0].Closed || points[0].Latitude != "22.767312" || points[0].Hours != "7:00-18:00" || !points[0].Sample {
		t.Errorf("stated %+v", points)
	}
	key := url.Values{"key": {strings.Repeat("k", 22)}, "begun": {"1"}}
	if got := s.SignIn(t, "tam").Post(page, key).Status; got != http.StatusForbidden {
		t.Errorf("a packer: %d", got)
	}
	if got := s.SignIn(t, "minh").Post(page+"/state", key).Status; got != http.StatusNotFound {
		t.Errorf("another's: %d", got)
	}
}
