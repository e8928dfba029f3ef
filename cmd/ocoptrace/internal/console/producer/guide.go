package producer

import (
	"errors"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/draft"
)

// guideForm is the name under which it is kept that the guide was put away.
const guideForm = "guide"

// A step is one of those from an empty business to labels that are active.
type step struct {
	Text string
	Link string // where it is done; "" where the user cannot
	Done bool
}

// guide are the steps to the first active label; none once all are done, or the
// user has put the guide away, which holds as long as a draft does.
func (v *visit) guide(b *producerBody) ([]step, error) {
	_, err := v.Drafted(guideForm)
	if err == nil {
		return nil, nil
	}
	if !errors.Is(err, draft.ErrNone) || b.Maker == nil {
		return nil, err
	}
	var goods, stars, issued, printed, active bool
	batch, label := "/console/batches/new", "/console"
	for _, row := range b.Products {
		goods = goods || !row.Service
		stars = stars || row.Starred
		for i, made := range row.Batches {
			// older batches have had their labels
			printed = printed || made.Ledger.Printed > 0 || i == lastBatches-1
			active = active || made.Ledger.Activated > 0 || i == lastBatches-1
			if issued = true; made.Ledger.Activated == 0 {
				label = v.Page.To("/console/batches/" + made.Product + "/" + made.Lot)
			}
		}
	}
	printer, err := v.hasPrinter()
	if err != nil {
		return nil, err
	}
	steps := []step{
		{Text: "entity", Done: b.Maker.Address != ""}, {Text: "goods", Done: goods}, {Text: "stars", Done: stars},
		{Text: "batch", Done: issued}, {Text: "printer", Done: printer || printed}, {Text: "print", Done: printed}, {Text: "activate", Done: active},
	}
	if v.User.May(account.ProductChange) {
		steps[0].Link, steps[1].Link = v.Page.To("/console/entity"), v.Page.To("/console/goods/new")
	}
	if goods {
		steps[3].Link = v.Page.To(batch)
	}
	if v.Printing {
		steps[4].Link = v.Page.To("/console/printers")
	}
	if issued {
		steps[5].Link, steps[6].Link = label, label
	}
	open := false
	for i := range steps {
		open = open || !steps[i].Done
		steps[i].Text = v.Page.T("console.guide." + steps[i].Text)
	}
	if !open {
		return nil, nil
	}
	return steps, nil
}

// hasPrinter says whether the user's entity has set up a printer.
func (v *visit) hasPrinter() (bool, error) {
	if v.Printers == nil {
		return false, nil
	}
	n, err := v.Printers(v.Ctx(), v.User.Entity)
	return n > 0, err
}

// hideGuide puts the guide away.
func hideGuide(v *visit) error {
	v.R.PostForm = url.Values{"hidden": {"1"}}
	if err := v.KeepDraft(guideForm); err != nil {
		return err
	}
	return v.Redirect("/console", url.Values{})
}
