package producer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

const diary = "/console/batches/gao-seng-cu/ST-01/diary"

// A packer writes an entry with a photo, and puts it right with another.
func TestDiary(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "tam")
	p := b.Get(diary)
	p.Sound(t)
	p = b.Get(p.Link(t, "/diary/new"))
	p.Sound(t)
	form := p.Form(t, diary+"/new")
	if form.Get("date") != "2026-11-23" {
		t.Errorf("the form begins with %v", form)
	}
	form.Set("activity", "harvest")
	form.Set("date", "18/11/2026")
	form.Set("text", "Gặt ruộng số 3.")
	form.Del("add")
	form.Del("drop")
	p = b.SendFiles(diary+"/new", form, map[string][]byte{"photo": picture(t, 400, 300)})
	p.Sound(t)
	if !strings.Contains(p.Body, "18 Nov 2026") && !strings.Contains(p.Body, "2026-11-18") {
		t.Fatal(p.Status, p.Problems(t), p.Body)
	}
	size := s.Size(t)
	form = p.Form(t, diary)
	for range 2 {
		if p = b.Post(diary, form); p.Path != diary || !strings.Contains(p.Body, "Gặt ruộng số 3.") {
			t.Fatal(p.Status, p.Path, p.Problems(t))
		}
	}
	p.Sound(t)
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	change := p.Link(t, "replaces=")
	p = b.Get(change)
	p.Sound(t)
	form = p.Form(t, diary+"/new")
	if form.Get("text") != "Gặt ruộng số 3." || form.Get("photos.0.digest") == "" {
		t.Errorf("the correction begins with %v", form)
	}
	form.Set("text", "Gặt ruộng số 4.")
	form.Del("add")
	form.Del("drop")
	p = b.Post(diary+"/new", form)
	p = b.Post(diary, p.Form(t, diary))
	if p.Path != diary || !strings.Contains(p.Body, "Gặt ruộng số 4.") || !strings.Contains(p.Body, ">replaced<") {
		t.Fatal(p.Status, p.Path, p.Problems(t))
	}
	lines, _, err := s.Diary(consoletest.Ctx, "gao-seng-cu", "ST-01", 0, 0)
	consoletest.Check(t, err)
	if len(lines) != 2 || lines[1].ReplacedBy != lines[0].ID || len(lines[0].Fact.Photos) != 1 || lines[0].Fact.Date.String() != "2026-11-18" {
		t.Errorf("the diary is %+v", lines)
	}
	form = b.Get(change).Form(t, diary+"/new")
	form.Set("text", "Gặt ruộng số 5.")
	form.Del("add")
	form.Del("drop")
	if p = b.Post(diary+"/new", form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "was replaced by another already") {
		t.Errorf("a second correction of one entry: %d", p.Status)
	}
}

func TestDiaryProblems(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	form := b.Get(diary+"/new").Form(t, diary+"/new")
	form.Set("activity", "other")
	form.Set("date", "hôm qua")
	form.Del("add")
	p := b.Post(diary+"/new", form)
	p.Sound(t)
	found := p.Problems(t)
	if p.Status != http.StatusUnprocessableEntity || found["date"] == "" || found["text"] == "" {
		t.Errorf("%d %v", p.Status, found)
	}
	if got := p.Form(t, diary+"/new").Get("date"); got != "hôm qua" {
		t.Errorf("the date comes back as %q", got)
	}
	other := s.SignIn(t, "minh")
	for _, path := range []string{diary, diary + "/new", diary + "/new?replaces=urn:uuid:00000000-0000-4000-8000-000000000000"} {
		if p := other.Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s of another's answers %d", path, p.Status)
		}
		if p := s.SignIn(t, "hoa").Get(path); p.Status != http.StatusForbidden {
			t.Errorf("%s answers an officer with %d", path, p.Status)
		}
	}
	if p := b.Get(diary + "/new?replaces=" + url.QueryEscape("urn:uuid:00000000-0000-4000-8000-000000000000")); p.Status != http.StatusNotFound {
		t.Errorf("a correction of nothing: %d", p.Status)
	}
}
