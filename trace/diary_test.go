package trace_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

func diary(t testing.TB, change func(*trace.DiaryEntry)) *trace.DiaryEntry {
	d := &trace.DiaryEntry{Product: "gao-seng-cu", Lot: "ST-01", Date: day(t, "2026-11-19"), Activity: "harvest", Text: "Gặt tay"}
	change(d)
	return d
}

func TestDiary(t *testing.T) {
	w := tracetest.New(t)
	batch := w.Rice(t)
	receipts := w.State(t, riceBatch(t, "ST-02", func(*trace.Batch) {}), diary(t, func(*trace.DiaryEntry) {}), diary(t, func(d *trace.DiaryEntry) { d.Lot = "ST-02" }))
	first, other := receipts[1].ID, receipts[2].ID
	replacing := func(id string) *trace.DiaryEntry {
		return diary(t, func(d *trace.DiaryEntry) { d.Replaces = id })
	}
	second := w.State(t, replacing(first))[0].ID
	for want, fact := range map[string]trace.Fact{
		"lot:unknownReference":      diary(t, func(d *trace.DiaryEntry) { d.Lot = "no" }),
		"date:required":             diary(t, func(d *trace.DiaryEntry) { d.Date = w0 }),
		"activity:required":         diary(t, func(d *trace.DiaryEntry) { d.Activity = " " }),
		"activity:unknownCode":      diary(t, func(d *trace.DiaryEntry) { d.Activity = "dance" }),
		"text:required":             diary(t, func(d *trace.DiaryEntry) { d.Activity, d.Text = "other", "" }),
		"text:tooLong":              diary(t, func(d *trace.DiaryEntry) { d.Text = strings.Repeat("ạ", 4001) }),
		"photos:tooMany":            diary(t, func(d *trace.DiaryEntry) { d.Photos = photos(5) }),
		"photos.0.digest:badDigest": diary(t, func(d *trace.DiaryEntry) { d.Photos = []trace.Photo{{Width: 1, Height: 1}} }),
		"replaces:diaryReplaced":    replacing(first),
		"replaces:diaryOfAnother":   replacing(other),
	} {
		refused(t, w, want, fact)
	}
	for _, id := range []string{receipts[0].ID, "urn:uuid:00000000-0000-4000-8000-000000000000", "the first"} {
		refused(t, w, "replaces:unknownReference", replacing(id))
	}
	third := w.State(t, replacing(second))[0].ID
	lines, more, err := w.Diary(t.Context(), batch.Product, batch.Lot, 0, 0)
	if err != nil || more || len(lines) != 3 {
		t.Fatal(lines, more, err)
	}
	s, err := w.ScanBatch(t.Context(), batch.Product, batch.Lot)
	if err != nil || len(s.Batch.Diary.Shown) != 3 {
		t.Fatal(s, err)
	}
	for i, want := range []struct{ id, by string }{{third, ""}, {second, third}, {first, second}} {
		if l := lines[i]; l.ID != want.id || l.ReplacedBy != want.by {
			t.Errorf("line %d is %s, replaced by %q; want %+v", i, l.ID, l.ReplacedBy, want)
		}
		if d := s.Batch.Diary.Shown[i]; d.ID != want.id || s.Batch.ReplacedBy(d.ID) != want.by || !reflect.DeepEqual(d.Fact, lines[i].Fact) {
			t.Errorf("a scan shows %s at %d, replaced by %q; want %+v", d.ID, i, s.Batch.ReplacedBy(d.ID), want)
		}
	}
	page, more, err := w.Diary(t.Context(), batch.Product, batch.Lot, lines[0].Index, 1)
	if err != nil || !more || len(page) != 1 || page[0].ID != second || page[0].ReplacedBy != third {
		t.Errorf("a page of one: %+v, %v, %v", page, more, err)
	}
}

// A long diary is shown in part, in the scan and in its bundle.
func TestLongDiary(t *testing.T) {
	w := tracetest.New(t)
	batch := w.Rice(t)
	facts := make([]trace.Fact, 300)
	for i := range facts {
		facts[i] = diary(t, func(d *trace.DiaryEntry) { d.Text = fmt.Sprint("Việc ", i) })
	}
	w.State(t, facts...)
	w.State(t, inspection(t, func(*trace.Inspection) {}), point(func(p *trace.Point) { p.Products = []string{batch.Product} }))
	s, err := w.ScanBatch(t.Context(), batch.Product, batch.Lot)
	if err != nil || len(s.Batch.Diary.Shown) != trace.MaxShown || s.Batch.Diary.More != 300-trace.MaxShown || s.Batch.Diary.Shown[0].Fact.Text != "Việc 299" {
		t.Fatalf("%+v, %v", s, err)
	}
	data, err := s.Bundle().Marshal()
	if err != nil {
		t.Fatal(err)
	}
	policy, err := translog.ParsePolicy(translog.LogPolicy(w.VKey))
	if err != nil {
		t.Fatal(err)
	}
	checked, _, err := verifyBundle(data, policy)
	if err != nil {
		t.Fatal(err)
	}
	kinds := make(map[trace.Kind]int)
	for _, e := range checked.Evidence {
		kinds[e.Fact.Kind()]++
	}
	if kinds[trace.KindDiaryEntry] != trace.MaxShown || kinds[trace.KindInspection] != 1 || kinds[trace.KindPoint] != 1 {
		t.Errorf("the bundle has %v", kinds)
	}
}
