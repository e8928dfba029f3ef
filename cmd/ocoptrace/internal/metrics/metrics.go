package metrics

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/trace"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Config says what Metrics show.
type Config struct {
	Look func(context.Context) (upkeep.Status, error)
	// Follow reads statements in log order, as trace.Registry does.
	Follow func(ctx context.Context, from int64, limit int) ([]trace.Stated[trace.Fact], int64, error)
	From   int64 // log index of the first statement that is counted
	Now    func() time.Time
}

// Metrics count. Their methods may be called concurrently.
type Metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.CounterVec
	durations  *prometheus.HistogramVec
	refused    prometheus.Counter
	statements *prometheus.CounterVec
	lookups    *prometheus.CounterVec
	config     Config

	mu     sync.Mutex // guards what follows
	next   int64      // statement that is not counted yet
	looked time.Time
	status upkeep.Status
}

// New makes metrics at zero.
func New(c Config) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), config: c, next: c.From,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ocoptrace_http_requests_total", Help: "Answers by route, method and class of status.",
		}, []string{"route", "method", "class"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ocoptrace_http_request_duration_seconds", Help: "Time to answer by route.",
			Buckets: []float64{.005, .025, .1, .25, .5, 1, 2.5, 10, 30},
		}, []string{"route"}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ocoptrace_sign_in_failures_total", Help: "Passwords and passkeys that were refused.",
		}),
		statements: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ocoptrace_statements_total", Help: "Statements since the service began, by kind.",
		}, []string{"kind"}),
		lookups: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ocoptrace_lookups_total", Help: "Look-ups of labels by what they said first.",
		}, []string{"finding"}),
	}
	for _, f := range findings {
		m.lookups.WithLabelValues(string(f))
	}
	m.registry.MustRegister(m.requests, m.durations, m.refused, m.statements, m.lookups, state{m},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts an answer. method is to be one of a known few.
func (m *Metrics) Request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, fmt.Sprintf("%dxx", status/100)).Inc()
	m.durations.WithLabelValues(route).Observe(took.Seconds())
	refused := status == http.StatusUnprocessableEntity || status == http.StatusUnauthorized || status == http.StatusTooManyRequests
	if refused && method == http.MethodPost && (route == "/signin" || route == "/signin/passkey") {
		m.refused.Inc()
	}
}

// findings are all that a look-up may say first.
var findings = []trace.Finding{
	trace.FindingRecalled, trace.FindingVoided, trace.FindingPastUseBy, trace.FindingOnHold, trace.FindingUnbound, trace.FindingInactive,
	trace.FindingPastBestBefore, trace.FindingIntact,
	trace.FindingUnknown, trace.FindingMalformed, trace.FindingUnproven, trace.FindingUnavailable,
}

// Found counts a look-up of a label; one that is not among those known is not
// counted.
func (m *Metrics) Found(f trace.Finding) {
	if slices.Contains(findings, f) {
		m.lookups.WithLabelValues(string(f)).Inc()
	}
}

// Handler answers GET /metrics.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	show := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.HTTPErrorOnError})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if err := m.look(r.Context()); err != nil {
			http.Error(w, "the service cannot be looked at", http.StatusServiceUnavailable)
			return
		}
		show.ServeHTTP(w, r)
	})
	return mux
}

const (
	fresh    = 10 * time.Second // how long a look is shown
	pageSize = 500              // statements counted at once
)

// look counts what was stated meanwhile and looks at the service.
func (m *Metrics) look(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.config.Now()
	if !m.looked.IsZero() && now.Sub(m.looked) < fresh {
		return nil
	}
	if err := m.count(ctx); err != nil {
		return err
	}
	s, err := m.config.Look(ctx)
	if err == nil {
		m.status, m.looked = s, now
	}
	return err
}

func (m *Metrics) count(ctx context.Context) error {
	for {
		page, next, err := m.config.Follow(ctx, m.next, pageSize)
		if err != nil {
			return err
		}
		for _, s := range page {
			m.statements.WithLabelValues(string(s.Fact.Kind())).Inc()
		}
		m.next = next
		if len(page) < pageSize {
			return nil
		}
	}
}
