package trace_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"reflect"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/pack"
	"ocoptrace/trace/tracetest"
)

// openPack makes a pack and reads it with the keys that the log names.
func openPack(t *testing.T, w *tracetest.World, scope pack.Scope) *pack.Pack {
	t.Helper()
	ctx := context.Background()
	if _, err := w.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	file, _, err := w.Registry.Pack(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	keys := credential.KeyMap{}
	for _, method := range w.Service().IssuerKeys {
		if keys[method], err = credential.KeyOf(method); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pack.Open(file, keys)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A pack says of a batch what a scan says.
func TestPack(t *testing.T) {
	w := tracetest.New(t)
	batch := w.Rice(t)
	ctx, day := context.Background(), ocop.DateOf(w.Clock.Now())
	run, err := w.NewRun(ctx, batch.Product, batch.Lot, 20, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t,
		&trace.LabelStatus{Run: run.ID, From: 1, To: 12, State: trace.LabelActive, Date: day},
		&trace.LabelStatus{Run: run.ID, From: 12, To: 13, State: trace.LabelVoided, Reason: "x", Date: day},
		&trace.Recall{Product: batch.Product, Lot: batch.Lot, Action: trace.ActionHold, Reason: "Chờ", Instruction: "Đừng bán", Contact: "0900 000 007", Date: day},
	)
	p := openPack(t, w, pack.Scope{Entities: []string{batch.Entity}})
	scan, err := w.ScanBatch(ctx, batch.Product, batch.Lot)
	if err != nil {
		t.Fatal(err)
	}
	found := p.ByLot(batch.GTIN, batch.Lot)
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	b := p.Batches[found[0]]
	sum := sha256.Sum256(scan.Batch.Record)
	if b.Digest != base64.RawURLEncoding.EncodeToString(sum[:]) || b.Index != scan.Batch.Index || b.Stopped != "hold" || b.Reason != "Chờ" {
		t.Errorf("the batch is %+v", b)
	}
	if (b.Labels != pack.Labels{Printed: 20, Active: 11, Voided: 2}) {
		t.Errorf("the labels are %+v", b.Labels)
	}
	if stars := p.Products[b.Product].Stars; stars[0].Number != scan.Standing.Recognition.Fact.Number || stars[0].On(day) != scan.Standing.On(day) {
		t.Errorf("the stars are %+v", stars)
	}
	if p.Checkpoint != string(w.Published().Note) {
		t.Error("the checkpoint is another")
	}
	labels, err := w.Labels(run, 1, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range labels {
		s, err := w.ScanCode(ctx, string(l.Code))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.ByCode(l.Code); len(got) != 1 || got[0] != (pack.Match{Batch: found[0], State: string(s.Label.State)}) {
			t.Errorf("label %d, which is %s: %v", l.Number, s.Label.State, got)
		}
	}
	w.State(t, &trace.Recall{Product: batch.Product, Lot: batch.Lot, Action: trace.ActionLift, Reason: "Đạt", Date: day})
	if p := openPack(t, w, pack.Scope{Provinces: []string{"15"}}); p.Batches[0].Stopped != "" || p.Tags != nil {
		t.Errorf("once it is lifted: %+v, with %d tags", p.Batches[0], len(p.Tags))
	}
	if p := openPack(t, w, pack.Scope{Provinces: []string{"01"}}); len(p.Entities)+len(p.Products)+len(p.Batches) != 0 {
		t.Errorf("another province has %+v", p)
	}
}

// A delta brings a pack to what one that is made now has, and there is none for a
// pack that the log does not give.
func TestPackSince(t *testing.T) {
	w := tracetest.New(t)
	batch := w.Rice(t)
	ctx, scope := context.Background(), pack.Scope{Entities: []string{batch.Entity}}
	run, err := w.NewRun(ctx, batch.Product, batch.Lot, 20, "")
	if err != nil {
		t.Fatal(err)
	}
	have := openPack(t, w, scope)
	for i, fact := range []trace.Fact{
		&trace.LabelStatus{Run: run.ID, From: 1, To: 12, State: trace.LabelActive, Date: ocop.DateOf(w.Clock.Now())},
		&trace.Recall{Product: batch.Product, Lot: batch.Lot, Action: trace.ActionHold, Reason: "Chờ", Instruction: "Đừng bán", Contact: "0900 000 007", Date: ocop.DateOf(w.Clock.Now())},
		nil, // a day passes
	} {
		if fact != nil {
			w.State(t, fact)
		} else {
			w.Clock.Set(w.Clock.Now().Add(24 * time.Hour))
		}
		whole := openPack(t, w, scope)
		since, err := have.Since()
		if err != nil {
			t.Fatal(err)
		}
		_, d, err := w.PackSince(ctx, scope, since)
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Apply(have)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, whole) {
			t.Errorf("%d: %+v, want %+v", i, got, whole)
		}
		have = got
	}
	since, err := have.Since()
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]pack.Since{
		"another state": {Size: since.Size, Day: since.Day, State: "x"},
		"more records":  {Size: since.Size + 1, Day: since.Day, State: since.State},
		"less than 0":   {Size: -1, Day: since.Day, State: since.State},
	} {
		if _, _, err := w.PackSince(ctx, scope, s); !errors.Is(err, pack.ErrBase) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
