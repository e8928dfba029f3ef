package officer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// Limits of what an officer is shown at once.
const (
	maxFound   = 30
	maxBatches = 30
)

// officerBody is an officer's first page.
type officerBody struct {
	console.Common
	Query string
	Found []foundRow
	More  int // that are not shown
	Pages []console.NavGroup
}

// foundRow is a product that was found.
type foundRow struct {
	*trace.Product
	Maker *trace.Entity
	Stars string
	Path  string
}

// searchProducts finds products of the officer's province by name, id, GTIN or
// producer; all of them for an empty query.
func searchProducts(v *visit) error {
	b := &officerBody{Query: v.query()}
	products, err := v.Registry.Products(v.Ctx())
	if err != nil {
		return err
	}
	makers, err := v.makers()
	if err != nil {
		return err
	}
	var all []*trace.Product
	for _, p := range products {
		if e := makers[p.Entity]; e != nil && found(b.Query, p.Name, p.NameEn, p.ID, p.GTIN, e.Name, e.ID) {
			all = append(all, p)
		}
	}
	place.Sort(all, func(p *trace.Product) string { return p.Name })
	b.More = max(0, len(all)-maxFound)
	for _, p := range all[:len(all)-b.More] {
		row, err := v.foundRow(p, makers[p.Entity])
		if err != nil {
			return err
		}
		b.Found = append(b.Found, row)
	}
	if b.Pages, err = v.NavGroups(); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("officer", v.Page.T("console.officer.title"), b, http.StatusOK)
}

// productBody is an officer's page of a product.
type productBody struct {
	console.Common
	*trace.Product
	Maker     *trace.Entity
	MakerPath string
	Recognise string // link
	Days      []daysLink
	Standings []standingView
	Batches   []officerBatch
}

// daysLink leads to what can be done with the batches of several days.
type daysLink struct{ Text, Link string }

// standingView is a recognition with what can be done with it.
type standingView struct {
	*trace.Standing
	State    string
	InForce  bool
	Extend   string // links; "" where it cannot be done
	Withdraw string
}

// officerBatch is a batch with what can be done with it.
type officerBatch struct {
	*trace.Batch
	Verdict            any
	Public             string
	Hold, Recall, Lift string // links; "" where it cannot be done
	Allow              string // link to allow more labels than packs
}

func showProduct(v *visit) error {
	p, e, err := v.product(v.Variable("product"))
	if err != nil {
		return err
	}
	b := &productBody{
		Product: p, Maker: e, MakerPath: v.Page.To("/console/entities/" + e.ID),
		Recognise: v.Page.Link("/console/recognitions/new", url.Values{"product": {p.ID}}),
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	standings, err := v.Registry.Standings(v.Ctx(), p.ID)
	if err != nil {
		return err
	}
	for _, action := range []trace.RecallAction{trace.ActionHold, trace.ActionRecall, trace.ActionLift} {
		query := url.Values{"product": {p.ID}, "action": {string(action)}}
		b.Days = append(b.Days, daysLink{v.Page.T("recall.days." + string(action)), v.Page.Link("/console/recalls/new", query)})
	}
	for _, s := range standings {
		b.Standings = append(b.Standings, v.standingView(s))
	}
	if b.Batches, err = v.officerBatches(p.ID); err != nil {
		return err
	}
	v.Page.Sample = p.Sample
	return v.Show("product", p.Name, b, http.StatusOK)
}

func (v *visit) standingView(s *trace.Standing) standingView {
	view := standingView{Standing: s, State: v.Validity(s), InForce: s.InForce(v.Today())}
	r := s.Recognition.Fact
	link := func(change trace.Change) string {
		return v.Page.Link("/console/changes/new", url.Values{"product": {r.Product}, "number": {r.Number}, "change": {string(change)}})
	}
	if s.Withdrawn().IsZero() {
		view.Withdraw = link(trace.ChangeWithdrawn)
		if ocop.LatestExtension(r.Expires).After(s.Until()) {
			view.Extend = link(trace.ChangeExtended)
		}
	}
	return view
}

func (v *visit) officerBatches(product string) (all []officerBatch, err error) {
	rows, err := v.BatchRows(product, maxBatches)
	for _, row := range rows {
		b := officerBatch{
			Batch: row.Batch, Verdict: v.Page.Verdict(row.Scan),
			Public: v.Page.To("/batches/" + url.PathEscape(row.Product) + "/" + url.PathEscape(row.Lot)),
		}
		link := func(action trace.RecallAction) string {
			return v.Page.Link("/console/recalls/new", url.Values{"product": {row.Product}, "lot": {row.Lot}, "action": {string(action)}})
		}
		b.Allow = v.Page.Link("/console/allowances/new", url.Values{"product": {row.Product}, "lot": {row.Lot}})
		stopped := row.Scan.Batch.Stopped()
		if stopped == nil {
			b.Hold = link(trace.ActionHold)
		} else {
			b.Lift = link(trace.ActionLift)
		}
		if stopped == nil || stopped.Action != trace.ActionRecall {
			b.Recall = link(trace.ActionRecall)
		}
		all = append(all, b)
	}
	return all, err
}
