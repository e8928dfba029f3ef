package trace_test

import (
	"context"
	"fmt"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

// benchWorld is a registry whose log is long enough for proofs of some height.
func benchWorld(b *testing.B) (*tracetest.World, string) {
	b.Helper()
	w := tracetest.New(b)
	w.Rice(b)
	run, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 100, "")
	if err != nil {
		b.Fatal(err)
	}
	for i := range 4 {
		facts := make([]trace.Fact, trace.MaxOrder)
		for j := range facts {
			facts[j] = &trace.Entity{ID: fmt.Sprintf("mau-%d-%d", i, j), Name: "Hộ kinh doanh Mẫu", EntityKind: "household",
				CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"}
		}
		w.State(b, facts...)
	}
	if _, err := w.Publish(context.Background()); err != nil {
		b.Fatal(err)
	}
	labels, err := w.Labels(run, 50, 50)
	if err != nil {
		b.Fatal(err)
	}
	return w, string(labels[0].Code)
}

// What a scan costs before a page is drawn: code to run to records, each with
// its signature and inclusion proof checked.
func BenchmarkScanCode(b *testing.B) {
	w, code := benchWorld(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.ScanCode(context.Background(), code); err != nil {
			b.Fatal(err)
		}
	}
}

// The same for a product that is offered at 200 points and a batch with 300
// diary entries.
func BenchmarkScanLarge(b *testing.B) {
	w, code := benchWorld(b)
	var points, entries []trace.Fact
	for i := range 200 {
		points = append(points, point(func(p *trace.Point) { p.ID, p.Products = fmt.Sprintf("p-%d", i), []string{"gao-seng-cu"} }))
	}
	for range 300 {
		entries = append(entries, diary(b, func(*trace.DiaryEntry) {}))
	}
	w.State(b, points...)
	w.State(b, entries...)
	b.ReportAllocs()
	for b.Loop() {
		if s, err := w.ScanCode(context.Background(), code); err != nil || s.Points.More != 150 || s.Batch.Diary.More != 250 {
			b.Fatal(err)
		}
	}
}

func BenchmarkBundleVerify(b *testing.B) {
	w, code := benchWorld(b)
	s, err := w.ScanCode(context.Background(), code)
	if err != nil {
		b.Fatal(err)
	}
	bundle := s.Bundle()
	policy, err := translog.ParsePolicy(translog.LogPolicy(w.VKey))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bundle.Verify(policy, func(string, *trace.Evidence) {}); err != nil {
			b.Fatal(err)
		}
	}
}
