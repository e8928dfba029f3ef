package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/press"
)

func TestQueue(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/queue")
	p.Sound(t)
	if !strings.Contains(p.Body, "No labels wait") {
		t.Error(p.Body)
	}
	run := s.run(t, 17)
	first, err := s.Press.Enqueue(consoletest.Ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 1, To: 10})
	consoletest.Check(t, err)
	s.Clock.Set(s.Clock.Now().Add(time.Second)) // so that there is a first one
	second, err := s.Press.Enqueue(consoletest.Ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 11, To: 17})
	consoletest.Check(t, err)
	p = b.Get("/console/queue")
	p.Sound(t)
	if !strings.Contains(p.Body, "17 labels wait.") || !strings.Contains(p.Body, "Gạo Séng Cù, lot ST-01") {
		t.Error(p.Body)
	}
	form := p.Form(t, "/console/labels")
	if got := form["item"]; len(got) != 2 || got[0] != first.ID || got[1] != second.ID {
		t.Error("to print are", got)
	}
	p = b.Post("/console/queue/remove", url.Values{"item": {first.ID}})
	p.Sound(t)
	if !strings.Contains(p.Body, "7 labels wait.") {
		t.Error(p.Body)
	}
	job, err := s.Press.Take(consoletest.Ctx, "htx-gao-ruong-mau", nil, press.Order{By: "lan", Template: someTemplate(), Sheet: sheet(t, "a4-24-70x37", 0)})
	consoletest.Check(t, err)
	p = b.Post("/console/queue/remove", url.Values{"item": {second.ID}})
	p.Sound(t)
	if p.Status != http.StatusConflict || !strings.Contains(p.Body, "cancel that first") || !strings.Contains(p.Body, "/console/jobs/"+job.ID) {
		t.Error(p.Status, p.Body)
	}
	if p := s.SignIn(t, "minh").Get("/console/queue"); strings.Contains(p.Body, "ST-01") {
		t.Error("another producer's queue is shown")
	}
	if p := s.SignIn(t, "hoa").Get("/console/queue"); p.Status != http.StatusForbidden {
		t.Error("an officer gets", p.Status)
	}
}
