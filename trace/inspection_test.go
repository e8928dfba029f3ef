package trace_test

import (
	"reflect"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var w0 ocop.Date // no day

func inspection(t testing.TB, change func(*trace.Inspection)) *trace.Inspection {
	i := &trace.Inspection{Product: "gao-seng-cu", Lot: "ST-01", Date: day(t, "2026-11-23"), Authority: "Chi cục Quản lý thị trường Mẫu",
		ProvinceCode: "15", Place: "market", Outcome: "conforms", Sampled: 5}
	change(i)
	return i
}

func TestInspection(t *testing.T) {
	w, roll, _ := rolled(t)
	own, err := w.NewRun(t.Context(), "gao-seng-cu", "ST-01", 20, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, riceBatch(t, "ST-02", func(*trace.Batch) {}), claim(t, roll, 3, 6), claim(t, roll, 7, 8))
	at := func(run string, from, to int64) *trace.Inspection {
		return inspection(t, func(i *trace.Inspection) { i.Run, i.From, i.To = run, from, to })
	}
	for want, fact := range map[string]trace.Fact{
		"lot:unknownReference":         inspection(t, func(i *trace.Inspection) { i.Lot = "no" }),
		"date:required":                inspection(t, func(i *trace.Inspection) { i.Date = w0 }),
		"authority:required":           inspection(t, func(i *trace.Inspection) { i.Authority = "" }),
		"provinceCode:unknownProvince": inspection(t, func(i *trace.Inspection) { i.ProvinceCode = "" }),
		"place:unknownCode":            inspection(t, func(i *trace.Inspection) { i.Place = "moon" }),
		"outcome:required":             inspection(t, func(i *trace.Inspection) { i.Outcome = "" }),
		"outcome:unknownCode":          inspection(t, func(i *trace.Inspection) { i.Outcome = "fine" }),
		"summary:required":             inspection(t, func(i *trace.Inspection) { i.Outcome = "mixed_lot" }),
		"sampled:outOfRange":           inspection(t, func(i *trace.Inspection) { i.Sampled = -1 }),
		"minutesDigest:badDigest":      inspection(t, func(i *trace.Inspection) { i.MinutesDigest = "sha256-" }),
		"run:labelsWithoutRun":         at("", 1, 2),
		"run:unknownReference":         at("k1-9", 1, 2),
		"to:outOfRange":                at(own.ID, 20, 21),
		"from:labelsOfAnotherBatch":    at(roll.ID, 2, 3), // 2 is of no batch
	} {
		refused(t, w, want, fact)
	}
	other := at(own.ID, 1, 2)
	other.Lot = "ST-02"
	refused(t, w, "from:labelsOfAnotherBatch", other)
	refused(t, w, "summary:required", inspection(t, func(i *trace.Inspection) { i.Outcome = "other" }))

	whole := at(roll.ID, 4, 8) // bound by two claims
	whole.Outcome, whole.Summary, whole.SummaryEn = "quantity_mismatch", "Thiếu 3 gói", "Three packs are missing"
	whole.Minutes, whole.MinutesDigest = "12/BB-QLTT", photo(1).Digest
	elsewhere := inspection(t, func(i *trace.Inspection) { i.ProvinceCode = "01" })
	w.State(t, elsewhere, at(own.ID, 1, 20), whole)
	found, more, err := w.Inspections(t.Context(), "gao-seng-cu", "ST-01", 0, 2)
	if err != nil || !more || len(found) != 2 || !reflect.DeepEqual(found[0].Fact, whole) || !found[0].Fact.Adverse() || found[1].Fact.Adverse() {
		t.Errorf("newest two %+v, %v, %v", found, more, err)
	}
	if in, more, err := w.InspectionsIn(t.Context(), "01", 0, 10); err != nil || more || len(in) != 1 || !reflect.DeepEqual(in[0].Fact, elsewhere) {
		t.Errorf("in the other province %+v, %v, %v", in, more, err)
	}
	s, err := w.ScanBatch(t.Context(), "gao-seng-cu", "ST-01")
	if err != nil || len(s.Batch.Inspections.Shown) != 3 || s.Batch.Inspections.Shown[0].Fact.Minutes != "12/BB-QLTT" {
		t.Fatalf("%+v, %v", s, err)
	}
	for label, want := range map[int64]int{3: 1, 4: 2, 8: 2, 9: 1} {
		covering := 0
		for _, i := range s.Batch.Inspections.Shown {
			if i.Fact.Covers(roll.ID, label) {
				covering++
			}
		}
		if covering != want {
			t.Errorf("label %d is covered by %d inspections, want %d", label, covering, want)
		}
	}
}
