package trace_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

func day(t testing.TB, s string) ocop.Date {
	t.Helper()
	d, err := ocop.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// keysOf lists the problems of an error as field:key.
func keysOf(err error) []string {
	var problems trace.Problems
	if !errors.As(err, &problems) {
		return nil
	}
	var keys []string
	for _, p := range problems {
		keys = append(keys, p.Field+":"+p.Key)
	}
	return keys
}

func TestProblems(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	produced, late := day(t, "2026-11-22"), day(t, "2030-01-01")
	batch := func(change func(*trace.Batch)) trace.Fact {
		b := &trace.Batch{Product: "gao-seng-cu", ProductName: "Gạo", Entity: "htx-gao-ruong-mau", EntityName: "HTX",
			Lot: "X1", Produced: produced, BestBefore: day(t, "2027-11-22"), Quantity: 10, Unit: "túi"}
		change(b)
		return b
	}
	recall := func(action trace.RecallAction) *trace.Recall {
		return &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: action, Reason: "mốc", Instruction: "Không ăn",
			Contact: "0900 000 001", Date: produced}
	}
	for name, c := range map[string]struct {
		fact trace.Fact
		want []string
	}{
		"empty batch":       {&trace.Batch{}, []string{"product:required", "productName:required", "entity:required", "entityName:required", "lot:required", "produced:required", "quantity:outOfRange", "unit:required"}},
		"good batch":        {batch(func(b *trace.Batch) {}), nil},
		"lot with a slash":  {batch(func(b *trace.Batch) { b.Lot = "A/1" }), []string{"lot:badLot"}},
		"lot of two dots":   {batch(func(b *trace.Batch) { b.Lot = ".." }), []string{"lot:badLot"}},
		"lot of 21":         {batch(func(b *trace.Batch) { b.Lot = strings.Repeat("A", 21) }), []string{"lot:badLot"}},
		"lot used":          {batch(func(b *trace.Batch) { b.Lot = "ST-01" }), []string{"lot:lotTaken"}},
		"no quantity":       {batch(func(b *trace.Batch) { b.Quantity = 0 }), []string{"quantity:outOfRange"}},
		"too much":          {batch(func(b *trace.Batch) { b.Quantity = 100_000_001 }), []string{"quantity:outOfRange"}},
		"two ends":          {batch(func(b *trace.Batch) { b.Expires = late }), []string{"bestBefore:oneEndDate"}},
		"no end":            {batch(func(b *trace.Batch) { b.BestBefore = ocop.Date{} }), []string{"bestBefore:required"}},
		"ends before":       {batch(func(b *trace.Batch) { b.BestBefore = day(t, "2026-11-21") }), []string{"bestBefore:endsBeforeItBegins"}},
		"unknown product":   {batch(func(b *trace.Batch) { b.Product = "khong-co" }), []string{"product:unknownReference"}},
		"control character": {batch(func(b *trace.Batch) { b.Unit = "tú\x00i" }), []string{"unit:controlCharacter"}},
		"direction turned":  {batch(func(b *trace.Batch) { b.Unit = "tú\u202ei" }), []string{"unit:controlCharacter"}},
		"long unit":         {batch(func(b *trace.Batch) { b.Unit = strings.Repeat("ú", 21) }), []string{"unit:tooLong"}},
		"entity":            {&trace.Entity{ID: "A b", EntityKind: "shop", ProvinceCode: "99"}, []string{"entity:badID", "name:required", "kind:unknownEntityKind", "communeCode:required", "commune:required", "provinceCode:unknownProvince"}},
		"product":           {&trace.Product{ID: "p", Entity: "e", Name: "n", GTIN: "09520000000012", Group: "X", Taxonomy: "26/2026", ShelfLifeDays: 1, ShelfLifeMonths: 1}, []string{"gtin:badGTIN", "group:unknownGroup", "shelfLifeMonths:daysOrMonths", "dateKind:shelfLifeWithoutDate"}},
		"product of nobody": {&trace.Product{ID: "p", Entity: "e", Name: "n", Group: "I.2a", Taxonomy: "26/2026"}, []string{"entity:unknownReference"}},
		"GTIN taken":        {&trace.Product{ID: "p", Entity: "htx-gao-ruong-mau", Name: "n", GTIN: "9520000000011", Group: "I.2a", Taxonomy: "26/2026"}, []string{"gtin:taken"}},
		"two stars":         {&trace.Recognition{Product: "gao-seng-cu", Stars: 2, Number: "?"}, []string{"stars:outOfRange", "number:badRecognitionNumber", "decision:required", "authority:required", "issued:required", "expires:endsBeforeItBegins"}},
		"number taken":      {&trace.Recognition{Product: "gao-seng-cu", Stars: 4, Number: "83-829-28780-91-2022", Decision: "d", Authority: "a", Issued: produced}, []string{"number:taken"}},
		"long extension":    {&trace.RecognitionChange{Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: trace.ChangeExtended, Date: produced, Until: late, Reason: "r", Authority: "a"}, []string{"until:extensionTooLong"}},
		"no such number":    {&trace.RecognitionChange{Product: "gao-seng-cu", Number: "1", Change: trace.ChangeWithdrawn, Date: produced, Reason: "r", Authority: "a"}, []string{"number:unknownReference"}},
		"withdrawn until":   {&trace.RecognitionChange{Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: trace.ChangeWithdrawn, Date: produced, Until: late, Reason: "r", Authority: "a"}, []string{"until:onlyForExtension"}},
		"unknown change":    {&trace.RecognitionChange{Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: "gone", Date: produced, Reason: "r", Authority: "a"}, []string{"change:unknownChange"}},
		"nothing to lift":   {recall(trace.ActionLift), []string{"action:nothingToLift"}},
		"unknown action":    {recall("stop"), []string{"action:unknownAction"}},
		"recall of nothing": {&trace.Recall{Product: "gao-seng-cu", Lot: "no", Action: trace.ActionRecall, Date: produced}, []string{"instruction:required", "contact:required", "reason:required"}},
		"too many labels":   {&trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-01", CodeKey: "k1", Count: 101}, []string{"count:moreLabelsThanPacks"}},
		"no such run":       {&trace.LabelStatus{Run: "k1-9", From: 1, To: 1, State: trace.LabelActive, Date: produced}, []string{"run:unknownReference"}},
		"void without why":  {&trace.LabelStatus{Run: "k1-0", From: 2, To: 1, State: trace.LabelVoided, Date: produced}, []string{"to:outOfRange", "reason:required"}},
		"ten million":       {&trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-01", CodeKey: "k1", Count: 10_000_000}, []string{"count:runTooLong"}},
		"no labels":         {&trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-01", CodeKey: "k1"}, []string{"count:outOfRange"}},
		"empty reprint":     {&trace.LabelReprint{}, []string{"run:required", "from:outOfRange", "reason:required", "date:required"}},
		"reprint of no run": {&trace.LabelReprint{Run: "k1-9", From: 1, To: 1, Reason: "r", Date: produced}, []string{"run:unknownReference"}},
		"no allowance":      {&trace.LabelAllowance{Product: "gao-seng-cu", Lot: "ST-01"}, []string{"extra:outOfRange", "reason:required", "date:required"}},
		"big allowance":     {&trace.LabelAllowance{Product: "gao-seng-cu", Lot: "ST-01", Extra: 1_000_001, Reason: "r", Date: produced}, []string{"extra:outOfRange"}},
		"allowance of none": {&trace.LabelAllowance{Product: "gao-seng-cu", Lot: "no", Extra: 1, Reason: "r", Date: produced}, []string{"lot:unknownReference"}},
		"second service":    {&trace.Service{BaseURL: "b", Origin: "o", LogKey: "k", IssuerKeys: []string{"i"}}, []string{"origin:taken"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{c.fact}})
			if got := keysOf(err); !reflect.DeepEqual(got, c.want) || (err != nil) != (c.want != nil) {
				t.Errorf("problems %v, want %v (error %v)", got, c.want, err)
			}
		})
	}
}

func TestOrderIsWhole(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	before := w.Published().Size
	good := &trace.Batch{Product: "gao-seng-cu", Produced: day(t, "2026-11-22"), Quantity: 10}
	if err := w.Complete(context.Background(), good, nil); err != nil {
		t.Fatal(err)
	}
	bad := *good // the same lot once more
	_, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{good, &bad}})
	var which *trace.FactError
	if !errors.As(err, &which) || which.Fact != 1 {
		t.Fatalf("error %v, want one of fact 1", err)
	}
	if _, err := w.Batch(context.Background(), good.Product, good.Lot); !errors.Is(err, trace.ErrNotFound) {
		t.Errorf("half of the order was stored: %v", err)
	}
	cp, err := w.Publish(context.Background())
	if err != nil || cp.Size < before {
		t.Fatal(cp.Size, err)
	}
}

func TestOrderOfOneKeyIsStatedOnce(t *testing.T) {
	faulty := storagetest.Faulty(storagetest.Memory())
	w := tracetest.On(t, faulty)
	w.Rice(t)
	order := func() trace.Order {
		b := &trace.Batch{Product: "gao-seng-cu", Produced: day(t, "2026-11-22"), Quantity: 10}
		if err := w.Complete(context.Background(), b, nil); err != nil {
			t.Fatal(err)
		}
		return trace.Order{Facts: []trace.Fact{b}, Key: "file 1"}
	}
	faulty.LoseAnswers(1) // stored, but the store says it does not know
	first, err := w.Registry.State(context.Background(), order())
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Registry.State(context.Background(), order())
	if err != nil {
		t.Fatal(err)
	}
	if second[0].ID != first[0].ID || second[0].Index != first[0].Index || !second[0].Again || first[0].Again {
		t.Errorf("first %v at %d, second %v at %d", first[0].ID, first[0].Index, second[0].ID, second[0].Index)
	}
	batches, err := w.Batches(context.Background(), "gao-seng-cu", 0)
	if err != nil || len(batches) != 2 {
		t.Errorf("%d batches, want the first and one more (%v)", len(batches), err)
	}
}

func TestSameKeyAtTheSameMoment(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	ids := make([]string, 16)
	var group sync.WaitGroup
	for i := range ids {
		group.Go(func() {
			b := &trace.Batch{Product: "gao-seng-cu", Lot: "ONCE", Produced: day(t, "2026-11-22"), Quantity: 10}
			if err := w.Complete(context.Background(), b, nil); err != nil {
				t.Error(err)
				return
			}
			receipts, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{b}, Key: "k"})
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = fmt.Sprint(receipts[0].ID, receipts[0].Index)
		})
	}
	group.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("receipts differ: %v", ids)
		}
	}
}

// Whatever runs ask for at the same time, ranges are contiguous and there are
// never more labels standing than packs.
func TestRunsShareOneCounter(t *testing.T) {
	faulty := storagetest.Faulty(storagetest.Memory())
	w := tracetest.On(t, faulty)
	w.Rice(t)
	faulty.RunTwice(func() bool { return rand.IntN(3) == 0 })
	var group sync.WaitGroup
	var mu sync.Mutex
	var total int64
	for i := range 20 {
		group.Go(func() {
			run, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", int64(3+i%7), "")
			if keys := keysOf(err); len(keys) == 1 && keys[0] == "count:moreLabelsThanPacks" {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			total += run.Count
		})
	}
	group.Wait()
	runs, err := w.Runs(context.Background(), "gao-seng-cu", "ST-01")
	if err != nil {
		t.Fatal(err)
	}
	next := int64(0)
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Run.First != next {
			t.Fatalf("run %s begins at %d, want %d", runs[i].Run.ID, runs[i].Run.First, next)
		}
		next = runs[i].Run.Last() + 1
	}
	if next != total || total > 100 || total < 90 {
		t.Errorf("%d labels in runs, %d acknowledged, 100 packs", next, total)
	}
}

func TestNewRunOfOneKeyIsOneRun(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	first, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "click")
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "click")
	if err != nil || second.ID != first.ID || second.Count != 10 {
		t.Errorf("second run %+v, %v; want %s", second, err, first.ID)
	}
}

func TestVoidedLabelsMayBePrintedAgain(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	ctx := context.Background()
	run, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 100, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 1, ""); err == nil {
		t.Error("101 labels for 100 packs")
	}
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 7, To: 9, State: trace.LabelVoided, Reason: "rách", Date: day(t, "2026-11-23")})
	if _, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 3, ""); err != nil {
		t.Error(err)
	}
	_, err = w.Registry.State(ctx, trace.Order{Facts: []trace.Fact{
		&trace.LabelStatus{Run: run.ID, From: 9, To: 10, State: trace.LabelActive, Date: day(t, "2026-11-23")}}})
	if got := keysOf(err); len(got) != 1 || got[0] != "from:labelsAlready" {
		t.Errorf("a voided label came alive: %v", err)
	}
}

func TestFailedOrderStoresNothing(t *testing.T) {
	faulty := storagetest.Faulty(storagetest.Memory())
	w := tracetest.On(t, faulty)
	w.Rice(t)
	faulty.FailNext(1, storage.ErrNoSpace)
	_, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "")
	if !errors.Is(err, storage.ErrNoSpace) {
		t.Fatalf("error %v, want ErrNoSpace", err)
	}
	run, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "")
	if err != nil || run.First != 0 {
		t.Errorf("after a full disk: %+v, %v", run, err)
	}
}
