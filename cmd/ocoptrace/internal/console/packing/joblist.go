package packing

import (
	"net/http"
	"net/url"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
)

// jobsAPage is how many jobs a page lists.
const jobsAPage = 30

// jobsBody lists a producer's jobs, the newest first.
type jobsBody struct {
	console.Common
	Jobs []jobLine
	More string // where the list goes on; "" at its end
}

// jobLine is a job in the list.
type jobLine struct {
	Path, Title, State string
	Mark               string // icon of the state
	Labels             int64
	Created            time.Time
}

func listJobs(v *visit) error {
	jobs, err := v.Press.Jobs(v.Ctx(), v.User.Entity, v.Value("after"), jobsAPage+1)
	if err != nil {
		return notThere(err)
	}
	body := &jobsBody{}
	if len(jobs) > jobsAPage {
		jobs = jobs[:jobsAPage]
		body.More = v.Page.Link("/console/jobs", url.Values{"after": {jobs[jobsAPage-1].ID}})
	}
	for _, job := range jobs {
		labels, err := v.printedOf(firstSpans(job.Spans))
		if err != nil {
			return err
		}
		state, mark := jobState(job)
		body.Jobs = append(body.Jobs, jobLine{
			Path: v.Page.To(jobPath(job.ID)), Title: v.title(labels), State: v.Page.T("console.job.state." + state), Mark: mark,
			Labels: job.Labels(), Created: job.Created,
		})
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("jobs", v.Page.T("console.jobs.title"), body, http.StatusOK)
}

// firstSpans bounds what a list reads of each job.
func firstSpans(spans []press.Span) []press.Span { return spans[:min(len(spans), 10)] }

func jobPath(id string) string { return "/console/jobs/" + url.PathEscape(id) }

// jobState is the ending of the state's text, and its icon.
func jobState(job press.Job) (state, icon string) {
	switch {
	case job.State == press.Ready && !job.Removed.IsZero():
		return "removed", "cloud"
	case job.State == press.Ready && !job.HandedOut.IsZero():
		return "out", "check"
	case job.State == press.Ready:
		return "ready", "label"
	case job.State == press.Failed:
		return "failed", "stop"
	case job.State == press.Cancelled:
		return "cancelled", "cross"
	}
	return "waiting", "pause"
}
