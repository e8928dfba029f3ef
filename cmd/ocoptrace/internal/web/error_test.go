package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/tracetest"
)

// failures are errors of every kind, each with its status and what its page
// says in English.
func failures() map[error]struct {
	status int
	says   string
} {
	_, link := gs1.ParseDigitalLink("https://tx.example.vn/01/09520000000012")
	_, malformed := code.Parse("abc")
	return map[error]struct {
		status int
		says   string
	}{
		link:                                     {400, "This GS1 link is not right"},
		malformed:                                {400, "This code is not right"},
		trace.ErrNotFound:                        {404, "This code is not known"},
		trace.ErrUnproven:                        {500, "The record cannot be proven"},
		fmt.Errorf("x: %w", trace.ErrUnproven):   {500, "The record cannot be proven"},
		errors.New("disk"):                       {503, "This cannot be checked now"},
		context.DeadlineExceeded:                 {503, "This cannot be checked now"},
		&http.MaxBytesError{Limit: 1}:            {413, "Too much was sent"},
		Status(400):                              {400, "This request is not understood"},
		Status(404):                              {404, "There is no such page"},
		Status(405):                              {405, "The page cannot do this"},
		Status(406):                              {406, "Not available in the form asked for"},
		Status(408):                              {408, "It took too long"},
		Status(413):                              {413, "Too much was sent"},
		Status(418):                              {418, "This request is not understood"},
		Status(429):                              {429, "Too many look-ups"},
		Status(500):                              {500, "Something went wrong here"},
		fmt.Errorf("template: %w", Status(500)):  {500, "Something went wrong here"},
		Status(502):                              {502, "Something went wrong here"},
		Status(503):                              {503, "The service is busy"},
		fmt.Errorf("look-up: %w", Status(429)):   {429, "Too many look-ups"},
		fmt.Errorf("y: %w", trace.ErrRebuilding): {503, "This cannot be checked now"},
	}
}

func TestError(t *testing.T) {
	w := tracetest.New(t)
	var log bytes.Buffer
	web, err := New(Config{Registry: w.Registry, Now: w.Clock.Now, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for err, want := range failures() {
		log.Reset()
		rec := httptest.NewRecorder()
		rec.Header().Set("X-Request-Id", "req-7")
		web.Error(rec, httptest.NewRequest("GET", "/x/secret?lang=en", nil), err)
		if rec.Code != want.status {
			t.Errorf("%v: status %d, want %d", err, rec.Code, want.status)
		}
		page := text(parse(t, rec.Body.String(), "en"))
		for _, says := range []string{want.says, fmt.Sprintf("Error %d.", want.status), "Request: req-7"} {
			if !strings.Contains(page, says) {
				t.Errorf("%v: the page does not say %q: %s", err, says, page)
			}
		}
		if logged := log.Len() > 0; logged != (want.status >= 500) || strings.Contains(log.String(), "secret") {
			t.Errorf("%v: logged %q", err, log.String())
		}
		if after := rec.Header().Get("Retry-After"); (after != "") != (want.status == 503) {
			t.Errorf("%v: Retry-After %q", err, after)
		}
		if want.status >= 500 && strings.Contains(page, err.Error()) {
			t.Errorf("%v: the page shows the error of the inside", err)
		}
	}
}

// What a caller has set stays.
func TestErrorKeepsHeaders(t *testing.T) {
	w := tracetest.New(t)
	web, err := New(Config{Registry: w.Registry, Now: w.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	rec.Header().Set("Retry-After", "7")
	web.Error(rec, httptest.NewRequest("POST", "/", nil), Status(503))
	if got := rec.Header().Get("Retry-After"); got != "7" {
		t.Errorf("Retry-After %q", got)
	}
}

func TestLinkErrorSaysWhatIsWrong(t *testing.T) {
	s, _ := rice(t)
	_, link := gs1.ParseDigitalLink("https://tx.example.vn/01/09520000000012")
	web, err := New(Config{Registry: s.Registry, Now: s.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	web.Error(rec, httptest.NewRequest("GET", "/01/09520000000012", nil), link)
	if page := text(parse(t, rec.Body.String(), "vi")); !strings.Contains(page, "09520000000012") || !strings.Contains(page, "check digit") {
		t.Error(page)
	}
}
