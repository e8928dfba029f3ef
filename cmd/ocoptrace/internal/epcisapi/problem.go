package epcisapi

import (
	"encoding/json"
	"errors"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/cmd/ocoptrace/internal/subscription"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// A problem is an error as RFC 9457 writes it, with the exceptions of EPCIS 2.0
// section 12.5 for types.
type problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail,omitempty"`
	Errors []place `json:"errors,omitempty"`
}

// A place is one thing wrong: a JSON Pointer into what was sent, or the name of a
// parameter.
type place struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

func (p problem) Error() string { return p.Detail }

// exceptions are the types by status, where there is one for all.
var exceptions = map[int]string{
	http.StatusBadRequest:            "ValidationException",
	http.StatusUnauthorized:          "SecurityException",
	http.StatusForbidden:             "SecurityException",
	http.StatusNotFound:              "NoSuchResourceException",
	http.StatusNotAcceptable:         "NotAcceptableException",
	http.StatusConflict:              "ResourceAlreadyExistsException",
	http.StatusRequestEntityTooLarge: "CaptureLimitExceededException",
	http.StatusRequestURITooLong:     "URITooLongException",
	http.StatusUnsupportedMediaType:  "UnsupportedMediaTypeException",
	http.StatusTooManyRequests:       "ImplementationException",
	http.StatusInternalServerError:   "ImplementationException",
}

const exception = "epcisException:"

// problemOf is the one place where an error becomes a status.
func (a *API) problemOf(err error) problem {
	var (
		p      problem
		faults epcis.Faults
		facts  trace.Problems
		large  *http.MaxBytesError
	)
	detail := err.Error()
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &faults):
		return ofFaults(faults)
	case errors.As(err, &facts):
		f := capture.FaultOf("", facts)
		if f.Exists {
			return problem{Status: http.StatusConflict, Detail: f.Reason}
		}
		return problem{Status: http.StatusBadRequest, Detail: f.Reason}
	case errors.As(err, &large):
		return problem{Status: http.StatusRequestEntityTooLarge, Detail: "the body is too large"}
	case errors.Is(err, capture.ErrTooLarge), errors.Is(err, trace.ErrCaptureTooLarge), errors.Is(err, epcis.ErrTooLarge):
		return problem{Status: http.StatusRequestEntityTooLarge, Detail: detail}
	case errors.Is(err, capture.ErrBusy):
		return problem{Status: http.StatusTooManyRequests, Detail: detail}
	case errors.Is(err, epcis.ErrSyntax), errors.Is(err, subscription.ErrInvalid):
		return problem{Status: http.StatusBadRequest, Detail: detail}
	case errors.Is(err, trace.ErrPageToken):
		return problem{Type: exception + "QueryParameterException", Status: http.StatusBadRequest, Detail: detail}
	case errors.Is(err, trace.ErrQueryTooComplex):
		return problem{Type: exception + "QueryTooComplexException", Status: http.StatusRequestEntityTooLarge, Detail: detail}
	case errors.Is(err, trace.ErrQueryTooLarge):
		return problem{Type: exception + "QueryTooLargeException", Status: http.StatusRequestEntityTooLarge, Detail: detail}
	case errors.Is(err, subscription.ErrNotFound):
		return problem{Type: exception + "NoSuchNameException", Status: http.StatusNotFound, Detail: detail}
	case errors.Is(err, subscription.ErrExists):
		return problem{Status: http.StatusConflict, Detail: detail}
	case errors.Is(err, subscription.ErrOwner), errors.Is(err, errNotAllowed):
		return problem{Status: http.StatusForbidden, Detail: detail}
	case errors.Is(err, capture.ErrNoJob), errors.Is(err, trace.ErrNotFound):
		return problem{Status: http.StatusNotFound, Detail: detail}
	case errors.Is(err, account.ErrNoToken), errors.Is(err, account.ErrNoSession):
		return problem{Status: http.StatusUnauthorized, Detail: "send a token (“Authorization: Bearer oct_…”), or sign in"}
	}
	a.Logger.Error("epcis: answer failed", "error", err)
	return problem{Status: http.StatusInternalServerError, Detail: "a fault of the service; its operator can read more in the log"}
}

// maxTold is how many errors an answer lists.
const maxTold = 100

func ofFaults(faults epcis.Faults) problem {
	p := problem{Status: http.StatusBadRequest, Detail: faults[0].Error()}
	if errors.Is(faults, epcis.ErrParameter) {
		p.Type = exception + "QueryParameterException"
	}
	for i, f := range faults {
		if i == maxTold {
			break
		}
		p.Errors = append(p.Errors, place{f.Path, f.Reason})
	}
	return p
}

func (a *API) fail(w http.ResponseWriter, r *http.Request, p problem) {
	switch {
	case p.Type != "":
	case exceptions[p.Status] != "":
		p.Type = exception + exceptions[p.Status]
	default:
		p.Type = "about:blank"
	}
	p.Title = http.StatusText(p.Status)
	h := w.Header()
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="epcis"`)
	case http.StatusTooManyRequests:
		h.Set("Retry-After", "30")
	}
	write(w, r, p.Status, typeProblem, p)
}

// write answers with JSON.
func write(w http.ResponseWriter, r *http.Request, status int, media string, value any) {
	body, err := json.Marshal(value)
	if err != nil { // a fault of the program
		panic(err)
	}
	writeBody(w, r, status, media, append(body, '\n'))
}

func writeBody(w http.ResponseWriter, r *http.Request, status int, media string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) // the client is gone if this fails
	}
}
