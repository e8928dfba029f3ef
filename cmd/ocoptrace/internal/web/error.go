package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/gs1"

	"github.com/gorilla/mux"
)

// A Status is an error of the exchange itself: no such page, a body too large,
// too many requests. Its text is that of "error." and the code.
type Status int

func (s Status) Error() string { return strconv.Itoa(int(s)) + " " + http.StatusText(int(s)) }

// failure is the body of an error page.
type failure struct {
	Status  int
	Level   level
	Icon    string
	Key     string // of the title; Key + ".note" is the explanation
	Detail  string // what exactly is wrong, in English; "" for none
	Form    *codeForm
	Request string // id, for whoever reports it; "" for none
}

// Error answers with the page of an error. This is the one place where an error
// becomes a status:
//
//	Status                       that status
//	*gs1.Error                   400, with what is wrong with the link
//	*http.MaxBytesError          413
//	others, by trace.FindingOf   404, 400, 500 or 503, as the package comment says
//
// Headers that go with a status, such as Allow and Retry-After of 429, are set
// by the caller before; 503 gets a Retry-After where there is none.
func (web *Web) Error(w http.ResponseWriter, r *http.Request, err error) {
	if status := Status(0); !errors.As(err, &status) {
		told(r, trace.FindingOf(err))
	}
	f := failureOf(err)
	f.Request = w.Header().Get("X-Request-Id")
	if f.Status >= 500 {
		web.logger.ErrorContext(r.Context(), "page failed", "status", f.Status, "error", err, "request", f.Request)
	}
	if f.Status == http.StatusServiceUnavailable && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "30")
	}
	if f.Form != nil {
		f.Form.Typed = typed(r)
	}
	p := web.newPage(r)
	if c := r.URL.Query().Get("c"); c != "" && f.Form != nil {
		p.query.Set("c", f.Form.Typed)
	}
	p.template, p.Title, p.NoIndex, p.Body = "error", p.T(f.Key), true, f
	doc, renderErr := web.render(p)
	if renderErr != nil {
		web.logger.ErrorContext(r.Context(), "error page failed", "error", renderErr)
		http.Error(w, Status(f.Status).Error(), f.Status)
		return
	}
	doc.serve(w, r, f.Status)
}

func failureOf(err error) *failure {
	var (
		status Status
		link   *gs1.Error
		large  *http.MaxBytesError
	)
	switch {
	case errors.As(err, &status):
		return statusFailure(int(status))
	case errors.As(err, &large):
		return statusFailure(http.StatusRequestEntityTooLarge)
	case errors.As(err, &link):
		return &failure{Status: http.StatusBadRequest, Level: levelUnclear, Icon: "keyboard", Key: "error.link", Detail: link.Error()}
	}
	return findingFailure(trace.FindingOf(err), err)
}

// statusTexts are the codes that have a text of their own.
var statusTexts = map[int]string{
	400: "error.400", 403: "error.403", 404: "error.404", 405: "error.405", 406: "error.406", 408: "error.408",
	413: "error.413", 429: "error.429", 500: "error.500", 503: "error.503",
}

func statusFailure(code int) *failure {
	key, ok := statusTexts[code]
	switch {
	case ok:
	case code >= 500:
		key = "error.500"
	default:
		key = "error.400"
	}
	return &failure{Status: code, Level: levelUnclear, Icon: "question", Key: key}
}

func findingFailure(found trace.Finding, err error) *failure {
	f := &failure{Key: "finding." + string(found), Level: levelOf(found), Icon: iconOf(found)}
	switch found {
	case trace.FindingMalformed:
		f.Status, f.Form = http.StatusBadRequest, &codeForm{Err: err}
	case trace.FindingUnknown:
		f.Status, f.Form = http.StatusNotFound, &codeForm{}
	case trace.FindingUnproven:
		f.Status = http.StatusInternalServerError
	default:
		f.Status = http.StatusServiceUnavailable
	}
	return f
}

func (web *Web) notFound(w http.ResponseWriter, r *http.Request) {
	web.Error(w, r, Status(http.StatusNotFound))
}

// methodNotAllowed answers 405 with the methods that a path has (RFC 9110
// section 15.5.6).
func (web *Web) methodNotAllowed(router *mux.Router) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
			asked := *r
			asked.Method = method
			var match mux.RouteMatch
			if router.Match(&asked, &match) && match.MatchErr == nil {
				allowed = append(allowed, method)
			}
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		web.Error(w, r, Status(http.StatusMethodNotAllowed))
	})
}
