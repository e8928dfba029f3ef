package producer

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace/ocop"
)

// lookupsShown is how many labels the page has.
const lookupsShown = 50

// lookupsBody ranks the labels of the user's goods.
type lookupsBody struct {
	console.Common
	Labels []lookedLabel
	More   bool
	Shown  int
}

// lookedLabel is a label with the history of its look-ups.
type lookedLabel struct {
	Code, Name, Lot string
	Label, Batch    string   // links; Batch is "" for a label on none
	Facts           []string // what was counted
	Odds            string   // in words
	Unusual         bool
	odds            float64
	total           int64
}

// showLookups ranks the labels of all products by how unusually they were looked
// up. It tells a history and odds, and no verdict.
func showLookups(v *visit) error {
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	b := &lookupsBody{Shown: lookupsShown}
	for _, p := range products {
		ranked, err := v.Lookups.Ranking(v.Ctx(), p.ID, "", lookupsShown+1)
		if err != nil {
			return err
		}
		for _, r := range ranked {
			b.Labels = append(b.Labels, v.lookedLabel(p.Name, p.ID, r))
		}
		v.Page.Sample = v.Page.Sample || p.Sample
	}
	slices.SortStableFunc(b.Labels, func(x, y lookedLabel) int {
		return cmp.Or(cmp.Compare(y.odds, x.odds), cmp.Compare(y.total, x.total))
	})
	if b.More = len(b.Labels) > lookupsShown; b.More {
		b.Labels = b.Labels[:lookupsShown]
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("lookups", v.Page.T("console.lookups.title"), b, http.StatusOK)
}

func (v *visit) lookedLabel(name, product string, r tally.Ranked) lookedLabel {
	l := lookedLabel{
		Code: r.Code.Groups(), Name: name, Lot: r.Lot, Label: v.Page.To("/x/" + r.Code.String()),
		Unusual: r.Odds >= tally.Unusual, odds: r.Odds, total: r.Total(),
	}
	if r.Lot != "" {
		l.Batch = v.Page.To(console.BatchPath(product, r.Lot))
	}
	l.Facts = v.lookedFacts(r.Tally)
	l.Odds = v.Page.T("console.lookups.usual")
	if r.Odds >= 2 {
		l.Odds = v.Page.T("console.lookups.odds", int64(math.Floor(r.Odds)))
	}
	return l
}

// lookedFacts is what was counted of a label.
func (v *visit) lookedFacts(t tally.Tally) []string {
	facts := []string{
		v.Page.T("console.lookups.count", t.Total(), ocop.DateOf(t.First), ocop.DateOf(t.Last)),
		v.Page.T("console.lookups.days", int64(t.Days)), v.Page.T("console.lookups.networks", int64(t.Most)),
	}
	if len(t.Places) > 0 {
		var places []string
		for code := range t.Places {
			places = append(places, console.ProvinceName(code))
		}
		slices.Sort(places)
		facts = append(facts, v.Page.T("console.lookups.places", strings.Join(places, ", ")))
	}
	if t.SignedIn > 0 {
		facts = append(facts, v.Page.T("console.lookups.signedin", t.SignedIn))
	}
	return facts
}
