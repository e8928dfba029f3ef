package packing

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
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
	if v.Value("check") == "" {
		return v.claimForm(nil)
	}
	c, problems, err := v.claimEntered()
	if err != nil {
		return err
	}
	if len(problems) > 0 || v.Value("last") == "" {
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
	b := &console.Question{
		Lead: v.Page.T("console.claim.lead"), Action: v.Page.To("/console/claim"), Back: v.Page.To("/console/blank"),
		Form: console.NewForm("",
			&console.Field{Name: "batch", Label: "console.field.batch", Type: "choice", Value: v.Value("batch"), Options: batches},
			&console.Field{Name: "first", Label: "console.field.first", Hint: v.Page.T("console.field.first.hint"), Type: "text", Value: v.Value("first"), Max: 500},
			&console.Field{Name: "last", Label: "console.field.last", Type: "text", Value: v.Value("last"), Max: 500}),
	}
	for _, name := range []string{"first", "last"} {
		if f := b.Form.Field(name); strings.TrimSpace(f.Value) == "" {
			f.Focus = true
			break
		}
	}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, v.Page.T("console.claim.title"))
}

// batchOptions are the newest batches of all products.
func (v *visit) batchOptions() (all []console.Option, err error) {
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		batches, err := v.Registry.Batches(v.Ctx(), p.ID, maxClaimBatches)
		if err != nil {
			return nil, err
		}
		for _, b := range batches {
			all = append(all, console.Option{Value: b.Product + "/" + b.Lot, Text: p.Name + ", " + v.Page.T("console.batch.title", b.Lot) + ", " + v.Page.Date(b.Produced)})
		}
	}
	if named := v.Value("batch"); named != "" { // an older one, from its page
		for _, o := range all {
			if o.Value == named {
				return all, nil
			}
		}
		if product, lot, ok := strings.Cut(named, "/"); ok {
			if b, err := v.ownBatchOf(product, lot); err == nil {
				all = append(all, console.Option{Value: named, Text: b.Product + ", " + v.Page.T("console.batch.title", b.Lot)})
			}
		}
	}
	return all, nil
}

// claimEntered is what the form asks for.
func (v *visit) claimEntered() (c claiming, problems trace.Problems, err error) {
	if v.Value("batch") == "" {
		problems = append(problems, trace.Problem{Field: "batch", Key: "required"})
	} else if c, err = v.claimBatch(); err != nil {
		return c, nil, err
	}
	if problems = append(problems, v.labelsTyped()...); len(problems) > 0 || v.Value("last") == "" {
		return c, problems, nil
	}
	found, err := v.Registry.ClaimRange(v.Ctx(), v.Value("first"), v.Value("last"))
	if problems, err = console.AsProblems(err); err != nil || len(problems) > 0 {
		return c, atFields(problems), err
	}
	if found.Run.Entity != v.User.Entity {
		return c, trace.Problems{{Field: "first", Key: "labelUnknown", Args: []any{console.Shorten(v.Value("first"))}}}, nil
	}
	c.Run, c.From, c.To, c.Date = found.Run.ID, found.From, found.To, v.Today()
	problems, err = v.Examine(c.LabelClaim)
	return c, atFields(problems), err
}

// labelsTyped finds what is typed and no label. That the last one is still to be
// scanned is no problem.
func (v *visit) labelsTyped() (problems trace.Problems) {
	for _, name := range []string{"first", "last"} {
		typed := strings.TrimSpace(v.Value(name))
		v.R.Form.Set(name, typed)
		if typed == "" {
			if name == "first" || v.Value("first") == "" {
				problems = append(problems, trace.Problem{Field: name, Key: "required"})
			}
		} else if _, err := trace.ParseLabel(typed); err != nil {
			problems = append(problems, trace.Problem{Field: name, Key: "notALabel", Args: []any{console.Shorten(typed)}})
		}
	}
	return problems
}

// claimBatch is the batch of the field "batch", PRODUCT/LOT.
func (v *visit) claimBatch() (c claiming, err error) {
	product, lot, _ := strings.Cut(v.Value("batch"), "/")
	p, err := v.OwnProduct(product)
	if err != nil {
		return c, err
	}
	c.batch, err = v.Registry.Batch(v.Ctx(), product, lot)
	c.name, c.LabelClaim = p.Name, &trace.LabelClaim{Product: product, Lot: lot}
	return c, console.Missing(err)
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
	ledger, err := v.Registry.Ledger(v.Ctx(), c.Product, c.Lot)
	if err != nil {
		return err
	}
	v.Page.Sample = c.batch.Sample
	count := c.To - c.From + 1
	query := url.Values{"batch": {v.Value("batch")}, "first": {v.Value("first")}, "last": {v.Value("last")}}
	return v.Confirm(&console.Confirmation{
		Lead: v.Page.T("console.claim.check"), Button: v.Page.T("console.claim.button", count),
		Action: v.Page.To("/console/claims"), Back: v.Page.Link("/console/claim", query),
		Facts: []console.Shown{
			{Name: v.Page.T("console.field.product"), Text: c.name, Lang: "vi"},
			{Name: v.Page.T("compare.lot"), Text: c.Lot},
			{Name: v.Page.T("compare.produced"), Text: v.Page.Date(c.batch.Produced)},
			{Name: v.Page.T("console.void.labels"), Text: v.Page.T("console.claim.range", c.From, c.To, count)},
			{Name: v.Page.T("console.tally.bare"), Text: v.Page.T("console.claim.room", ledger.Room(), ledger.Room()-count)},
		},
		Form: console.NewForm("", console.Hidden("batch", v.Value("batch")), console.Hidden("run", c.Run), console.Hidden("from", i64(c.From)), console.Hidden("to", i64(c.To)),
			console.Hidden("first", v.Value("first")), console.Hidden("last", v.Value("last"))),
	}, v.Page.T("console.claim.title"))
}

// stateClaim binds labels.
func stateClaim(v *visit) error {
	c, err := v.claimBatch()
	if err != nil {
		return err
	}
	r, err := v.Registry.Run(v.Ctx(), v.Value("run"))
	if err != nil && !errors.Is(err, trace.ErrNotFound) {
		return err
	}
	if err != nil || r.Run.Entity != v.User.Entity {
		return web.Status(http.StatusNotFound)
	}
	var problems, more trace.Problems
	c.Run, c.Date = r.Run.ID, v.Today()
	c.From, problems = v.Number("from")
	c.To, more = v.Number("to")
	if problems = append(problems, more...); len(problems) == 0 {
		if problems, err = v.State(c.LabelClaim); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.claimForm(atFields(problems))
	}
	return v.RedirectTo(console.BatchPath(c.Product, c.Lot), url.Values{"done": {"claimed"}}, "run-"+i64(r.Run.First+c.From-1))
}
