package packing

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
)

// contentTypes are those of files for printers.
var contentTypes = map[press.PrinterKind]string{
	press.PDF:  "application/pdf",
	press.ZPL:  "application/octet-stream",
	press.TSPL: "application/octet-stream",
}

// downloadPart answers with a file of a job, or with the rest of it (RFC 9110
// section 14).
func downloadPart(v *visit) (err error) {
	n, err := strconv.Atoi(v.Variable("part"))
	if err != nil || n < 1 {
		return web.Status(http.StatusNotFound)
	}
	id := v.Variable("job")
	job, err := v.Press.Job(v.Ctx(), v.User.Entity, id)
	if err != nil {
		return notThere(err)
	}
	d, err := v.Press.Open(v.Ctx(), v.User.Entity, id, n-1)
	if errors.Is(err, press.ErrState) || errors.Is(err, press.ErrGone) {
		return v.jobPage(v.Page.T(jobFault(err)), http.StatusConflict)
	}
	if err != nil {
		return notThere(err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	h := v.W.Header()
	h.Set("Content-Type", contentTypes[job.Printer.Kind])
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": v.fileName(job, n)}))
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", d.Part.ETag())
	h.Set("X-Content-Type-Options", "nosniff")
	// A slow line may take its time; a dead one is found by TCP.
	_ = http.NewResponseController(v.W).SetWriteDeadline(time.Time{})
	http.ServeContent(v.W, v.R, "", d.Part.Made, d)
	return nil
}

// fileName names a file for the folder it is saved in: by the first batch.
func (v *visit) fileName(job press.Job, part int) string {
	name := "tem-" + job.ID
	if labels, err := v.printedOf(job.Spans[:1]); err == nil && !labels[0].Blank() {
		name = fmt.Sprintf("tem-%s-%s", labels[0].Product, labels[0].Lot)
	}
	if len(job.Parts()) > 1 {
		name += fmt.Sprintf("-%d", part)
	}
	return name + "." + string(job.Printer.Kind)
}

// jobFault is the text of what keeps something from being done with a job.
func jobFault(err error) string {
	switch {
	case errors.Is(err, press.ErrGone):
		return "console.job.gone"
	case errors.Is(err, press.ErrTarget):
		return "console.job.noTarget"
	case errors.Is(err, press.ErrChanged):
		return "console.job.changed"
	}
	return "console.job.notNow"
}

func cancelJob(v *visit) error {
	return v.doJob(v.Press.Cancel(v.Ctx(), v.User.Entity, v.Variable("job")), "jobCancelled")
}

func retryJob(v *visit) error {
	return v.doJob(v.Press.Retry(v.Ctx(), v.User.Entity, v.Variable("job")), "jobRetried")
}

// doJob leads back to the job, or says what kept it from being changed.
func (v *visit) doJob(err error, done string) error {
	switch {
	case errors.Is(err, press.ErrState), errors.Is(err, press.ErrGone), errors.Is(err, press.ErrTarget):
		return v.jobPage(v.Page.T(jobFault(err)), http.StatusConflict)
	case err != nil:
		return notThere(err)
	}
	return v.Redirect(jobPath(v.Variable("job")), url.Values{"done": {done}})
}
