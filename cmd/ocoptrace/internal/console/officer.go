package console

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Limits of what an officer is shown at once.
const (
	maxFound   = 30
	maxBatches = 30
)

// officerBody is an officer's first page.
type officerBody struct {
	common
	Query string
	Found []foundRow
	More  int // that are not shown
}

// foundRow is a product that was found.
type foundRow struct {
	*trace.Product
	Maker *trace.Entity
	Stars string
	Path  string
}

// searchProducts finds products by name, id, GTIN or producer; all of them for
// an empty query.
func searchProducts(v *visit) error {
	products, err := v.Registry.Products(v.ctx())
	if err != nil {
		return err
	}
	b := &officerBody{Query: shorten(strings.TrimSpace(v.value("q")))}
	if b.common, err = v.common(); err != nil {
		return err
	}
	makers, err := v.makers()
	if err != nil {
		return err
	}
	for _, p := range products {
		if !matches(b.Query, p.Name, p.NameEn, p.ID, p.GTIN, makers[p.Entity].Name, makers[p.Entity].ID) {
			continue
		}
		if len(b.Found) == maxFound {
			b.More++
			continue
		}
		s, err := v.Registry.ScanProduct(v.ctx(), p.ID)
		if err != nil {
			return err
		}
		b.Found = append(b.Found, foundRow{p, makers[p.Entity], v.starsText(s.Standing), v.page.To("/console/products/" + p.ID)})
	}
	return v.show("officer", v.page.T("console.officer.title"), b, http.StatusOK)
}

func (v *visit) makers() (map[string]*trace.Entity, error) {
	entities, err := v.Registry.Entities(v.ctx())
	makers := make(map[string]*trace.Entity, len(entities))
	for _, e := range entities {
		makers[e.ID] = e
	}
	return makers, err
}

// matches says whether one of the texts has the query in it, whatever the
// case. Ids are names without marks and with hyphens, so "gao seng cu" finds
// "gao-seng-cu".
func matches(query string, texts ...string) bool {
	query = strings.ToLower(query)
	hyphened := strings.Join(strings.Fields(query), "-")
	return slices.ContainsFunc(texts, func(text string) bool {
		text = strings.ToLower(text)
		return strings.Contains(text, query) || strings.Contains(text, hyphened)
	})
}

// productBody is an officer's page of a product.
type productBody struct {
	common
	*trace.Product
	Maker     *trace.Entity
	Standings []standingView
	Batches   []officerBatch
}

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
	p, err := v.Registry.Product(v.ctx(), v.variable("product"))
	if err != nil {
		return missing(err)
	}
	b := &productBody{Product: p}
	if b.common, err = v.common(); err != nil {
		return err
	}
	if b.Maker, err = v.Registry.Entity(v.ctx(), p.Entity); err != nil {
		return err
	}
	standings, err := v.Registry.Standings(v.ctx(), p.ID)
	if err != nil {
		return err
	}
	for _, s := range standings {
		b.Standings = append(b.Standings, v.standingView(s))
	}
	if b.Batches, err = v.officerBatches(p.ID); err != nil {
		return err
	}
	v.page.Sample = p.Sample
	return v.show("product", p.Name, b, http.StatusOK)
}

func (v *visit) standingView(s *trace.Standing) standingView {
	view := standingView{Standing: s, State: v.validity(s), InForce: s.InForce(v.today())}
	r := s.Recognition.Fact
	link := func(change trace.Change) string {
		return v.page.Link("/console/changes/new", url.Values{"product": {r.Product}, "number": {r.Number}, "change": {string(change)}})
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
	rows, err := v.batchRows(product, maxBatches)
	for _, row := range rows {
		b := officerBatch{
			Batch: row.Batch, Verdict: v.page.Verdict(row.Scan),
			Public: v.page.To("/batches/" + url.PathEscape(row.Product) + "/" + url.PathEscape(row.Lot)),
		}
		link := func(action trace.RecallAction) string {
			return v.page.Link("/console/recalls/new", url.Values{"product": {row.Product}, "lot": {row.Lot}, "action": {string(action)}})
		}
		b.Allow = v.page.Link("/console/allowances/new", url.Values{"product": {row.Product}, "lot": {row.Lot}})
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
