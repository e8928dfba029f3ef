package inspector

import (
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/ocop"
)

// maxShipments bounds the deliveries that a dossier shows.
const maxShipments = 50

// shipmentItems are the deliveries of a batch that somebody captured as events,
// newest first, and whether there are more. Each is told as its captor's claim.
func (v *visit) shipmentItems(b *trace.Batch) (items []Item, more bool, err error) {
	all, next, err := v.Registry.Shipments(v.Ctx(), b.Product, b.Lot, "", maxShipments)
	if err != nil {
		return nil, false, err
	}
	for _, s := range all {
		item, err := v.shipmentItem(s)
		if err != nil {
			return nil, false, err
		}
		items = append(items, item)
	}
	return items, next != "", nil
}

func (v *visit) shipmentItem(s trace.Shipment) (Item, error) {
	p, title := v.Page, "inspect.shipped"
	if s.Received {
		title = "inspect.received"
	}
	var names [3]string
	for i, uri := range []string{s.From, s.To, trace.PartyURI(v.Registry.BaseURL(), s.Fact.Entity)} {
		var err error
		if names[i], err = v.PartyName(uri); err != nil {
			return Item{}, err
		}
	}
	return Item{
		Title: p.T(title, ocop.DateOf(s.Event.EventTime.Time())), Index: s.Index, Logged: true, Record: recordPath(s.ID),
		Facts: v.facts(
			fact{"inspect.shipped.from", names[0], "vi"},
			fact{"inspect.shipped.to", names[1], "vi"},
			fact{"console.quantity", console.QuantitiesText(s.Event.QuantityList), ""},
			fact{"inspect.shipped.papers", v.papersText(s.Event.BizTransactionList), ""},
			fact{"inspect.shipped.says", names[2], "vi"},
		),
	}, nil
}

// papersText are the numbers of papers of this service, and others' URIs.
func (v *visit) papersText(all []epcis.Typed) string {
	var texts []string
	for _, t := range all {
		texts = append(texts, v.NumberIn(t.ID))
	}
	return strings.Join(texts, ", ")
}
