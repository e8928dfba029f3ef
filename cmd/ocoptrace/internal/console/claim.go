package console

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// maxClaimBatches is how many of the newest batches of each product blank
// labels can be bound to from the form.
const maxClaimBatches = 12

// A claiming is blank labels about to be bound to a batch.
type claiming struct {
	*trace.LabelClaim
	batch *trace.Batch
	name  string // of the product
}

// newClaim shows the form, and what will be bound once it is filled in.
func newClaim(v *visit) error {
	if v.value("check") == "" {
		return v.claimForm(nil)
	}
	c, problems, err := v.claimEntered()
	if err != nil {
		return err
	}
	if len(problems) > 0 || v.value("last") == "" {
		return v.claimForm(problems)
	}
	return v.confirmClaim(c)
}

// claimForm asks for a batch and for the first and last label. A scanner types
// the link of a label into the field that has the focus, and Enter: what it
// types next goes into the next one.
func (v *visit) claimForm(problems trace.Problems) error {
	batches, err := v.batchOptions()
	if err != nil {
		return err
	}
	b := &formBody{
		Lead: v.page.T("console.claim.lead"), Action: v.page.To("/console/claim"), Back: v.page.To("/console/blank"),
		Form: newForm("",
			&field{Name: "batch", Label: "console.field.batch", Type: "choice", Value: v.value("batch"), Options: batches},
			&field{Name: "first", Label: "console.field.first", Hint: v.page.T("console.field.first.hint"), Type: "text", Value: v.value("first"), Max: 500},
			&field{Name: "last", Label: "console.field.last", Type: "text", Value: v.value("last"), Max: 500}),
	}
	for _, name := range []string{"first", "last"} {
		if f := b.Form.field(name); strings.TrimSpace(f.Value) == "" {
			f.Focus = true
			break
		}
	}
	b.Form.blame(v.page, problems)
	return v.showForm(b, v.page.T("console.claim.title"))
}

// batchOptions are the newest batches of all products.
func (v *visit) batchOptions() (all []option, err error) {
	products, err := v.Registry.ProductsOf(v.ctx(), v.user.Entity)
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		batches, err := v.Registry.Batches(v.ctx(), p.ID, maxClaimBatches)
		if err != nil {
			return nil, err
		}
		for _, b := range batches {
			all = append(all, option{b.Product + "/" + b.Lot, p.Name + ", " + v.page.T("console.batch.title", b.Lot) + ", " + v.page.Date(b.Produced)})
		}
	}
	if named := v.value("batch"); named != "" { // an older one, from its page
		for _, o := range all {
			if o.Value == named {
				return all, nil
			}
		}
		if product, lot, ok := strings.Cut(named, "/"); ok {
			if b, err := v.ownBatchOf(product, lot); err == nil {
				all = append(all, option{named, b.Product + ", " + v.page.T("console.batch.title", b.Lot)})
			}
		}
	}
	return all, nil
}

// claimEntered is what the form asks for.
func (v *visit) claimEntered() (c claiming, problems trace.Problems, err error) {
	if v.value("batch") == "" {
		problems = append(problems, trace.Problem{Field: "batch", Key: "required"})
	} else if c, err = v.claimBatch(); err != nil {
		return c, nil, err
	}
	if problems = append(problems, v.labelsTyped()...); len(problems) > 0 || v.value("last") == "" {
		return c, problems, nil
	}
	found, err := v.Registry.ClaimRange(v.ctx(), v.value("first"), v.value("last"))
	if problems, err = asProblems(err); err != nil || len(problems) > 0 {
		return c, atFields(problems), err
	}
	if found.Run.Entity != v.user.Entity {
		return c, trace.Problems{{Field: "first", Key: "labelUnknown", Args: []any{shorten(v.value("first"))}}}, nil
	}
	c.Run, c.From, c.To, c.Date = found.Run.ID, found.From, found.To, v.today()
	problems, err = v.examine(c.LabelClaim)
	return c, atFields(problems), err
}

// labelsTyped finds what is typed and no label. That the last one is still to be
// scanned is no problem.
func (v *visit) labelsTyped() (problems trace.Problems) {
	for _, name := range []string{"first", "last"} {
		typed := strings.TrimSpace(v.value(name))
		v.r.Form.Set(name, typed)
		if typed == "" {
			if name == "first" || v.value("first") == "" {
				problems = append(problems, trace.Problem{Field: name, Key: "required"})
			}
		} else if _, err := trace.ParseLabel(typed); err != nil {
			problems = append(problems, trace.Problem{Field: name, Key: "notALabel", Args: []any{shorten(typed)}})
		}
	}
	return problems
}

// claimBatch is the batch of the field "batch", PRODUCT/LOT.
func (v *visit) claimBatch() (c claiming, err error) {
	product, lot, _ := strings.Cut(v.value("batch"), "/")
	p, err := v.ownProduct(product)
	if err != nil {
		return c, err
	}
	c.batch, err = v.Registry.Batch(v.ctx(), product, lot)
	c.name, c.LabelClaim = p.Name, &trace.LabelClaim{Product: product, Lot: lot}
	return c, missing(err)
}

// atFields moves problems of what the form does not have to what it has.
func atFields(problems trace.Problems) trace.Problems {
	for i, p := range problems {
		switch p.Field {
		case "run", "from":
			problems[i].Field = "first"
		case "to":
			problems[i].Field = "last"
		}
	}
	return problems
}

// confirmClaim shows what will be bound.
func (v *visit) confirmClaim(c claiming) error {
	ledger, err := v.Registry.Ledger(v.ctx(), c.Product, c.Lot)
	if err != nil {
		return err
	}
	v.page.Sample = c.batch.Sample
	count := c.To - c.From + 1
	query := url.Values{"batch": {v.value("batch")}, "first": {v.value("first")}, "last": {v.value("last")}}
	return v.confirm(&confirmBody{
		Lead: v.page.T("console.claim.check"), Button: v.page.T("console.claim.button", count),
		Action: v.page.To("/console/claims"), Back: v.page.Link("/console/claim", query),
		Facts: []shown{
			{v.page.T("console.field.product"), c.name, "vi"},
			{v.page.T("compare.lot"), c.Lot, ""},
			{v.page.T("compare.produced"), v.page.Date(c.batch.Produced), ""},
			{v.page.T("console.void.labels"), v.page.T("console.claim.range", c.From, c.To, count), ""},
			{v.page.T("console.tally.bare"), v.page.T("console.claim.room", ledger.Room(), ledger.Room()-count), ""},
		},
		Form: newForm("", hidden("batch", v.value("batch")), hidden("run", c.Run), hidden("from", i64(c.From)), hidden("to", i64(c.To)),
			hidden("first", v.value("first")), hidden("last", v.value("last"))),
	}, v.page.T("console.claim.title"))
}

// stateClaim binds labels.
func stateClaim(v *visit) error {
	c, err := v.claimBatch()
	if err != nil {
		return err
	}
	r, err := v.Registry.Run(v.ctx(), v.value("run"))
	if err != nil && !errors.Is(err, trace.ErrNotFound) {
		return err
	}
	if err != nil || r.Run.Entity != v.user.Entity {
		return web.Status(http.StatusNotFound)
	}
	var problems, more trace.Problems
	c.Run, c.Date = r.Run.ID, v.today()
	c.From, problems = v.number("from")
	c.To, more = v.number("to")
	if problems = append(problems, more...); len(problems) == 0 {
		if problems, err = v.state(c.LabelClaim); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.claimForm(atFields(problems))
	}
	return v.redirectTo(batchPath(c.Product, c.Lot), url.Values{"done": {"claimed"}}, "run-"+i64(r.Run.First+c.From-1))
}
