package main

import (
	"context"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/report"
)

// While a service runs, the telephone number of a report goes when its sender
// was told that it would.
func TestReportsAreForgotten(t *testing.T) {
	v := openTest(t, newDirectory(t), 0)
	defer func() { must(t, v.close()) }()
	p := newProgram()
	now := time.Now()
	p.now = func() time.Time { return now }
	reports := report.New(report.Config{Store: v.store, Now: p.now, Random: p.random})
	r, err := reports.Send(t.Context(), report.Report{Kind: report.Opened, Product: "x", Entity: "y", Phone: "0900000001", Consent: true})
	must(t, err)
	must(t, reports.Handle(t.Context(), r.Reference, report.StateClosed, "x", "y"))
	now = now.Add(report.KeepPhone)
	ctx, stop := context.WithCancel(t.Context())
	ended := p.forgetReports(ctx, v, p.logger())
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		r, err = reports.Get(t.Context(), r.Reference)
		must(t, err)
		if r.Phone == "" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the telephone number is still there")
		}
	}
	stop()
	<-ended
}
