package metrics

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func scrape(t *testing.T, m *Metrics) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Code, w.Body.String()
}

func lines(t *testing.T, m *Metrics, want ...string) {
	t.Helper()
	status, text := scrape(t, m)
	if status != http.StatusOK {
		t.Fatal(status, text)
	}
	for _, line := range want {
		if !strings.Contains("\n"+text, "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
}

func TestMetrics(t *testing.T) {
	w := tracetest.New(t)
	s := upkeep.Status{Log: upkeep.Log{Size: 5, Published: 3}, Warnings: []upkeep.Warning{{Key: "noBackup", Grave: true}}}
	m := New(Config{
		Look:   func(context.Context) (upkeep.Status, error) { return s, nil },
		Follow: w.Registry.Follow, From: 1, Now: w.Clock.Now,
	})
	m.Request("/x/{code}", http.MethodGet, 200, 7*time.Millisecond)
	m.Request("/signin", http.MethodPost, 422, time.Millisecond)
	for _, f := range []trace.Finding{trace.FindingIntact, trace.FindingIntact, trace.FindingUnknown, "made up"} {
		m.Found(f)
	}
	m.Request("/signin", http.MethodPost, 303, time.Millisecond)
	m.Request("/signin", http.MethodGet, 422, time.Millisecond)
	lines(t, m,
		`ocoptrace_http_requests_total{class="2xx",method="GET",route="/x/{code}"} 1`,
		`ocoptrace_http_request_duration_seconds_bucket{route="/x/{code}",le="0.005"} 0`,
		`ocoptrace_http_request_duration_seconds_bucket{route="/x/{code}",le="0.025"} 1`,
		`ocoptrace_sign_in_failures_total 1`,
		`ocoptrace_lookups_total{finding="intact"} 2`, `ocoptrace_lookups_total{finding="unknown"} 1`, `ocoptrace_lookups_total{finding="recalled"} 0`,
		`ocoptrace_ready 1`, `ocoptrace_log_unpublished_records 2`, `ocoptrace_warnings{key="noBackup"} 1`,
	)
	if _, text := scrape(t, m); strings.Contains(text, "ocoptrace_backup_timestamp_seconds ") || !strings.Contains(text, "go_goroutines ") {
		t.Error("a backup that was not made, or no goroutines:", text)
	} else if n := strings.Count(text, "\nocoptrace_lookups_total{"); n != len(findings) {
		t.Errorf("%d findings are shown, want %d", n, len(findings))
	}

	// A look is kept for ten seconds; then statements and a backup show.
	w.Rice(t)
	s.Fault, s.Backups, s.Warnings = "stopped", []upkeep.Backup{{At: time.Unix(1_790_000_000, 0)}}, nil
	lines(t, m, `ocoptrace_ready 1`)
	w.Clock.Set(w.Clock.Now().Add(fresh))
	lines(t, m, `ocoptrace_ready 0`, `ocoptrace_backup_timestamp_seconds 1.79e+09`, `ocoptrace_statements_total{kind="Product"} 1`)
}

func TestCannotLook(t *testing.T) {
	w := tracetest.New(t)
	m := New(Config{
		Look:   func(context.Context) (upkeep.Status, error) { return upkeep.Status{}, errors.New("secret path") },
		Follow: w.Registry.Follow, Now: w.Clock.Now,
	})
	if status, text := scrape(t, m); status != http.StatusServiceUnavailable || strings.Contains(text, "secret") {
		t.Error(status, text)
	}
}
