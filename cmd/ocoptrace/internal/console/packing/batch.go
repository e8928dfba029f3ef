package packing

import (
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// batchBody is a producer's page of a batch.
type batchBody struct {
	console.Common
	Scan       *trace.Scan
	Verdict    any
	End        string // name of the end date; "" for none
	Ledger     trace.Ledger
	Allowances []changeView
	Labels     []*labelsView
	Print      string        // link to print labels; "" where every pack has a label
	Claim      string        // link to bind blank labels; "" where there are none
	Left       string        // link to void the open labels; "" where there are none
	Key        string        // of the forms that state something
	Rest       *console.Form // problems of no form of the page
}

// A refused form is one that was sent and has problems; it is shown filled.
type refused struct {
	run      string // "" for a form of the page itself
	form     string // of the run: "activate" or "void"
	problems trace.Problems
}

func showBatch(v *visit) error { return v.batchPage(nil) }

// ownBatch is the batch that the path names, if it is the producer's.
func (v *visit) ownBatch() (*trace.Batch, error) {
	return v.ownBatchOf(v.Variable("product"), v.Variable("lot"))
}

func (v *visit) ownBatchOf(product, lot string) (*trace.Batch, error) {
	if _, err := v.OwnProduct(product); err != nil {
		return nil, err
	}
	b, err := v.Registry.Batch(v.Ctx(), product, lot)
	return b, console.Missing(err)
}

func (v *visit) batchPage(r *refused) error {
	b, err := v.ownBatch()
	if err != nil {
		return err
	}
	return v.showBatchOf(b.Product, b.Lot, r)
}

func (v *visit) showBatchOf(product, lot string, r *refused) error {
	body := &batchBody{Rest: console.NewForm("")}
	var err error
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	if body.Key, err = v.NewKey(); err != nil {
		return err
	}
	if body.Scan, err = v.Registry.ScanBatch(v.Ctx(), product, lot); err != nil {
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
	return v.Show("batch", body.Scan.Product.Fact.Name+", "+lot, body, status)
}

// count fills in the labels and their ledger.
func (v *visit) count(body *batchBody) (err error) {
	b := body.Scan.Batch.Fact
	if body.Ledger, err = v.Registry.Ledger(v.Ctx(), b.Product, b.Lot); err != nil {
		return err
	}
	if body.Allowances, err = v.allowanceViews(b.Product, b.Lot); err != nil {
		return err
	}
	if body.Labels, err = v.labelsOf(b); err != nil {
		return err
	}
	blank, err := v.Registry.BlankRuns(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	query := url.Values{"batch": {b.Product + "/" + b.Lot}}
	for _, r := range blank {
		if r.Unbound > 0 {
			body.Claim = v.Page.Link("/console/claim", query)
		}
	}
	if body.Ledger.Open > 0 {
		body.Left = v.Page.Link("/console/leftovers/void", query)
	}
	return nil
}

func (v *visit) describe(body *batchBody) {
	batch := body.Scan.Batch.Fact
	v.Page.Sample = batch.Sample
	body.Verdict = v.Page.Verdict(body.Scan)
	switch _, kind := batch.End(); kind {
	case trace.DateExpires:
		body.End = v.Page.T("date.useBy")
	case trace.DateBestBefore:
		body.End = v.Page.T("date.bestBefore")
	}
	if body.Ledger.Room() > 0 && v.Press != nil {
		body.Print = v.Page.Link("/console/labels", url.Values{"product": {batch.Product}, "lot": {batch.Lot}})
	}
}

// refuse puts a refused form back as it was sent.
func (v *visit) refuse(body *batchBody, r *refused) {
	for _, l := range body.Labels {
		if l.Run.ID != r.run || v.Value("at") != "" && v.Value("at") != i64(l.From) {
			continue
		}
		if f := map[string]*console.Form{"activate": l.Activate, "void": l.Void}[r.form]; f != nil {
			v.Refill(f, r.problems)
			return
		}
	}
	body.Rest.Blame(v.Page, r.problems)
}

func i64(n int64) string { return strconv.FormatInt(n, 10) }
