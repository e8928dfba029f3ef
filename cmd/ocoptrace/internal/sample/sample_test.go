package sample

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/assets"
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

func TestResolve(t *testing.T) {
	for text, want := range map[string]string{
		"2022-12-20":      "2022-12-20",
		"today":           "2026-01-31",
		"today-3d":        "2026-01-28",
		"today+1m":        "2026-02-28",
		"today+1m+1d":     "2026-03-01",
		"today-36m":       "2023-01-31",
		"today+119d-36m":  "2023-05-30",
		"today+1d+1m-30d": "2026-01-30",
	} {
		if got, err := resolve(text, day(t, "2026-01-31")); err != nil || got.String() != want {
			t.Errorf("%s is %s, %v; want %s", text, got, err, want)
		}
	}
	for _, bad := range []string{"", "Today", "today ", "today+", "today+3", "today+3w", "today3d", "tomorrow", "today+9999999d", "31/01/2026", "2026-02-30"} {
		if got, err := resolve(bad, day(t, "2026-01-31")); err == nil {
			t.Errorf("%q is read as %s", bad, got)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	const run = `{"product":"p","lot":"l","stock":"s","count":1}`
	for name, text := range map[string]string{
		"no JSON":        `{`,
		"unknown member": `{"entities":[{"entitty":"x"}]}`,
		"unknown list":   `{"people":[]}`,
		"no day":         `{"recalls":[{"date":"yesterday"}]}`,
		"number for day": `{"recalls":[{"date":3}]}`,
		"two runs":       `{"runs":[` + run + `,` + run + `]}`,
	} {
		if _, err := Read([]byte(text), day(t, "2026-01-31")); !errors.Is(err, ErrSample) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// statedOn states the sample on a day in a world of its own.
func statedOn(t *testing.T, today string) (*tracetest.World, []*Batch) {
	t.Helper()
	w := tracetest.New(t)
	w.Clock.Day(today)
	return w, stateAgain(t, w, today)
}

func stateAgain(t *testing.T, w *tracetest.World, today string) []*Batch {
	t.Helper()
	s, err := Read(assets.Sample, day(t, today))
	if err != nil {
		t.Fatal(err)
	}
	batches, err := s.State(context.Background(), w.Registry, nil)
	if err != nil {
		t.Fatal(err)
	}
	return batches
}

// On any day the sample is loaded without a problem and shows every state that
// a batch or label can be in, and every state of stars.
func TestSampleShowsEveryState(t *testing.T) {
	for _, today := range []string{"2026-07-21", "2026-11-23", "2027-02-28", "2028-02-29", "2030-12-31"} {
		w, batches := statedOn(t, today)
		found := map[trace.Finding]bool{}
		stars := map[string]bool{}
		for _, b := range batches {
			for _, s := range scans(t, w, b) {
				for _, f := range s.Findings() {
					found[f] = true
				}
				stars[starState(s)] = true
			}
		}
		for _, want := range []trace.Finding{
			trace.FindingRecalled, trace.FindingVoided, trace.FindingPastUseBy, trace.FindingOnHold, trace.FindingInactive, trace.FindingIntact,
		} {
			if !found[want] {
				t.Errorf("%s: no batch or label is %s", today, want)
			}
		}
		for _, want := range []string{"none", "valid", "extended", "expired", "withdrawn"} {
			if !stars[want] {
				t.Errorf("%s: no stars are %s: %v", today, want, stars)
			}
		}
	}
}

func starState(s *trace.Scan) string {
	if s.Standing == nil {
		return "none"
	}
	return string(s.Standing.On(s.Day))
}

// scans scans a batch and all its labels.
func scans(t *testing.T, w *tracetest.World, b *Batch) (all []*trace.Scan) {
	t.Helper()
	s, err := w.ScanBatch(context.Background(), b.Product, b.Lot)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, s)
	if b.Run == nil {
		return all
	}
	codes, err := w.Labels(b.Run, 1, b.Run.Count)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		s, err := w.ScanCode(context.Background(), c.Code.String())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// Stating the sample again states nothing and returns the same.
func TestStateTwice(t *testing.T) {
	w, first := statedOn(t, "2026-11-23")
	before, err := w.Publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.Clock.Day("2026-12-24") // the day of loading stays that of the first time
	second := stateAgain(t, w, "2026-11-23")
	after, err := w.Publish(context.Background())
	if err != nil || after.Size != before.Size {
		t.Errorf("log of %d, then %d, %v", before.Size, after.Size, err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("the batches differ")
	}
}

// Cut short after any order, the sample goes on where it ended.
func TestStateGoesOn(t *testing.T) {
	whole, batches := statedOn(t, "2026-11-23")
	want, err := whole.Publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for cut := int64(1); cut < 20; cut += 3 {
		w := tracetest.New(t)
		ctx, cancel := context.WithCancel(context.Background())
		s, err := Read(assets.Sample, day(t, "2026-11-23"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.State(ctx, w.Registry, func(done, _ int64) {
			if done == cut {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cut after order %d: %v", cut, err)
		}
		again := stateAgain(t, w, "2026-11-23")
		got, err := w.Publish(context.Background())
		if err != nil || got.Size != want.Size || !reflect.DeepEqual(ids(again), ids(batches)) {
			t.Errorf("cut after order %d: %d records, want %d (%v)", cut, got.Size, want.Size, err)
		}
	}
}

// ids are the records and codes of batches.
func ids(batches []*Batch) (all []string) {
	for _, b := range batches {
		all = append(all, strings.Join([]string{b.ID, b.Product, b.Lot, b.Stock}, " "))
		if b.Run != nil {
			all = append(all, b.Run.ID)
		}
	}
	return all
}

// One batch at least shows inputs, documents of which one has expired, steps, an
// inspection and where the goods are, and a point receives visitors.
func TestSampleShowsAWay(t *testing.T) {
	w, batches := statedOn(t, "2026-11-23")
	shown := 0
	for _, b := range batches {
		s, err := w.ScanBatch(context.Background(), b.Product, b.Lot)
		if err != nil {
			t.Fatal(err)
		}
		expired := slices.ContainsFunc(b.Documents, func(d trace.Document) bool { return d.Expired(s.Day) && !d.Expired(b.Produced) })
		if len(b.Inputs) > 1 && expired && len(s.Batch.Diary.Shown) > 2 && len(s.Batch.Inspections.Shown) > 0 && len(s.Points.Shown) > 0 {
			shown++
		}
	}
	visits, _, err := w.Points(context.Background(), trace.PointFilter{Tourism: true}, "", 0)
	if err != nil || shown == 0 || len(visits) == 0 {
		t.Errorf("%d batches show their way, %d points receive visitors: %v", shown, len(visits), err)
	}
}
