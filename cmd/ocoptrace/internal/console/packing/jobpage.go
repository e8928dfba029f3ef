package packing

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
)

// smallJob is how many labels are waited for before the page is answered.
const (
	smallJob = 500
	patience = 8 * time.Second
)

// jobBody is a job with what can be done with it.
type jobBody struct {
	console.Common
	Job         press.Job
	Path        string
	Name, State string
	Mark        string
	Facts       []console.Shown
	Labels      []printed
	Progress    press.Progress
	Parts       []partLine
	Refresh     int // seconds until the page asks again; 0 for never
	Target      string
	SendAll     bool // some part has not gone to the printer
	Cancel      bool // it can be cancelled
	Retry       bool // it can be made again
	Problem     string
	Key         string
}

// partLine is a file of a job.
type partLine struct {
	Number  int
	Labels  int64
	Size    string // "" until it is made
	Link    string
	Out     time.Time
	Sending *sending // nil where it was not sent from here
}

func showJob(v *visit) error { return v.jobPage("", http.StatusOK) }

// jobPage shows the job of the path, with what just went wrong.
func (v *visit) jobPage(problem string, status int) error {
	id := v.Variable("job")
	v.waitFor(id)
	job, parts, err := v.Press.JobParts(v.Ctx(), v.User.Entity, id)
	if err != nil {
		return notThere(err)
	}
	body := &jobBody{Job: job, Path: jobPath(id), Problem: problem}
	if body.Progress, err = v.Press.Progress(v.Ctx(), v.User.Entity, id); err != nil {
		return notThere(err)
	}
	if body.Labels, err = v.printedOf(job.Spans); err != nil {
		return err
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	if body.Key, err = v.NewKey(); err != nil {
		return err
	}
	v.describeJob(body, parts)
	return v.Show("job", v.Page.T("console.job.title"), body, status)
}

// waitFor gives a small job the moment that it takes, so that the first page
// after printing has its file.
func (v *visit) waitFor(id string) {
	job, err := v.Press.Job(v.Ctx(), v.User.Entity, id)
	if err != nil || job.State != press.Waiting || job.Labels() > smallJob {
		return
	}
	ctx, cancel := context.WithTimeout(v.Ctx(), patience)
	defer cancel()
	_, _ = v.Press.Wait(ctx, v.User.Entity, id) // the page tells how it ended
}

func (v *visit) describeJob(b *jobBody, parts []press.Part) {
	state, mark := jobState(b.Job)
	b.Name, b.State, b.Mark = v.title(b.Labels), v.Page.T("console.job.state."+state), mark
	b.Facts = v.jobFacts(b.Job)
	b.Target = b.Job.Printer.Target
	b.Cancel = b.Job.State != press.Cancelled && b.Job.HandedOut.IsZero()
	b.Retry = b.Job.State == press.Failed || state == "removed"
	if b.Job.State == press.Waiting {
		b.Refresh = 2
	}
	for _, part := range parts {
		line := partLine{
			Number: part.Index + 1, Labels: part.Labels, Out: part.Out,
			Sending: v.sendings.of(b.Job.ID, part.Index),
		}
		if !part.Made.IsZero() && b.Job.Removed.IsZero() && b.Job.State != press.Cancelled {
			line.Size = v.sizeText(part.Size)
			line.Link = v.Page.To(fmt.Sprintf("%s/parts/%d", b.Path, line.Number))
		}
		if line.Sending != nil && !line.Sending.Done {
			b.Refresh = 2
		}
		b.SendAll = b.SendAll || part.Out.IsZero()
		b.Parts = append(b.Parts, line)
	}
}

// jobFacts are what the job was ordered with.
func (v *visit) jobFacts(job press.Job) []console.Shown {
	printer := v.Page.T("console.printer.self")
	if job.Printer.ID != "" {
		printer = printerName(job.Printer)
	}
	facts := []console.Shown{
		{Name: v.Page.T("console.job.labels"), Text: v.Page.Number(job.Labels())},
		{Name: v.Page.T("console.job.created"), Text: v.Page.Time(job.Created)},
		{Name: v.Page.T("console.field.stock"), Text: v.stockTitle(job.Sheet.Stock)},
		{Name: v.Page.T("console.field.start"), Text: v.Page.T("console.job.start", max(job.Sheet.Start, 1), job.Sheet.Stock.PerPage())},
		{Name: v.Page.T("console.field.printer"), Text: printer},
	}
	if job.Reason != "" {
		facts = append(facts, console.Shown{Name: v.Page.T("console.field.reprintReason"), Text: job.Reason, Lang: "vi"})
	}
	return facts
}

// sizeText is a number of bytes as people read it.
func (v *visit) sizeText(n int64) string {
	switch {
	case n < 1000:
		return v.Page.T("console.size.bytes", n)
	case n < 1_000_000:
		return v.Page.T("console.size.kilo", (n+500)/1000)
	}
	return v.Page.T("console.size.mega", v.decimalText(float64(n)/1e6))
}

// notThere is the answer where a thing of the press is not there, or another's.
func notThere(err error) error {
	if errors.Is(err, press.ErrNotFound) || errors.Is(err, press.ErrID) {
		return web.Status(http.StatusNotFound)
	}
	return err
}
