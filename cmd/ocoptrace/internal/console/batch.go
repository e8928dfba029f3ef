package console

import (
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label"
	"ocoptrace/trace"
)

// batchBody is a producer's page of a batch.
type batchBody struct {
	common
	Scan    *trace.Scan
	Verdict any
	End     string // name of the end date; "" for none
	Tally   trace.Tally
	Bare    int64  // packs without a label
	Make    *form  // of a label run; nil where every pack has a label
	Action  string // of Make
	Runs    []runView
	Key     string // of the forms that state something
}

// runView is a label run with what can be done with it.
type runView struct {
	trace.RunReport
	Path     string
	Parts    []part
	Print    *form
	Findings printing.Findings
	Activate *form // nil where no label is open
	Void     *form // nil where all are voided
}

// part is one document of a run.
type part struct {
	From, To int64
	Link     string
}

// A refused form is one that was sent and has problems; it is shown filled.
type refused struct {
	run      string // "" for the form that makes one
	form     string // of the run: "activate", "void" or "print"
	problems trace.Problems
}

func showBatch(v *visit) error { return v.batchPage(nil) }

// ownBatch is the batch that the path names, if it is the producer's.
func (v *visit) ownBatch() (*trace.Batch, error) {
	if _, err := v.ownProduct(v.variable("product")); err != nil {
		return nil, err
	}
	b, err := v.Registry.Batch(v.ctx(), v.variable("product"), v.variable("lot"))
	return b, missing(err)
}

func (v *visit) batchPage(r *refused) error {
	b, err := v.ownBatch()
	if err != nil {
		return err
	}
	return v.showBatchOf(b.Product, b.Lot, r)
}

func (v *visit) showBatchOf(product, lot string, r *refused) error {
	body := &batchBody{Action: v.page.To(batchPath(product, lot) + "/runs")}
	var err error
	if body.common, err = v.common(); err != nil {
		return err
	}
	if body.Key, err = v.newKey(); err != nil {
		return err
	}
	if body.Scan, err = v.Registry.ScanBatch(v.ctx(), product, lot); err != nil {
		return err
	}
	runs, err := v.Registry.Runs(v.ctx(), product, lot)
	if err != nil {
		return err
	}
	v.describe(body, runs)
	for _, run := range runs {
		view, err := v.runView(body.Scan, run)
		if err != nil {
			return err
		}
		body.Runs = append(body.Runs, view)
	}
	status := http.StatusOK
	if r != nil {
		status = http.StatusUnprocessableEntity
		v.refuse(body, r)
	}
	return v.show("batch", body.Scan.Product.Fact.Name+", "+lot, body, status)
}

func (v *visit) describe(body *batchBody, runs []trace.RunReport) {
	batch := body.Scan.Batch.Fact
	v.page.Sample = batch.Sample
	body.Verdict = v.page.Verdict(body.Scan)
	switch _, kind := batch.End(); kind {
	case trace.DateExpires:
		body.End = v.page.T("date.useBy")
	case trace.DateBestBefore:
		body.End = v.page.T("date.bestBefore")
	}
	body.Tally = sum(runs)
	body.Bare = batch.Quantity - body.Tally.Open - body.Tally.Active
	if body.Bare > 0 {
		body.Make = v.makeForm(body.Bare)
	}
}

// refuse puts a refused form back as it was sent.
func (v *visit) refuse(body *batchBody, r *refused) {
	if r.form == "" {
		if body.Make == nil { // the last packs got labels meanwhile
			body.Make = v.makeForm(0)
		}
		v.refill(body.Make, r.problems)
		return
	}
	for i := range body.Runs {
		view := &body.Runs[i]
		if view.Run.ID != r.run {
			continue
		}
		forms := map[string]**form{"activate": &view.Activate, "void": &view.Void, "print": &view.Print}
		f := forms[r.form]
		if *f == nil {
			*f = v.statusForm(i64(view.Run.First), r.form, 0, 0)
		}
		v.refill(*f, r.problems)
	}
}

// refill gives a form what was sent, and the problems of it.
func (v *visit) refill(f *form, problems trace.Problems) {
	for _, field := range f.Fields {
		if field.Name != keyField && v.r.Form.Has(field.Name) {
			field.Value = v.r.Form.Get(field.Name)
		}
	}
	f.blame(v.page, problems)
}

func i64(n int64) string { return strconv.FormatInt(n, 10) }

// stockField offers the stocks, that of the last time first chosen.
func (v *visit) stockField() *field {
	f := &field{Name: "stock", Label: "console.field.stock", Type: "choice", Value: v.stock().ID}
	for _, s := range label.Stocks() {
		f.Options = append(f.Options, option{s.ID, stockName(v.page, s)})
	}
	return f
}

func stockName(p *web.Page, s label.Stock) string {
	if s.Roll {
		return p.T("console.stock.roll", s.Name)
	}
	return s.Name
}

func (v *visit) startField() *field {
	return &field{Name: "start", Label: "console.field.start", Hint: v.page.T("console.field.start.hint"), Type: "number", Value: "1"}
}

func (v *visit) makeForm(count int64) *form {
	f := newForm("make-",
		&field{Name: "count", Label: "console.field.count", Hint: v.page.T("console.field.count.hint", count), Type: "number", Value: i64(count)},
		v.stockField(), v.startField())
	return f
}

func (v *visit) runView(s *trace.Scan, r trace.RunReport) (runView, error) {
	id := i64(r.Run.First)
	view := runView{RunReport: r, Path: "/console/runs/" + url.PathEscape(r.Run.ID), Print: newForm(id+"-print-", v.stockField(), v.startField())}
	first, err := v.Registry.Labels(r.Run, 1, 1)
	if err != nil {
		return view, err
	}
	_, view.Findings = printing.Compose(s, first[0], printing.Host(v.Registry.BaseURL()), v.stock(), v.page.Locale)
	view.Parts = v.parts(view.Path, r.Run)
	for _, span := range r.Spans {
		if span.State == trace.LabelOpen {
			view.Activate = v.statusForm(id, "activate", span.From, span.To)
			break
		}
	}
	if r.Tally.Voided < r.Tally.Printed {
		view.Void = v.statusForm(id, "void", 0, 0)
	}
	return view, nil
}

// parts are the documents of a run on the stock of the last time.
func (v *visit) parts(path string, run *trace.LabelRun) (all []part) {
	start := v.start()
	for i, o := range (printing.Options{Stock: v.stock(), Start: start}).Parts(run) {
		query := url.Values{"stock": {o.Stock.ID}, "start": {strconv.Itoa(start)}, "part": {strconv.Itoa(i + 1)}}
		all = append(all, part{o.From, o.To, v.page.Link(path+"/labels.pdf", query)})
	}
	return all
}

// statusForm activates or voids labels; 0 leaves a number empty.
func (v *visit) statusForm(id, what string, from, to int64) *form {
	f := newForm(id+"-"+what+"-",
		&field{Name: "from", Label: "console.field.from", Type: "number"},
		&field{Name: "to", Label: "console.field.to", Type: "number"})
	if from > 0 {
		f.Fields[0].Value, f.Fields[1].Value = i64(from), i64(to)
	}
	if what == "void" {
		reason := &field{Name: "reason", Label: "console.field.voidReason", Type: "text", Max: 500, prefix: f.Prefix}
		f.Fields = append(f.Fields, reason)
	}
	return f
}
