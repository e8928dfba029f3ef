package trace_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

// labelled is a world with a batch and a run of ten labels.
func labelled(t *testing.T) (*tracetest.World, *trace.LabelRun, []trace.LabelCode) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	run, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "")
	if err != nil {
		t.Fatal(err)
	}
	labels, err := w.Labels(run, 1, run.Count)
	if err != nil {
		t.Fatal(err)
	}
	return w, run, labels
}

func scan(t *testing.T, w *tracetest.World, code string) *trace.Scan {
	t.Helper()
	s, err := w.ScanCode(context.Background(), code)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFindings(t *testing.T) {
	w, run, labels := labelled(t)
	is := func(label int, want ...trace.Finding) {
		t.Helper()
		if got := scan(t, w, string(labels[label-1].Code)).Findings(); !reflect.DeepEqual(got, want) {
			t.Errorf("label %d says %v, want %v", label, got, want)
		}
	}
	today := day(t, "2026-11-23")
	status := func(from, to int64, state trace.LabelState) {
		w.State(t, &trace.LabelStatus{Run: run.ID, From: from, To: to, State: state, Reason: "r", Date: today})
	}
	recall := func(action trace.RecallAction) {
		w.State(t, &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: action, Reason: "r", Instruction: "i", Contact: "c", Date: today})
	}
	is(1, trace.FindingInactive)
	status(1, 8, trace.LabelActive)
	is(1, trace.FindingIntact)
	is(9, trace.FindingInactive)
	status(8, 9, trace.LabelVoided)
	is(7, trace.FindingIntact)
	is(8, trace.FindingVoided)
	recall(trace.ActionHold)
	is(1, trace.FindingOnHold)
	is(10, trace.FindingOnHold, trace.FindingInactive)
	recall(trace.ActionRecall)
	is(1, trace.FindingRecalled)
	is(8, trace.FindingRecalled, trace.FindingVoided)
	recall(trace.ActionLift)
	is(1, trace.FindingIntact)
	w.Clock.Day("2027-11-20") // the last day
	is(1, trace.FindingIntact)
	w.Clock.Day("2027-11-21")
	is(1, trace.FindingPastBestBefore)
	is(10, trace.FindingInactive, trace.FindingPastBestBefore)
}

func TestUseByIsGraverThanBestBefore(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, &trace.Product{ID: "com", Entity: "htx-gao-ruong-mau", Name: "Cốm", Group: "I.3b", Taxonomy: "26/2026",
		DateKind: trace.DateExpires, ShelfLifeDays: 2})
	b := &trace.Batch{Product: "com", Produced: day(t, "2026-11-20"), Quantity: 5, Unit: "túi"}
	if err := w.Complete(context.Background(), b, nil); err != nil {
		t.Fatal(err)
	}
	w.State(t, b)
	s, err := w.ScanBatch(context.Background(), "com", b.Lot)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Findings(); !reflect.DeepEqual(got, []trace.Finding{trace.FindingPastUseBy}) {
		t.Errorf("one day after use-by: %v", got)
	}
	if b.Lot != "L261120A" || b.Expires != day(t, "2026-11-22") || b.GTIN != "" || b.EntityName != "HTX Gạo Ruộng Mẫu" {
		t.Errorf("completed to %+v", b)
	}
	if s.Standing != nil || s.Batch.AtMaking != nil {
		t.Error("a product without recognition has a standing")
	}
}

func TestScanErrors(t *testing.T) {
	w, _, labels := labelled(t)
	good := string(labels[0].Code)
	wrong := "0"
	if good[11] == '0' {
		wrong = "1"
	}
	foreign := tracetest.New(t).Config.Codes[0].Code(5000) // right key, no run
	for name, c := range map[string]struct {
		code string
		want trace.Finding
	}{
		"check character": {good[:11] + wrong, trace.FindingMalformed},
		"too short":       {good[:11], trace.FindingMalformed},
		"empty":           {"", trace.FindingMalformed},
		"no run":          {string(foreign), trace.FindingUnknown},
	} {
		_, err := w.ScanCode(context.Background(), c.code)
		if err == nil || trace.FindingOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	hyphens := strings.ToLower(labels[0].Code.Groups())
	if s := scan(t, w, hyphens); s.Label.Number != 1 {
		t.Errorf("%s is label %d", hyphens, s.Label.Number)
	}
}

// Whatever byte of a record changes in the store, no scan calls it intact.
func TestScanOfAlteredRecords(t *testing.T) {
	w, _, labels := labelled(t)
	cp, err := w.Publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	s := scan(t, w, string(labels[0].Code))
	for _, e := range s.Evidence() {
		key := binary.BigEndian.AppendUint64([]byte("log/leaf/"), uint64(e.Index))
		for at := 0; at < len(e.Record); at += 7 {
			bad := append([]byte(nil), e.Record...)
			bad[at] ^= 1
			put(t, w.Store, key, bad)
			if s, err := w.ScanCode(context.Background(), string(labels[0].Code)); err == nil {
				t.Fatalf("leaf %d, byte %d altered: %v", e.Index, at, s.Findings())
			}
		}
		put(t, w.Store, key, e.Record)
	}
	if again := scan(t, w, string(labels[0].Code)); again.Checkpoint.Size != cp.Size {
		t.Error("the store was not put back as it was")
	}
	key := binary.BigEndian.AppendUint64([]byte("log/leaf/"), uint64(s.Batch.Index))
	bad := append([]byte(nil), s.Batch.Record...)
	at := strings.Index(string(bad), `"quantity":100`)
	bad[at+11] = '9'
	put(t, w.Store, key, bad)
	_, err = w.ScanCode(context.Background(), string(labels[0].Code))
	if trace.FindingOf(err) != trace.FindingUnproven {
		t.Errorf("altered quantity: %v", err)
	}
}

func put(t testing.TB, s storage.Store, key, value []byte) {
	t.Helper()
	if err := s.Update(context.Background(), func(tx storage.Tx) error { return tx.Set(key, value) }); err != nil {
		t.Fatal(err)
	}
}

func TestScanOfAClosedStore(t *testing.T) {
	store := storagetest.Memory()
	w := tracetest.On(t, store)
	w.Rice(t)
	if _, err := w.Publish(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Log.Close()
	store.Close()
	_, err := w.ScanBatch(context.Background(), "gao-seng-cu", "ST-01")
	if trace.FindingOf(err) != trace.FindingUnavailable || !errors.Is(err, storage.ErrClosed) {
		t.Errorf("error %v", err)
	}
}

func TestStandings(t *testing.T) {
	w, _, labels := labelled(t)
	const number = "83-829-28780-91-2022"
	state := func(on string, want ocop.State) {
		t.Helper()
		w.Clock.Day(on)
		s := scan(t, w, string(labels[0].Code))
		if got := s.Standing.On(s.Day); got != want {
			t.Errorf("on %s the stars are %v, want %v", on, got, want)
		}
	}
	expires := scan(t, w, string(labels[0].Code)).Standing.Recognition.Fact.Expires
	state(expires.String(), ocop.Valid)
	state(expires.AddDays(1).String(), ocop.Expired)
	w.State(t, &trace.RecognitionChange{Product: "gao-seng-cu", Number: number, Change: trace.ChangeExtended,
		Date: expires, Until: expires.AddDays(180), Reason: "nộp hồ sơ đúng hạn", Authority: "UBND tỉnh Lào Cai"})
	state(expires.AddDays(1).String(), ocop.Extended)
	state(expires.AddDays(180).String(), ocop.Extended)
	state(expires.AddDays(181).String(), ocop.Expired)
	w.State(t, &trace.RecognitionChange{Product: "gao-seng-cu", Number: number, Change: trace.ChangeWithdrawn,
		Date: expires.AddDays(10), Reason: "vi phạm ghi nhãn", Authority: "UBND tỉnh Lào Cai"})
	state(expires.AddDays(9).String(), ocop.Extended)
	state(expires.AddDays(10).String(), ocop.Withdrawn)
	w.State(t, &trace.Recognition{Product: "gao-seng-cu", Stars: 5, Number: "83-829-28780-92-2028", Decision: "9/QĐ-BNNMT",
		Authority: "Bộ Nông nghiệp và Môi trường", Issued: expires.AddDays(20)})
	state(expires.AddDays(19).String(), ocop.Withdrawn)
	state(expires.AddDays(20).String(), ocop.Valid)
	if s := scan(t, w, string(labels[0].Code)); s.Standing.Recognition.Fact.Stars != 5 || s.Batch.AtMaking.Recognition.Fact.Stars != 4 {
		t.Error("stars of today and of the day of production are mixed up")
	}
}

func TestResolve(t *testing.T) {
	w, _, labels := labelled(t)
	w.State(t, &trace.Batch{Product: "gao-seng-cu", ProductName: "Gạo", Entity: "htx-gao-ruong-mau", EntityName: "HTX", Lot: "ST-02",
		Produced: day(t, "2026-11-20"), BestBefore: day(t, "2027-11-20"), Quantity: 1, Unit: "túi"})
	code := string(labels[0].Code)
	const root = tracetest.BaseURL + "/01/09520000000011"
	if want := root + "/10/ST-01/21/" + code; labels[0].URI != want {
		t.Errorf("label links to %s, want %s", labels[0].URI, want)
	}
	for uri, want := range map[string]trace.Target{
		root:                                     {Product: "gao-seng-cu"},
		root + "/10/ST-01":                       {Product: "gao-seng-cu", Lot: "ST-01"},
		root + "/21/" + code:                     {Product: "gao-seng-cu", Lot: "ST-01", Code: labels[0].Code},
		labels[0].URI:                            {Product: "gao-seng-cu", Lot: "ST-01", Code: labels[0].Code},
		labels[0].URI + "?17=271120":             {Product: "gao-seng-cu", Lot: "ST-01", Code: labels[0].Code},
		root + "/10/ST-02/21/" + code:            {}, // a forged pair
		root + "/22/2A/10/ST-01":                 {Product: "gao-seng-cu", Lot: "ST-01"},
		tracetest.BaseURL + "/414/9520000000011": {},
	} {
		link, err := gs1.ParseDigitalLink(uri)
		if err != nil {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		got, err := w.Resolve(context.Background(), link)
		if got != want || (err != nil) != (want == trace.Target{}) {
			t.Errorf("%s leads to %+v, %v; want %+v", uri, got, err, want)
		}
		if err != nil && !errors.Is(err, trace.ErrNotFound) {
			t.Errorf("%s: %v", uri, err)
		}
	}
}

func TestProveID(t *testing.T) {
	w, _, labels := labelled(t)
	s := scan(t, w, string(labels[3].Code))
	policy, err := translog.ParsePolicy(translog.LogPolicy(w.VKey))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range s.Evidence() {
		again, cp, err := w.ProveID(context.Background(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := translog.ParseProof(again.Proof(cp).Marshal())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := proof.Verify(again.Record, policy); err != nil || again.Index != e.Index {
			t.Errorf("record %s: %v", e.ID, err)
		}
		token, err := w.JWT(context.Background(), again)
		if err != nil || strings.Count(token, ".") != 2 {
			t.Errorf("jwt %q, %v", token, err)
		}
	}
	if _, _, err := w.ProveID(context.Background(), "urn:uuid:x"); !errors.Is(err, trace.ErrNotFound) {
		t.Errorf("unknown id: %v", err)
	}
}

func TestFindingOfDamage(t *testing.T) {
	for _, err := range []error{trace.ErrUnproven, translog.ErrCorrupt, storage.ErrCorrupt} {
		if got := trace.FindingOf(fmt.Errorf("leaf 3: %w", err)); got != trace.FindingUnproven {
			t.Errorf("%v is %s", err, got)
		}
	}
	for _, err := range []error{storage.ErrClosed, translog.ErrStopped, context.DeadlineExceeded} {
		if got := trace.FindingOf(err); got != trace.FindingUnavailable {
			t.Errorf("%v is %s", err, got)
		}
	}
}

func TestResolveCode(t *testing.T) {
	w, _, labels := labelled(t)
	typed := strings.ToLower(labels[1].Code.Groups())
	if got, err := w.ResolveCode(context.Background(), typed); err != nil || got != (trace.Target{Product: "gao-seng-cu", Lot: "ST-01", Code: labels[1].Code}) {
		t.Errorf("%s is on %+v, %v", typed, got, err)
	}
	if _, err := w.ResolveCode(context.Background(), "x"); !errors.Is(err, code.ErrMalformed) {
		t.Errorf("x: %v", err)
	}
	other := code.NewKey("other", [32]byte{9}).Code(1)
	if _, err := w.ResolveCode(context.Background(), other.String()); !errors.Is(err, trace.ErrNotFound) {
		t.Errorf("of another service: %v", err)
	}
}
