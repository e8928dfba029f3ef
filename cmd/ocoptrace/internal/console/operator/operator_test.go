package operator_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

const path = "/console/operation"

func TestOperation(t *testing.T) {
	s := consoletest.Open(t)
	admin := s.SignIn(t, "quan")
	page := admin.Get(path)
	page.Sound(t)
	for _, text := range []string{
		"No backup is known", "v1.2.3", "100\u00a0GiB of 200\u00a0GiB", "10\u00a0GiB: with less", "None configured", "None is known.",
		s.Upkeep.Service.Origin, "OCOPTRACE_LISTEN", "127.0.0.1:9", "(default: 127.0.0.1:8080)", "not set", "ocoptrace status --dir /var/lib/ocoptrace",
	} {
		if !strings.Contains(page.Body, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	s.Upkeep.Ready = func(context.Context) error { return errors.New("the log has stopped") }
	if page = admin.Get(path); !strings.Contains(page.Body, "The service cannot answer: the log has stopped.") {
		t.Error("a fault is not told", page.Body)
	}
	page = admin.Get(path + "?lang=vi")
	page.Sound(t)
	if !strings.Contains(page.Body, "Chưa có bản sao lưu nào") {
		t.Error("not in Vietnamese", page.Body)
	}
}

// What is downloaded is a backup, and that it was made is told and kept.
func TestBackup(t *testing.T) {
	s := consoletest.Open(t)
	admin := s.SignIn(t, "quan")
	file := admin.Post(path+"/backup", url.Values{})
	if file.Status != http.StatusOK {
		t.Fatal(file.Status, file.Body)
	}
	if _, err := trace.OpenBackup(strings.NewReader(file.Body), int64(len(file.Body))); err != nil {
		t.Error(err)
	}
	page := admin.Get(path)
	page.Sound(t)
	if strings.Contains(page.Body, "No backup is known") || !strings.Contains(page.Body, "1\u00a0MiB") || !strings.Contains(page.Body, "Nothing needs your attention") {
		t.Error("the backup is not told", page.Body)
	}
	if page = admin.Get("/console/audit"); !strings.Contains(page.Body, "Made a backup") {
		t.Error("the backup is not kept in the audit trail")
	}
}

// Nobody else sees the page or gets a backup.
func TestOthers(t *testing.T) {
	s := consoletest.Open(t)
	for _, name := range []string{"lan", "tam", "hoa", "thanh", "kiem"} {
		other := s.SignIn(t, name)
		if page := other.Get(path); page.Status != http.StatusForbidden {
			t.Errorf("%s sees %d", name, page.Status)
		}
		if file := other.Post(path+"/backup", url.Values{}); file.Status != http.StatusForbidden {
			t.Errorf("%s gets %d", name, file.Status)
		}
	}
	if page := s.Browser(t).Post(path+"/backup", url.Values{}); strings.Contains(page.Body, "ocoptrace backup") || page.Path != "/signin" {
		t.Errorf("a stranger gets %d %s", page.Status, page.Path)
	}
}
