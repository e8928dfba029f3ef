package console

import (
	"net/http"
	"strings"
	"testing"

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

// Who has no first page is told so, and nothing fails.
func TestNoHome(t *testing.T) {
	v := &Visit{Console: &Console{}}
	v.User.Role = "nobody"
	if err := v.showHome(v); err != web.Status(http.StatusNotFound) {
		t.Errorf("%v, want 404", err)
	}
}
