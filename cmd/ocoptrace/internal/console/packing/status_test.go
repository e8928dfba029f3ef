package packing_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

func TestProblemsOfLabels(t *testing.T) {
	s := open(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 40, "")
	consoletest.Check(t, err)
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 10, State: trace.LabelActive, Date: s.Today()})
	b := s.SignIn(t, "lan")
	const page = "/console/batches/gao-seng-cu/ST-01"
	status, void := "/console/runs/"+run.ID+"/status", "/console/runs/"+run.ID+"/void"
	size := s.Size(t)
	for name, c := range map[string]struct {
		action string
		set    map[string]string
		want   map[string]string
	}{
		"active already":  {status, map[string]string{"from": "9", "to": "12"}, map[string]string{"from": "9 to 10"}},
		"over the end":    {status, map[string]string{"to": "41"}, map[string]string{"to": "41 is not between 11 and 40."}},
		"from nothing":    {status, map[string]string{"from": "0"}, map[string]string{"from": "0 is not between 1 and 40."}},
		"no reason":       {void, map[string]string{"from": "12", "to": "12"}, map[string]string{"reason": "This is needed."}},
		"beyond the run":  {void, map[string]string{"from": "41", "to": "2"}, map[string]string{"from": "41 is not between 1 and 40.", "reason": "This is needed."}},
		"nothing entered": {void, nil, map[string]string{"from": "This is needed.", "to": "This is needed.", "reason": "This is needed."}},
	} {
		t.Run(name, func(t *testing.T) {
			form := b.Get(page).FormWith(t, c.action, slices.Collect(maps.Keys(c.set))...)
			for field, value := range c.set {
				form.Set(field, value)
			}
			var p *consoletest.Answer
			if c.action == void {
				p = b.Get(void + "?" + form.Encode())
			} else {
				p = b.Post(c.action, form)
			}
			if p.Status != http.StatusUnprocessableEntity {
				t.Fatalf("status %d", p.Status)
			}
			p.Sound(t)
			found := p.Problems(t)
			if len(found) != len(c.want) {
				t.Fatalf("problems %v, want %v", found, c.want)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
			}
			for field, value := range c.set {
				if got := p.FormWith(t, c.action, field).Get(field); got != value && field != "stock" {
					t.Errorf("%s comes back as %q, want %q", field, got, value)
				}
			}
		})
	}
	if got := s.Size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}
