package packing

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

// queueBody lists labels that wait to be printed.
type queueBody struct {
	console.Common
	Items   []queueLine
	Waiting int64 // labels that are in no job
	Fill    press.Fill
	Stock   string // name of the stock that Fill is about; "" where none was used yet
	Print   string // where all is printed
	Problem string
}

// queueLine is an item of the queue.
type queueLine struct {
	ID      string
	Label   printed
	Added   time.Time
	By      string
	JobPath string // of the job that prints it; "" while it waits
}

func showQueue(v *visit) error { return v.queuePage("", http.StatusOK) }

func (v *visit) queuePage(problem string, status int) error {
	items, err := v.Press.Queue(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	body := &queueBody{Problem: problem, Print: "/console/labels"}
	for _, item := range items {
		labels, err := v.printedOf([]press.Span{item.Span})
		if err != nil {
			return err
		}
		line := queueLine{ID: item.ID, Label: labels[0], Added: item.Added, By: item.By}
		if item.Job != "" {
			line.JobPath = v.Page.To(jobPath(item.Job))
		} else {
			body.Waiting += item.Span.Len()
		}
		body.Items = append(body.Items, line)
	}
	if err := v.fillOfQueue(body); err != nil {
		return err
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("queue", v.Page.T("console.queue.title"), body, status)
}

// dequeue takes an item out of the queue. Its labels stay what they are.
func dequeue(v *visit) error {
	err := v.Press.Dequeue(v.Ctx(), v.User.Entity, v.Value("item"))
	switch {
	case errors.Is(err, press.ErrHeld):
		return v.queuePage(v.Page.T("console.queue.held"), http.StatusConflict)
	case err != nil:
		return err
	}
	return v.Redirect("/console/queue", url.Values{"done": {"dequeued"}})
}

// fillOfQueue tells how what waits would lie on the stock of the last time.
func (v *visit) fillOfQueue(b *queueBody) error {
	lately := v.lately()
	if len(lately) == 0 || b.Waiting == 0 {
		return nil
	}
	s, err := v.findStock(lately[0])
	if errors.Is(err, press.ErrNotFound) { // removed since
		return nil
	}
	if err != nil {
		return err
	}
	b.Fill, err = v.Press.FillOfQueue(v.Ctx(), v.User.Entity, stock.Job{Stock: s})
	b.Stock = v.stockTitle(s)
	return err
}
