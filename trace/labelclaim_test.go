package trace_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

// rolled is a world with a roll of 20 blank labels.
func rolled(t *testing.T) (*tracetest.World, *trace.LabelRun, []trace.LabelCode) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	run, err := w.OrderRun(context.Background(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 20, By: packer, Key: "roll"})
	if err != nil {
		t.Fatal(err)
	}
	labels, err := w.Labels(run, 1, 20)
	if err != nil {
		t.Fatal(err)
	}
	return w, run, labels
}

func claim(t testing.TB, run *trace.LabelRun, from, to int64) *trace.LabelClaim {
	return &trace.LabelClaim{Run: run.ID, From: from, To: to, Product: "gao-seng-cu", Lot: "ST-01", Date: run0(t)}
}

func status(t testing.TB, run *trace.LabelRun, from, to int64, state trace.LabelState) *trace.LabelStatus {
	return &trace.LabelStatus{Run: run.ID, From: from, To: to, State: state, Reason: "r", Date: run0(t)}
}

func TestBlankRun(t *testing.T) {
	w, run, labels := rolled(t)
	if run.ID != "k1-0" || labels[0].URI != tracetest.BaseURL+"/x/"+string(labels[0].Code) {
		t.Errorf("run %+v, first label %+v", run, labels[0])
	}
	again, err := w.OrderRun(context.Background(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 20, Key: "roll"})
	if err != nil || again.ID != run.ID {
		t.Errorf("ordered again: %+v, %v", again, err)
	}
	next, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 5, "")
	if err != nil || next.First != 20 {
		t.Errorf("the run after it: %+v, %v", next, err)
	}
	wantLedger(t, w, "ST-01", trace.Ledger{Declared: 100, Printed: 5, Open: 5})
	blank := &trace.LabelRun{Entity: "khong-co", CodeKey: "k1", First: 25, Count: 1}
	refused(t, w, "entity:unknownReference", blank)
	refused(t, w, "entity:blankOfABatch", &trace.LabelRun{Entity: "htx-gao-ruong-mau", Product: "gao-seng-cu", Lot: "ST-01", CodeKey: "k1", First: 25, Count: 1})
	runs, err := w.BlankRuns(context.Background(), "htx-gao-ruong-mau")
	if err != nil || len(runs) != 1 || runs[0].Unbound != 20 || runs[0].Run.ID != run.ID {
		t.Errorf("blank runs %+v, %v", runs, err)
	}
}

func TestClaim(t *testing.T) {
	w, run, labels := rolled(t)
	own, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 85, "")
	if err != nil {
		t.Fatal(err)
	}
	of := func(c *trace.LabelClaim, product, lot string) *trace.LabelClaim {
		c.Product, c.Lot = product, lot
		return c
	}
	w.State(t, &trace.Entity{ID: "khac", Name: "Khác", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15", Address: "a"},
		&trace.Product{ID: "gao-khac", Entity: "khac", Name: "Gạo khác", Group: "I.2a", Taxonomy: "26/2026"})
	refused(t, w, "from:labelsUnbound", status(t, run, 1, 1, trace.LabelActive))
	w.State(t, claim(t, run, 3, 6), status(t, run, 10, 11, trace.LabelVoided))
	for want, facts := range map[string][]trace.Fact{
		"run:unknownReference":     {&trace.LabelClaim{Run: "k1-7", From: 1, To: 1, Product: "gao-seng-cu", Lot: "ST-01", Date: run0(t)}},
		"run:runOfABatch":          {claim(t, own, 1, 1)},
		"to:outOfRange":            {claim(t, run, 20, 21)},
		"from:labelsClaimed":       {claim(t, run, 6, 7)},
		"from:labelsAlready":       {claim(t, run, 7, 10)},
		"from:labelsUnbound":       {status(t, run, 6, 7, trace.LabelActive)},
		"product:unknownReference": {of(claim(t, run, 1, 1), "khong-co", "ST-01")},
		"product:labelsOfAnother":  {of(claim(t, run, 1, 1), "gao-khac", "ST-01")},
		"lot:unknownReference":     {of(claim(t, run, 1, 1), "gao-seng-cu", "no")},
		"to:moreLabelsThanPacks":   {claim(t, run, 12, 20), claim(t, run, 7, 9)}, // 85 + 4 + 9 + 3 > 100
	} {
		refused(t, w, want, facts...)
	}
	w.State(t, status(t, run, 3, 4, trace.LabelActive), status(t, run, 4, 5, trace.LabelVoided))
	wantLedger(t, w, "ST-01", trace.Ledger{Declared: 100, Printed: 89, Activated: 1, Voided: 2, Open: 86, Claimed: 4})
	for label, want := range map[int64][]trace.Finding{
		2: {trace.FindingUnbound}, 3: {trace.FindingIntact}, 4: {trace.FindingVoided}, 6: {trace.FindingInactive},
		10: {trace.FindingVoided, trace.FindingUnbound},
	} {
		s := scan(t, w, string(labels[label-1].Code))
		if got := s.Findings(); !reflect.DeepEqual(got, want) {
			t.Errorf("label %d says %v, want %v", label, got, want)
		}
		if bound := s.Label.Claim != nil; bound != (3 <= label && label <= 6) || bound != (s.Batch != nil) {
			t.Errorf("label %d: claim %v, batch %v", label, s.Label.Claim, s.Batch)
		}
	}
}

// What is reported of a roll, with whoever asked for it.
func TestRunReport(t *testing.T) {
	w, run, _ := rolled(t)
	ctx := context.Background()
	facts := []trace.Fact{claim(t, run, 3, 6), &trace.LabelReprint{Run: run.ID, From: 1, To: 2, Reason: "mờ", Date: run0(t)}, status(t, run, 6, 9, trace.LabelVoided)}
	w.Clock.Day("2026-11-25")
	if _, err := w.Registry.State(ctx, trace.Order{Facts: facts, By: "chu-nhiem"}); err != nil {
		t.Fatal(err)
	}
	r, err := w.Registry.Run(ctx, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := (trace.Tally{Printed: 20, Open: 16, Voided: 4}); r.Tally != want || r.Unbound != 13 || len(r.Claims) != 1 {
		t.Errorf("tally %+v, unbound %d, claims %v", r.Tally, r.Unbound, r.Claims)
	}
	var got []string
	for _, c := range r.Changes {
		got = append(got, fmt.Sprint(c.Index, " ", c.At.Format("2006-01-02"), " ", c.By, " ", c.Fact.Kind()))
	}
	want := []string{"8 2026-11-25 chu-nhiem LabelStatus", "7 2026-11-25 chu-nhiem LabelReprint", "6 2026-11-25 chu-nhiem LabelClaim", "5 2026-11-23 to-dong-goi-7 LabelRun"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("changes %q, want %q", got, want)
	}
	claims, err := w.Claims(ctx, "gao-seng-cu", "ST-01")
	if err != nil || len(claims) != 1 || claims[0].To != 6 {
		t.Errorf("claims of the batch: %v, %v", claims, err)
	}
}

func TestClaimRange(t *testing.T) {
	w, run, labels := rolled(t)
	ctx := context.Background()
	other, err := w.OrderRun(ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 5})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := w.Labels(other, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	own, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 5, "")
	if err != nil {
		t.Fatal(err)
	}
	batch, err := w.Labels(own, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, claim(t, run, 15, 17), status(t, run, 19, 19, trace.LabelVoided))
	text := func(n int) string { return string(labels[n-1].Code) }
	for _, c := range []struct{ first, last, want string }{
		{text(3), text(9), "k1-0 3-9"},
		{text(9), text(3), "k1-0 3-9"},
		{" " + labels[2].Code.Groups() + "\n", strings.ToLower(text(9)), "k1-0 3-9"},
		{labels[2].URI, labels[8].URI + "/", "k1-0 3-9"},
		{"https://id.gs1.org/01/09520000000011/10/ST-01/21/" + text(3), text(3), "k1-0 3-3"},
		{"tx.example.vn/x/" + text(3) + "?lang=vi", text(4), "k1-0 3-4"},
		{text(1), string(elsewhere[0].Code), "[last:twoRuns]"},
		{text(12), text(16), "[from:labelsClaimed]"},
		{text(18), text(20), "[from:labelsAlready]"},
		{batch[0].URI, batch[1].URI, "[run:runOfABatch]"},
		{"4R0MXK65AR9F", "4R0MXK65AR9F", "[first:labelUnknown last:labelUnknown]"},
		{text(1)[:11], "", "[first:notALabel last:notALabel]"},
		{text(1), "https://id.gs1.org/01/09520000000011", "[last:notALabel]"},
		{text(1), "https://tx.example.vn/products/" + text(1), "[last:notALabel]"},
		{"//////", "https://tx.example.vn/x/", "[first:notALabel last:notALabel]"},
	} {
		r, err := w.ClaimRange(ctx, c.first, c.last)
		got := fmt.Sprint(keysOf(err))
		if err == nil {
			got = fmt.Sprintf("%s %d-%d", r.Run.ID, r.From, r.To)
		}
		if got != c.want {
			t.Errorf("%q to %q: %s, want %s (%v)", c.first, c.last, got, c.want, err)
		}
	}
	w.Store.Close()
	if _, err := w.ClaimRange(ctx, text(1), text(2)); err == nil || keysOf(err) != nil {
		t.Errorf("from a closed store: %v", err)
	}
}

// A bundle of a bound label needs the claim and the run, one of a blank label
// the producer and the run.
func TestBundleOfBlankLabel(t *testing.T) {
	w, run, labels := rolled(t)
	w.State(t, claim(t, run, 3, 6), claim(t, run, 7, 8), status(t, run, 3, 6, trace.LabelActive), status(t, run, 7, 8, trace.LabelActive))
	policy, err := translog.ParsePolicy(translog.LogPolicy(w.VKey))
	if err != nil {
		t.Fatal(err)
	}
	for label, needed := range map[int][]trace.Kind{
		3:  {trace.KindService, trace.KindProduct, trace.KindBatch, trace.KindLabelRun, trace.KindLabelClaim},
		12: {trace.KindService, trace.KindEntity, trace.KindLabelRun},
	} {
		b := scan(t, w, string(labels[label-1].Code)).Bundle()
		data, err := b.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		checked, _, err := verifyBundle(data, policy)
		if err != nil {
			t.Fatalf("label %d: %v", label, err)
		}
		for i, e := range checked.Evidence {
			less := b
			less.Entries = append(append([]trace.BundleEntry(nil), b.Entries[:i]...), b.Entries[i+1:]...)
			_, err := less.Verify(policy, func(string, *trace.Evidence) {})
			if is := contains(needed, e.Fact.Kind()); is != (err != nil) {
				t.Errorf("label %d without its %s: %v", label, e.Fact.Kind(), err)
			}
		}
		for name, change := range map[string]func(*trace.Bundle){
			"entity":  func(b *trace.Bundle) { b.Entity = "khac" },
			"product": func(b *trace.Bundle) { b.Product = "khac" },
			"lot":     func(b *trace.Bundle) { b.Lot = "khac" },
			"nothing": func(b *trace.Bundle) { b.Product, b.Lot, b.Entity = "", "", "" },
		} {
			bad := b
			change(&bad)
			if _, err := bad.Verify(policy, func(string, *trace.Evidence) {}); !errors.Is(err, trace.ErrBundle) {
				t.Errorf("label %d with another %s: %v", label, name, err)
			}
		}
	}
}

func contains(kinds []trace.Kind, k trace.Kind) bool {
	for _, kind := range kinds {
		if kind == k {
			return true
		}
	}
	return false
}

// Whatever is read as a label has a code that reads the same in all its forms.
func FuzzParseLabel(f *testing.F) {
	for _, text := range []string{"4R0M-XK65-AR9F", "https://tx.example.vn/x/4R0MXK65AR9F", "tx.example.vn/x/4r0mxk65ar9f/",
		"https://id.gs1.org/01/09520000000011/21/4R0MXK65AR9F?17=271120", "/x/", "//", "%zz/x/4R0MXK65AR9F"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := trace.ParseLabel(text)
		if err != nil {
			if trace.FindingOf(err) != trace.FindingMalformed {
				t.Fatalf("%q: %v is not a finding about a code", text, err)
			}
			return
		}
		for _, form := range []string{c.String(), c.Groups(), trace.CodeURI(tracetest.BaseURL, c), "https://id.gs1.org/01/09520000000011/21/" + c.String()} {
			if again, err := trace.ParseLabel(form); again != c || err != nil {
				t.Fatalf("%q is %s, and %q is %s (%v)", text, c, form, again, err)
			}
		}
	})
}
