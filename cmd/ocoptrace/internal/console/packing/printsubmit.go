package packing

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

// ordering has one order for printing follow another, so that a form that was
// sent twice finds what it led to the first time.
type ordering struct {
	sync.Mutex
	led map[string]url.URL // by order key: where the form led
}

// maxLed bounds what is remembered. Jobs are found by their key besides.
const maxLed = 1000

func (o *ordering) leads(key string, to url.URL) {
	if o.led == nil || len(o.led) >= maxLed {
		o.led = make(map[string]url.URL)
	}
	o.led[key] = to
}

// printLabels makes what new labels the plan has, and a job of all of them, or
// puts them in the queue. What can be found wrong is found before anything is
// made.
func printLabels(v *visit) error {
	key, err := v.OrderKey()
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(key))
	key = hex.EncodeToString(sum[:16])
	v.ordering.Lock()
	defer v.ordering.Unlock()
	if to, ok := v.ordering.led[v.User.Entity+key]; ok {
		return v.Redirect(to.Path, to.Query())
	}
	if job, known, err := v.Press.Ordered(v.Ctx(), v.User.Entity, key); err != nil {
		return err
	} else if known {
		return v.Redirect(jobPath(job.ID), nil)
	}
	p, err := v.readPlan()
	if err != nil {
		return err
	}
	to, err := v.carryOut(p, key)
	if err != nil || to == nil {
		return err // or the plan was shown with what is wrong
	}
	v.ordering.leads(v.User.Entity+key, *to)
	v.remember(p.Stock)
	return v.Redirect(to.Path, to.Query())
}

// carryOut does what the plan says, and tells where that leads; nil where it
// could not be done and the plan was shown again.
func (v *visit) carryOut(p *plan, key string) (*url.URL, error) {
	if p.nextStep() != "" {
		return nil, planLabels(v)
	}
	seen, err := v.look(p)
	if err != nil {
		return nil, err
	}
	if bad := v.refusal(p, seen.Findings); bad != nil {
		p.problems = bad
		return nil, v.showPlan(p, http.StatusUnprocessableEntity)
	}
	spans, err := v.makeLabels(p, key)
	if problems, other := console.AsProblems(err); problems != nil || other != nil {
		p.problems = problems
		if other != nil {
			return nil, other
		}
		return nil, v.showPlan(p, http.StatusUnprocessableEntity)
	}
	if v.Value("do") == "queue" {
		return v.queueLabels(append(p.Spans, spans...))
	}
	return v.submit(p, spans, key)
}

// refusal is what keeps a plan from being printed, in the words of the form.
func (v *visit) refusal(p *plan, found printing.Findings) trace.Problems {
	agreed := v.R.PostForm.Get("confirmed") != ""
	for _, f := range found {
		switch {
		case f.Warning, f.Confirm && agreed:
		case f.Confirm:
			return trace.Problems{{Field: "confirmed", Key: "notConfirmed"}}
		default:
			return trace.Problems{{Key: "notPrintable", Args: []any{f.Text}}}
		}
	}
	return nil
}

// makeLabels states the runs of new labels. That the batches have room was seen
// before; where one was filled meanwhile, the labels of those before it wait in
// the queue.
func (v *visit) makeLabels(p *plan, key string) (spans []press.Span, err error) {
	for i, l := range p.Lots {
		run, err := v.Registry.OrderRun(v.Ctx(), trace.RunOrder{
			Product: l.Product, Lot: l.Lot, Count: l.Count, Key: key + "-" + strconv.Itoa(i), By: v.User.Name,
		})
		if err != nil {
			return nil, errors.Join(err, v.keep(spans))
		}
		spans = append(spans, press.Span{Run: run.ID, From: 1, To: run.Count})
	}
	if len(spans) > 0 {
		_, err = v.Registry.Publish(v.Ctx())
	}
	return spans, err
}

// keep puts labels that were made for a job which did not come about into the
// queue, so that they are not lost.
func (v *visit) keep(spans []press.Span) (err error) {
	for _, s := range spans {
		if _, e := v.Press.Enqueue(v.Ctx(), v.User.Entity, v.User.Name, s); !errors.Is(e, press.ErrQueued) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// queueLabels has labels wait for a later sheet.
func (v *visit) queueLabels(spans []press.Span) (*url.URL, error) {
	if err := v.keep(spans); err != nil && !errors.Is(err, press.ErrLimit) {
		return nil, err
	} else if err != nil {
		return &url.URL{Path: "/console/queue", RawQuery: "done=queueFull"}, nil
	}
	return &url.URL{Path: "/console/queue", RawQuery: "done=queued"}, nil
}

// submit makes the job. New labels wait in the queue where it does not come
// about.
func (v *visit) submit(p *plan, spans []press.Span, key string) (*url.URL, error) {
	job := p.order()
	o := press.Order{
		By: v.User.Name, Spans: append(p.Spans, spans...), Items: p.Items, Sheet: p.Job, Template: p.Template,
		Texts: job.Texts, Printer: p.Printer.ID, Reason: strings.TrimSpace(p.Reason), Key: key,
	}
	made, err := v.Press.Submit(v.Ctx(), v.User.Entity, o)
	if err == nil {
		return &url.URL{Path: jobPath(made.ID)}, nil
	}
	problem := v.orderProblem(err)
	if problem == nil {
		return nil, errors.Join(err, v.keep(spans))
	}
	if len(spans) > 0 { // they exist from now on
		return &url.URL{Path: "/console/queue", RawQuery: "done=jobFailed"}, v.keep(spans)
	}
	p.problems = trace.Problems{*problem}
	return nil, v.showPlan(p, http.StatusUnprocessableEntity)
}

// orderProblem puts what keeps a job from being made into words; nil for what a
// person cannot mend.
func (v *visit) orderProblem(err error) *trace.Problem {
	switch {
	case errors.Is(err, press.ErrReprint):
		return &trace.Problem{Field: "reason", Key: "reprintReason"}
	case errors.Is(err, press.ErrHeld), errors.Is(err, press.ErrNotFound):
		return &trace.Problem{Key: "labelsHeld"}
	case errors.Is(err, press.ErrLimit):
		return &trace.Problem{Key: "tooManyJobs", Args: []any{press.MaxUnfinished}}
	}
	if text, ok := v.faultText(err); ok {
		return &trace.Problem{Key: "notPrintable", Args: []any{text}}
	}
	var problems trace.Problems
	if errors.As(err, &problems) && len(problems) > 0 {
		return &problems[0]
	}
	return nil
}
