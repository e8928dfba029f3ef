package console_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/storage"

	"github.com/gorilla/mux"
)

// postPaths are the paths of all POST pages, with something for each variable.
func postPaths(t *testing.T, s *consoletest.Site) (templates, paths []string) {
	t.Helper()
	consoletest.Check(t, s.Router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		methods, err := route.GetMethods()
		template, _ := route.GetPathTemplate()
		if err != nil || !slices.Contains(methods, http.MethodPost) || !strings.HasPrefix(template, "/console") {
			return nil
		}
		templates = append(templates, template)
		paths = append(paths, regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(template, "x"))
		return nil
	}))
	if len(paths) < 30 {
		t.Fatalf("only %d POST pages", len(paths))
	}
	return templates, paths
}

// Every POST of the console goes the way on which it is kept: without a session
// it leads to the form, and its action is known to the trail and has a text.
func TestEveryPost(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	actions := s.Frame.Actions()
	templates, paths := postPaths(t, s)
	for i, path := range paths {
		if p := b.Post(path, url.Values{}); p.Path != "/signin" {
			t.Errorf("POST %s leads to %d %s without a session", path, p.Status, p.Path)
		}
		if s.Frame.IsUnkept(templates[i]) {
			continue
		}
		if action := console.ActionOf(templates[i]); !slices.Contains(actions, action) {
			t.Errorf("POST %s is kept as %q, which is not among the actions", path, action)
		}
	}
	page := s.SignIn(t, "quan").Get("/console/audit")
	for _, o := range consoletest.Elements(page.Parse(t), "option") {
		if value := consoletest.Attr(o, "value"); value != "" && consoletest.Text(o) == value {
			t.Errorf("the action %s has no text", value)
		}
	}
}

// An auditor changes nothing but the own account and drafts, and an admin but
// accounts, whatever is sent; an admin makes backups besides.
func TestWhoChangesNothing(t *testing.T) {
	s := consoletest.Open(t)
	_, paths := postPaths(t, s)
	size := s.Size(t)
	for who, may := range map[string][]string{
		"kiem": {"/console/account/", "/console/draft"},
		"quan": {"/console/account/", "/console/draft", "/console/people/", "/console/invitations", "/console/operation/backup"},
	} {
		b := s.SignIn(t, who)
		for _, path := range paths {
			if slices.ContainsFunc(may, func(start string) bool { return strings.HasPrefix(path, start) }) {
				continue
			}
			if p := b.Post(path, url.Values{"key": {strings.Repeat("k", 22)}}); p.Status != http.StatusForbidden {
				t.Errorf("%s: POST %s answers %d", who, path, p.Status)
			}
		}
	}
	if got := s.Size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}

// trailOf are the entries of a user, without those of signing in.
func trailOf(t *testing.T, s *consoletest.Site, who string) (all []string) {
	t.Helper()
	consoletest.Check(t, s.Trail.Each(consoletest.Ctx, audit.Filter{Who: who}, func(e audit.Entry) error {
		if !strings.HasPrefix(e.Did, "signin") {
			all = append(all, string(e.From)+" "+e.Did+" "+e.To)
		}
		return nil
	}))
	return all
}

// What is done is kept with what it is done to; what comes back as a form, what
// only looks and what is not allowed is not.
func TestKept(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	b.Post("/console/closing", url.Values{"time": {"25:00"}})
	b.Post("/console/recalls", url.Values{"product": {"gao-seng-cu"}})
	b.Get("/console/leftovers")
	if got := trailOf(t, s, "lan"); len(got) > 0 {
		t.Errorf("kept: %q", got)
	}
	b.Post("/console/closing", url.Values{"time": {"17:30"}})
	form := b.Get("/console/batches/new?product=gao-seng-cu&produced="+s.Today().String()+"&quantity=5&check=1").Form(t, "/console/batches")
	b.Post("/console/batches", form)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	status := b.Get("/console/batches/gao-seng-cu/ST-01").Form(t, "/console/runs/"+run.ID+"/status")
	b.Post("/console/runs/"+run.ID+"/status", status)
	want := []string{"console closing ", "console batches gao-seng-cu/" + form.Get("lot"), "console runs.status " + run.ID}
	if got := trailOf(t, s, "lan"); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
}

// Where the trail cannot be written, nobody is told that something is done.
func TestNotKept(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	s.Trail.Store = failing{s.Trail.Store}
	p := b.Post("/console/closing", url.Values{"time": {"17:30"}})
	if p.Status < 500 || p.Header.Get("Location") != "" || !strings.Contains(p.Body, "</html>") {
		t.Errorf("%d %v", p.Status, p.Header)
	}
}

// failing is a store that takes no writes.
type failing struct{ storage.Store }

func (failing) Update(context.Context, func(storage.Tx) error) error {
	return errors.New("the disk is full")
}
