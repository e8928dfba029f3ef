package epcisapi

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"

	"github.com/gorilla/mux"
)

// readFor is how long a document may take to come.
const readFor = 10 * time.Minute

// capture takes a document.
func (a *API) capture(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayCapture(r)
	if err != nil {
		return err
	}
	if err := isJSON(r); err != nil {
		return err
	}
	behaviour := r.Header.Get("GS1-Capture-Error-Behaviour")
	switch behaviour {
	case "":
		behaviour = capture.Rollback
	case capture.Rollback, capture.Proceed:
	default:
		return problem{Status: http.StatusBadRequest, Detail: fmt.Sprintf("GS1-Capture-Error-Behaviour is rollback or proceed, not %.40q", behaviour)}
	}
	// A server that cannot extend the time to read keeps its own.
	if err := http.NewResponseController(w).SetReadDeadline(a.Now().Add(readFor)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	job, err := a.Jobs.Accept(r.Context(), u.Entity, u.Name, behaviour, r.Body)
	if err != nil {
		return err
	}
	w.Header().Set("Location", a.base+Path+"/capture/"+job.ID)
	w.Header().Set("GS1-Capture-Error-Behaviour", behaviour)
	w.WriteHeader(http.StatusAccepted)
	return nil
}

func isJSON(r *http.Request) error {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != typeJSON && media != typeLD {
		return problem{Status: http.StatusUnsupportedMediaType, Detail: "bodies are " + typeJSON + " or " + typeLD}
	}
	return nil
}

// A jobView is a capture job as the standard has it.
type jobView struct {
	CaptureID string     `json:"captureID"`
	Created   time.Time  `json:"createdAt"`
	Finished  *time.Time `json:"finishedAt,omitempty"`
	Running   bool       `json:"running"`
	Success   bool       `json:"success"`
	Behaviour string     `json:"captureErrorBehaviour"`
	Errors    []problem  `json:"errors"`
	Events    int        `json:"ocoptrace:events"`
	Captured  int        `json:"ocoptrace:captured"`
	Again     int        `json:"ocoptrace:capturedBefore"`
}

func viewOf(job capture.Job) jobView {
	v := jobView{
		CaptureID: job.ID, Created: job.Created, Running: job.Running(), Success: job.Success, Behaviour: job.Behaviour,
		Errors: []problem{}, Events: job.Events, Captured: job.Captured, Again: job.Again,
	}
	if !job.Running() {
		v.Finished = &job.Finished
	}
	for _, f := range job.Errors {
		status := http.StatusBadRequest
		if f.Exists {
			status = http.StatusConflict
		}
		v.Errors = append(v.Errors, problem{
			Type: exception + exceptions[status], Title: http.StatusText(status), Status: status,
			Detail: f.Path + ": " + f.Reason, Errors: []place{{f.Path, f.Reason}},
		})
	}
	if job.More > 0 {
		v.Errors = append(v.Errors, problem{
			Type: exception + exceptions[http.StatusBadRequest], Title: http.StatusText(http.StatusBadRequest), Status: http.StatusBadRequest,
			Detail: fmt.Sprintf("%d errors more, which are not listed", job.More),
		})
	}
	return v
}

func (a *API) job(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayCapture(r)
	if err != nil {
		return err
	}
	job, err := a.Jobs.Job(r.Context(), u.Entity, mux.Vars(r)["id"])
	if err == nil {
		write(w, r, http.StatusOK, contentType(r), viewOf(job))
	}
	return err
}

func (a *API) jobs(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayCapture(r)
	if err != nil {
		return err
	}
	page, err := readPage(r)
	if err != nil {
		return err
	}
	jobs, more, err := a.Jobs.List(r.Context(), u.Entity, page.after, page.size)
	if err != nil {
		return err
	}
	views := make([]jobView, len(jobs))
	for i, job := range jobs {
		views[i] = viewOf(job)
	}
	if more {
		a.linkNext(w, r, tokenOf(jobs[len(jobs)-1].ID))
	}
	write(w, r, http.StatusOK, contentType(r), views)
	return nil
}

// captureOne takes a single event. One that the entity captured before is
// answered like the first time.
func (a *API) captureOne(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayCapture(r)
	if err != nil {
		return err
	}
	if err := isJSON(r); err != nil {
		return err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	e, err := epcis.ParseEvent(body)
	if err != nil {
		return err
	}
	receipts, err := a.Registry.Capture(r.Context(), trace.Capture{Entity: u.Entity, By: u.Name, Events: []epcis.Event{e}})
	if err != nil {
		return err
	}
	captured, err := a.Registry.EventAt(r.Context(), receipts[0].Index)
	if err != nil {
		return err
	}
	w.Header().Set("Location", a.base+Path+"/events/"+url.PathEscape(captured.Fact.ID))
	writeBody(w, r, http.StatusCreated, contentType(r), captured.Event.AppendJSON(nil))
	return nil
}
