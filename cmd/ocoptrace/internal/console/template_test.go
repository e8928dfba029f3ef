package console

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/web"
)

func TestParse(t *testing.T) {
	c := &Console{templates: make(templates)}
	if err := c.Parse("confirm"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.templates.find("confirm"); err != nil {
		t.Error(err)
	}
	if err := c.Parse("form", "confirm"); err == nil || !strings.Contains(err.Error(), `"confirm"`) {
		t.Errorf("parsed twice: %v", err)
	}
	if err := c.Parse("nowhere"); err == nil {
		t.Error("a template that is not there was parsed")
	}
	if _, err := c.templates.find("nowhere"); err == nil || !strings.Contains(err.Error(), `"nowhere"`) {
		t.Errorf("found what was not parsed: %v", err)
	}
}

// Who has no first page is led to the own account.
func TestNoHome(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, homePath, nil)
	pages, err := web.New(web.Config{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	v := &Visit{Console: &Console{}, W: w, R: r, Page: pages.NewPage(r)}
	v.User.Role = "nobody"
	if err := v.showHome(v); err != nil || w.Header().Get("Location") != "/console/account" {
		t.Errorf("%v, %v", err, w.Header())
	}
}
