package web

import (
	"context"
	"math"
	"net/http"
	"strings"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// Lookups count the look-ups of labels and know their history. Its methods are
// called concurrently.
type Lookups interface {
	// Note is told that a label's page was answered, and what it said first.
	// It must not wait.
	Note(r *http.Request, c code.Code, f trace.Finding)
	// Told is told the province, by its code, where whoever asks found a label,
	// and says whether that counts.
	Told(r *http.Request, c code.Code, province string) bool
	// History is what is known of a label.
	History(ctx context.Context, c code.Code) (History, error)
}

// A History is how often a label was looked up, as far as that was counted.
type History struct {
	Looks   int64
	First   time.Time
	Odds    float64 // how many times oftener copied labels have such a history, by estimate
	Unusual bool    // so that the reader should be told Odds
}

// looks is a history on a page.
type looks struct {
	History
	Day   ocop.Date
	Times int    // Odds, rounded down
	Place string // path of the form that asks for the province
}

// looked puts the history of a label on its page. A page says nothing about it
// when it cannot be read: that must not hide what the records say.
func (web *Web) looked(ctx context.Context, p *page, c code.Code) {
	if web.lookups == nil {
		return
	}
	h, err := web.lookups.History(ctx, c)
	if err != nil {
		web.logger.Error("the history of a label cannot be read", "error", err)
		return
	}
	p.Looks = &looks{h, ocop.DateOf(h.First), int(math.Floor(h.Odds)), "/x/" + c.String() + "/place"}
}

// counted notes the look-ups of a label that h answers. A browser that only
// fetches ahead, in case somebody wants the page, looks nothing up.
func (web *Web) counted(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if web.lookups == nil || r.Method != http.MethodGet || fetchesAhead(r) {
			h(w, r)
			return
		}
		s := &statusWriter{ResponseWriter: w}
		var f trace.Finding
		h(s, r.WithContext(context.WithValue(r.Context(), findingKey{}, &f)))
		if web.found != nil && f != "" {
			web.found(f)
		}
		if s.status != http.StatusOK && s.status != http.StatusNotModified {
			return
		}
		if c, err := code.Parse(typed(r)); err == nil {
			web.lookups.Note(r, c, f)
		}
	}
}

// findingKey is where the context of a counted request keeps what its page says.
type findingKey struct{}

// told tells whoever counts a look-up what its page says first.
func told(r *http.Request, f trace.Finding) {
	if to, counted := r.Context().Value(findingKey{}).(*trace.Finding); counted {
		*to = f
	}
}

// says is what a page says first; "" for one without a verdict.
func (p *page) says() trace.Finding {
	if b, ok := p.Body.(*scanned); ok && b.Verdict != nil {
		return b.Verdict.Finding
	}
	return ""
}

// fetchesAhead says that nobody has asked for the page yet (Sec-Purpose of the
// Fetch standard, and the older Purpose).
func fetchesAhead(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Sec-Purpose"), "prefetch") || r.Header.Get("Purpose") == "prefetch"
}

// A statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
