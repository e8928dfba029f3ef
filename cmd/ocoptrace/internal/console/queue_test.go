package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

func TestQueue(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/queue")
	p.sound(t)
	if !strings.Contains(p.body, "No labels wait") {
		t.Error(p.body)
	}
	run := s.run(t, 17)
	first, err := s.press.Enqueue(ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 1, To: 10})
	check(t, err)
	s.Clock.Set(s.Clock.Now().Add(time.Second)) // so that there is a first one
	second, err := s.press.Enqueue(ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 11, To: 17})
	check(t, err)
	p = b.get("/console/queue")
	p.sound(t)
	if !strings.Contains(p.body, "17 labels wait.") || !strings.Contains(p.body, "Gạo Séng Cù, lot ST-01") {
		t.Error(p.body)
	}
	form := p.form(t, "/console/labels")
	if got := form["item"]; len(got) != 2 || got[0] != first.ID || got[1] != second.ID {
		t.Error("to print are", got)
	}
	p = b.post("/console/queue/remove", url.Values{"item": {first.ID}})
	p.sound(t)
	if !strings.Contains(p.body, "7 labels wait.") {
		t.Error(p.body)
	}
	job, err := s.press.Take(ctx, "htx-gao-ruong-mau", nil, press.Order{By: "lan", Template: someTemplate(), Sheet: sheet(t, "a4-24-70x37", 0)})
	check(t, err)
	p = b.post("/console/queue/remove", url.Values{"item": {second.ID}})
	p.sound(t)
	if p.status != http.StatusConflict || !strings.Contains(p.body, "cancel that first") || !strings.Contains(p.body, "/console/jobs/"+job.ID) {
		t.Error(p.status, p.body)
	}
	if p := s.signIn(t, "minh").get("/console/queue"); strings.Contains(p.body, "ST-01") {
		t.Error("another producer's queue is shown")
	}
	if p := s.signIn(t, "hoa").get("/console/queue"); p.status != http.StatusForbidden {
		t.Error("an officer gets", p.status)
	}
}
