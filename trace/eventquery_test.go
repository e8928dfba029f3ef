package trace_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage/badger"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// randomEvent is an event of few words, so that queries find some.
func randomEvent(r *rand.Rand) string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	at := time.Date(2026, 11, 1, 0, 0, r.IntN(5000), r.IntN(3)*1000, time.UTC).Format("2006-01-02T15:04:05.999999Z")
	common := fmt.Sprintf(`"eventTime":%q,"eventTimeZoneOffset":"+07:00","bizStep":%q,"disposition":%q,"readPoint":{"id":"https://id.gs1.org/414/9521234000013/254/A%d"},"ocop:n":%d`,
		at, pick("shipping", "receiving", "packing"), pick("in_transit", "in_progress"), r.IntN(3), r.IntN(40))
	if r.IntN(4) == 0 {
		common += fmt.Sprintf(`,"eventID":"https://tx.example.vn/event/%d"`, r.Uint64())
	}
	lot, quantity := fmt.Sprintf("https://tx.example.vn/01/09520000000011/10/L%d", r.IntN(5)), r.IntN(9)
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf(`{"type":"ObjectEvent",%s,"epcList":["%s/21/S%d"],"action":%q,"bizTransactionList":[{"type":"po","bizTransaction":"https://tx.example.vn/bt/ho.%d"}]}`,
			common, lot, r.IntN(30), pick("ADD", "OBSERVE"), r.IntN(4))
	case 1:
		return fmt.Sprintf(`{"type":"TransformationEvent",%s,"inputQuantityList":[{"epcClass":%q,"quantity":%d,"uom":"KGM"}],"outputEPCList":["urn:epc:id:sgtin:9521234.054322.%d"]}`, common, lot, quantity, r.IntN(9))
	case 2:
		return fmt.Sprintf(`{"type":"AggregationEvent",%s,"parentID":"https://tx.example.vn/obj/ho.%d","childQuantityList":[{"epcClass":%q,"quantity":%d}],"action":"ADD"}`, common, r.IntN(5), lot, quantity)
	}
	return fmt.Sprintf(`{"type":"ObjectEvent",%s,"quantityList":[{"epcClass":%q,"quantity":%d}],"action":"OBSERVE","destinationList":[{"type":"owning_party","destination":"https://tx.example.vn/party/p%d"}]}`, common, lot, quantity, r.IntN(3))
}

// randomQuery has up to three filters, an order and a limit.
func randomQuery(r *rand.Rand) url.Values {
	at := func() string {
		return time.Date(2026, 11, 1, 0, 0, r.IntN(5000), 0, time.FixedZone("", 7*3600)).Add(7 * time.Hour).Format(time.RFC3339)
	}
	filters := [][2]string{
		{"eventType", "ObjectEvent"}, {"eventType", "TransformationEvent|AggregationEvent"}, {"EQ_action", "ADD"},
		{"EQ_bizStep", "shipping"}, {"EQ_bizStep", "urn:epcglobal:cbv:bizstep:packing|receiving"}, {"EQ_disposition", "in_transit"},
		{"EQ_readPoint", "urn:epc:id:sgln:9521234.00001.A1"}, {"WD_readPoint", "https://id.gs1.org/414/9521234000013"},
		{"MATCH_epc", fmt.Sprintf("https://id.gs1.org/01/09520000000011/21/S%d", r.IntN(30))},
		{"MATCH_epcClass", fmt.Sprintf("https://other.example/01/09520000000011/10/L%d", r.IntN(5))},
		{"MATCH_anyEPCClass", "https://id.gs1.org/01/09520000000011/10/L1|https://id.gs1.org/01/09520000000011/10/L2"},
		{"MATCH_anyEPC", "urn:epc:idpat:sgtin:9521234.054322.*"}, {"MATCH_parentID", "https://tx.example.vn/obj/ho.1|https://tx.example.vn/obj/ho.2"},
		{"MATCH_outputEPC", "urn:epc:id:sgtin:9521234.054322.3"}, {"EQ_bizTransaction_po", "https://tx.example.vn/bt/ho.2"},
		{"EQ_destination_owning_party", "https://tx.example.vn/party/p1"}, {"GT_quantity", "4"}, {"LE_quantity", "2"},
		{"GE_eventTime", at()}, {"LT_eventTime", at()}, {"GE_recordTime", "2026-11-23T12:00:03+07:00"}, {"LT_recordTime", "2026-11-23T05:00:07Z"},
		{"GE_ocop:n", "20"}, {"EXISTS_errorDeclaration", "false"},
	}
	v := url.Values{}
	for range r.IntN(4) {
		f := filters[r.IntN(len(filters))]
		v.Set(f[0], f[1])
	}
	if r.IntN(3) > 0 {
		v.Set("orderBy", []string{"eventTime", "recordTime", "eventTime", "recordTime", "ocop:n"}[r.IntN(5)])
		v.Set("orderDirection", []string{"ASC", "DESC"}[r.IntN(2)])
		if r.IntN(4) == 0 {
			v.Set("eventCountLimit", fmt.Sprint(1+r.IntN(20)))
		}
	}
	return v
}

// naive filters and sorts all events by what the standard says.
func naive(all []trace.Captured, q *epcis.Query, ns epcis.Namespaces) (ids []string) {
	within := func(place, in string) bool { return strings.HasPrefix(place, in+"/254/") }
	var found []trace.Captured
	for _, c := range all {
		if q.Match(&c.Event, epcis.Env{Namespaces: ns, Within: within}) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b trace.Captured) int {
		byTime := a.Event.EventTime.Time().Compare(b.Event.EventTime.Time())
		if q.OrderBy == "recordTime" {
			byTime = a.Event.RecordTime.Time().Compare(b.Event.RecordTime.Time())
		}
		newest := cmp.Or(-byTime, -cmp.Compare(a.Index, b.Index))
		switch {
		case strings.HasSuffix(q.OrderBy, "n"):
			return cmp.Or(q.Compare(&a.Event, &b.Event, ns), newest)
		case q.OrderBy != "" && q.Ascending:
			return -newest
		}
		return newest
	})
	for i, c := range found {
		if q.EventCountLimit == 0 || i < q.EventCountLimit {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Indexes and pages give what a look at every event gives.
func TestEventsAgainstNaive(t *testing.T) {
	store, err := badger.Open(t.TempDir(), badger.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	w := tracetest.On(t, store)
	w.Rice(t)
	r := rand.New(rand.NewPCG(5, 1))
	start := w.Clock.Now()
	for second := range 10 {
		w.Clock.Set(start.Add(time.Duration(second) * time.Second))
		events := make([]string, 40)
		for i := range events {
			events[i] = randomEvent(r)
		}
		capture(t, w, events...)
	}
	all := everyEvent(t, w)
	ns := all[0].Fact.Namespaces()
	found := 0
	for range 120 {
		values := randomQuery(r)
		q, err := epcis.ParseQuery(values, ns)
		if err != nil {
			t.Fatalf("%v: %v", values, err)
		}
		want := naive(all, &q, ns)
		found += len(want)
		q.PerPage = 30 + r.IntN(90)
		var got []string
		for more := true; more; more = q.NextPageToken != "" {
			page, err := w.Events(t.Context(), &q, "")
			if err != nil || len(page.Events) > q.PerPage {
				t.Fatalf("%v: %d events, %v", values, len(page.Events), err)
			}
			for _, c := range page.Events {
				got = append(got, c.ID)
			}
			q.NextPageToken = page.Next
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: %d events, want %d", values.Encode(), len(got), len(want))
		}
	}
	if found < 1500 {
		t.Errorf("the queries found only %d events", found)
	}
	countsAgainst(t, w, len(all))
}

// countsAgainst asks for a maxEventCount below and at the number of all.
func countsAgainst(t *testing.T, w *tracetest.World, all int) {
	t.Helper()
	for count, want := range map[int]error{all - 1: trace.ErrQueryTooLarge, all: nil} {
		q := epcis.Query{MaxEventCount: count, PerPage: 7}
		page, err := w.Events(t.Context(), &q, cooperative)
		if want == nil && (err != nil || len(page.Events) != 7) || want != nil && !isError(err, want) {
			t.Errorf("maxEventCount %d of %d: %v", count, all, err)
		}
	}
	q := epcis.Query{NextPageToken: "AAAA"}
	if _, err := w.Events(t.Context(), &q, ""); !isError(err, trace.ErrPageToken) {
		t.Error(err)
	}
}

func everyEvent(t testing.TB, w *tracetest.World) (all []trace.Captured) {
	t.Helper()
	for q := (epcis.Query{PerPage: trace.MaxEventsPerPage}); ; {
		page, err := w.Events(context.Background(), &q, "")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if q.NextPageToken = page.Next; page.Next == "" {
			return all
		}
	}
}

// What there is is listed in pages, each value once.
func TestEventValues(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	r := rand.New(rand.NewPCG(5, 2))
	events := make([]string, 60)
	for i := range events {
		events[i] = randomEvent(r)
	}
	capture(t, w, events...)
	want := map[string]bool{}
	for _, c := range everyEvent(t, w) {
		want[epcis.ExpandBizStep(c.Event.BizStep)] = true
	}
	var got []string
	after := ""
	for more := true; more; {
		var values []string
		var err error
		if values, more, err = w.EventValues(t.Context(), trace.BizStepsUsed, after, 2); err != nil || len(values) == 0 {
			t.Fatal(values, err)
		}
		got, after = append(got, values...), values[len(values)-1]
	}
	if len(got) != len(want) || !slices.IsSorted(got) || !want[got[0]] {
		t.Errorf("%v, want %v", got, want)
	}
	things, _, err := w.EventValues(t.Context(), trace.EPCsUsed, "", 1000)
	if err != nil || !slices.Contains(things, "https://id.gs1.org/01/09520000000011/10/L1") || slices.Contains(things, "") {
		t.Errorf("%v, %v", things, err)
	}
}

func isError(err, want error) bool { return errors.Is(err, want) }

func queryOf(t testing.TB, question string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(question)
	if err != nil {
		t.Fatal(err)
	}
	return values
}
