package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/accept"
	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
)

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail,omitempty"`
	Finding   trace.Finding  `json:"finding,omitempty"`
	Problems  []fieldProblem `json:"problems,omitempty"`
	Available []string       `json:"available,omitempty"`
}

// fieldProblem is what is wrong with one field: of a fact, as trace.Problem has
// it, or of a link, whose fields are application identifiers.
type fieldProblem struct {
	Field  string `json:"field"`
	Key    string `json:"key,omitempty"`
	Args   []any  `json:"args,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// problemType is a kind of problem; its name is the fragment of its type.
type problemType struct {
	name   string
	status int
	title  string
	means  string
}

var (
	problemMalformed   = problemType{"malformed", http.StatusBadRequest, "Not a label code", "The text cannot be a label code: a character is wrong, missing or exchanged. Compare it with the label."}
	problemUnknown     = problemType{"unknown", http.StatusNotFound, "Nothing is stated about this", "The registry holds no statement about it, or the parts of the link do not belong together."}
	problemUnproven    = problemType{"unproven", http.StatusInternalServerError, "Not proven", "What is stored is not what was signed and logged. Nothing of it is shown; the operator has to act."}
	problemUnavailable = problemType{"unavailable", http.StatusServiceUnavailable, "Cannot be checked now", "The registry could not be read. Nothing is known about the goods from this answer; ask again later."}
	problemLink        = problemType{"link", http.StatusBadRequest, "Not a GS1 Digital Link", "The link breaks the GS1 Digital Link URI syntax, or a number in it cannot be right."}
	problemFact        = problemType{"fact", http.StatusUnprocessableEntity, "Cannot be stated", "Fields of a fact are wrong or contradict what is stated already; problems names each."}
)

// problemTypes lists the types for whoever follows their URL.
func problemTypes() []byte {
	text := "Types of problems (RFC 9457). A problem without one of these types is of type about:blank:\nits status says all.\n"
	for _, t := range []problemType{
		problemMalformed, problemUnknown, problemUnproven, problemUnavailable, problemLink, problemFact,
	} {
		text += fmt.Sprintf("\n#%s (status %d)\n%s.\n%s\n", t.name, t.status, t.title, t.means)
	}
	return []byte(text)
}

// problemOf is the one place where an error becomes a status.
func (a *API) problemOf(err error) problem {
	var (
		link  *gs1.Error
		facts trace.Problems
	)
	switch {
	case errors.As(err, &link):
		p := a.problem(problemLink, link.Error())
		if link.AI != "" {
			p.Problems = []fieldProblem{{Field: link.AI, Detail: link.Reason}}
		}
		return p
	case errors.As(err, &facts):
		p := a.problem(problemFact, "")
		for _, f := range facts {
			p.Problems = append(p.Problems, fieldProblem{Field: f.Field, Key: f.Key, Args: f.Args})
		}
		return p
	}
	found := trace.FindingOf(err)
	p := a.problem(findingTypes[found], "")
	p.Finding = found
	if p.Status < http.StatusInternalServerError {
		p.Detail = err.Error() // of a fault of ours the log has more
	}
	return p
}

var findingTypes = map[trace.Finding]problemType{
	trace.FindingMalformed:   problemMalformed,
	trace.FindingUnknown:     problemUnknown,
	trace.FindingUnproven:    problemUnproven,
	trace.FindingUnavailable: problemUnavailable,
}

func (a *API) problem(t problemType, detail string) problem {
	if detail == "" {
		detail = t.means
	}
	return problem{Type: a.problems + "#" + t.name, Title: t.title, Status: t.status, Detail: detail}
}

// Fail answers with an error, as a page or as a problem, for rooms whose errors
// are to look the same.
func (a *API) Fail(w http.ResponseWriter, r *http.Request, err error) { a.fail(w, r, err) }

func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := a.problemOf(err)
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "30")
	}
	if a.config.ErrorPage != nil && prefersHTML(r) {
		a.config.ErrorPage(w, r, err)
		return
	}
	if p.Status >= http.StatusInternalServerError {
		a.config.Logger.ErrorContext(r.Context(), "answer failed", "status", p.Status, "error", err,
			"request", w.Header().Get("X-Request-Id"))
	}
	p.serve(w, r)
}

// Status answers with a status that is no finding: as a page or as a problem.
// Headers that go with it are set before.
func (a *API) Status(w http.ResponseWriter, r *http.Request, status int) {
	a.failStatus(w, r, problem{Status: status})
}

func (a *API) failStatus(w http.ResponseWriter, r *http.Request, p problem) {
	if a.config.StatusPage != nil && prefersHTML(r) {
		a.config.StatusPage(w, r, p.Status)
		return
	}
	p.Type, p.Title = "about:blank", http.StatusText(p.Status)
	p.serve(w, r)
}

func (p problem) serve(w http.ResponseWriter, r *http.Request) {
	body, err := json.Marshal(p)
	if err != nil { // Args that are no JSON: a fault of the program
		panic(err)
	}
	h := w.Header()
	h.Set("Content-Type", typeProblem)
	h.Set("Cache-Control", "no-store")
	varies(h)
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		w.Write(append(body, '\n')) // the client is gone if this fails
	}
}

// prefersHTML says whether a client would rather have a page than JSON.
func prefersHTML(r *http.Request) bool {
	return accept.Choose(r.Header.Get("Accept"), typeProblem, typeJSON, typeHTML) == typeHTML
}
