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
	Scan       *trace.Scan
	Verdict    any
	End        string // name of the end date; "" for none
	Ledger     trace.Ledger
	Allowances []changeView
	Labels     []*labelsView
	Make       *form // of a label run; nil where every pack has a label
	Action     string
	Claim      string // link to bind blank labels; "" where there are none
	Left       string // link to void the open labels; "" where there are none
	Key        string // of the forms that state something
	Rest       *form  // problems of no form of the page
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
	return v.ownBatchOf(v.variable("product"), v.variable("lot"))
}

func (v *visit) ownBatchOf(product, lot string) (*trace.Batch, error) {
	if _, err := v.ownProduct(product); err != nil {
		return nil, err
	}
	b, err := v.Registry.Batch(v.ctx(), product, lot)
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
	body := &batchBody{Action: v.page.To(batchPath(product, lot) + "/runs"), Rest: newForm("")}
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
	if err := v.count(body); err != nil {
		return err
	}
	v.describe(body)
	status := http.StatusOK
	if r != nil {
		status = http.StatusUnprocessableEntity
		v.refuse(body, r)
	}
	return v.show("batch", body.Scan.Product.Fact.Name+", "+lot, body, status)
}

// count fills in the labels and their ledger.
func (v *visit) count(body *batchBody) (err error) {
	b := body.Scan.Batch.Fact
	if body.Ledger, err = v.Registry.Ledger(v.ctx(), b.Product, b.Lot); err != nil {
		return err
	}
	if body.Allowances, err = v.allowanceViews(b.Product, b.Lot); err != nil {
		return err
	}
	if body.Labels, err = v.labelsOf(b); err != nil {
		return err
	}
	blank, err := v.Registry.BlankRuns(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	query := url.Values{"batch": {b.Product + "/" + b.Lot}}
	for _, r := range blank {
		if r.Unbound > 0 {
			body.Claim = v.page.Link("/console/claim", query)
		}
	}
	if body.Ledger.Open > 0 {
		body.Left = v.page.Link("/console/leftovers/void", query)
	}
	return nil
}

func (v *visit) describe(body *batchBody) {
	batch := body.Scan.Batch.Fact
	v.page.Sample = batch.Sample
	body.Verdict = v.page.Verdict(body.Scan)
	switch _, kind := batch.End(); kind {
	case trace.DateExpires:
		body.End = v.page.T("date.useBy")
	case trace.DateBestBefore:
		body.End = v.page.T("date.bestBefore")
	}
	if room := body.Ledger.Room(); room > 0 {
		body.Make = v.makeForm(room)
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
	for _, l := range body.Labels {
		if l.Run.ID != r.run || v.value("at") != "" && v.value("at") != i64(l.From) {
			continue
		}
		if f := map[string]*form{"activate": l.Activate, "void": l.Void}[r.form]; f != nil {
			v.refill(f, r.problems)
			return
		}
	}
	body.Rest.blame(v.page, r.problems)
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

// parts are the documents of a run on the stock of the last time.
func (v *visit) parts(path string, run *trace.LabelRun) (all []part) {
	start := v.start()
	for i, o := range (printing.Options{Stock: v.stock(), Start: start}).Parts(run) {
		query := url.Values{"stock": {o.Stock.ID}, "start": {strconv.Itoa(start)}, "part": {strconv.Itoa(i + 1)}}
		all = append(all, part{o.From, o.To, v.page.Link(path+"/labels.pdf", query)})
	}
	return all
}
