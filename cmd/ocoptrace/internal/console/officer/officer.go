package officer

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
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
	console.Common
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
	products, err := v.Registry.Products(v.Ctx())
	if err != nil {
		return err
	}
	b := &officerBody{Query: console.Shorten(strings.TrimSpace(v.Value("q")))}
	if b.Common, err = v.Common(); err != nil {
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
		s, err := v.Registry.ScanProduct(v.Ctx(), p.ID)
		if err != nil {
			return err
		}
		b.Found = append(b.Found, foundRow{p, makers[p.Entity], v.StarsText(s.Standing), v.Page.To("/console/products/" + p.ID)})
	}
	return v.Show("officer", v.Page.T("console.officer.title"), b, http.StatusOK)
}

func (v *visit) makers() (map[string]*trace.Entity, error) {
	entities, err := v.Registry.Entities(v.Ctx())
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
	console.Common
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
	p, err := v.Registry.Product(v.Ctx(), v.Variable("product"))
	if err != nil {
		return console.Missing(err)
	}
	b := &productBody{Product: p}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Maker, err = v.Registry.Entity(v.Ctx(), p.Entity); err != nil {
		return err
	}
	standings, err := v.Registry.Standings(v.Ctx(), p.ID)
	if err != nil {
		return err
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
