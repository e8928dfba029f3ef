package officer_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// The batches of several days are held in one order, after what they concern
// was shown; others stay as they are.
func TestRecallOfDays(t *testing.T) {
	s, b, _ := openIn(t)
	for i := range 4 {
		d, err := ocop.ParseDate(fmt.Sprintf("2026-11-%02d", 10+i))
		consoletest.Check(t, err)
		batch := &trace.Batch{Product: "gao-seng-cu", Lot: fmt.Sprintf("D-%d", i), Produced: d, Quantity: 50, Unit: "túi"}
		consoletest.Check(t, s.Complete(consoletest.Ctx, batch, nil))
		s.State(t, batch)
	}
	_, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "D-1", 10, "")
	consoletest.Check(t, err)
	s.State(t, &trace.Point{
		ID: "diem-mau", Name: "Điểm giới thiệu mẫu", Address: "Thôn Mẫu", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15", Products: []string{"gao-seng-cu"},
	})
	const path = "/console/recalls/new"
	p := b.Get(path + "?product=gao-seng-cu&action=hold")
	p.Sound(t)
	form := p.Form(t, path)
	p = b.Get(path + "?" + form.Encode())
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["from"] == "" || p.Problems(t)["reason"] == "" {
		t.Fatal(p.Status, p.Problems(t))
	}
	form.Set("reason", "Nghi ẩm mốc")
	form.Set("instruction", "Không nấu")
	form.Set("contact", "0900 000 007")
	form.Set("from", "01/01/2026")
	form.Set("to", "02/01/2026")
	if p = b.Get(path + "?" + form.Encode()); p.Problems(t)["from"] == "" {
		t.Error("days without batches:", p.Status)
	}
	form.Set("from", "11/11/2026")
	form.Set("to", "12/11/2026")
	p = b.Get(path + "?" + form.Encode())
	p.Sound(t)
	text := consoletest.Text(p.Parse(t))
	for _, want := range []string{"2 batches", "D-1 (11 Nov 2026)", "D-2", "100 packs declared, 10 labels made, 0 of them activated", "Điểm giới thiệu mẫu"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown: %s", want, text)
		}
	}
	size, confirm := s.Size(t), p.Form(t, "/console/recalls")
	for range 2 { // once, however often it is sent
		if p = b.Post("/console/recalls", confirm); p.Query.Get("done") != "hold" {
			t.Fatal(p.Status, p.Path, p.Body)
		}
	}
	if got := s.Size(t); got != size+2 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	for lot, want := range map[string]bool{"D-0": false, "D-1": true, "D-2": true, "D-3": false, "ST-01": false} {
		scan, err := s.ScanBatch(consoletest.Ctx, "gao-seng-cu", lot)
		consoletest.Check(t, err)
		if got := scan.Batch.Stopped() != nil; got != want {
			t.Errorf("%s is held: %v", lot, got)
		}
	}
	form.Set("action", "lift") // only what is held is lifted
	form.Set("from", "10/11/2026")
	form.Set("to", "30/11/2026")
	p = b.Get(path + "?" + form.Encode())
	if p = b.Post("/console/recalls", p.Form(t, "/console/recalls")); p.Query.Get("done") != "lift" || s.Size(t) != size+4 {
		t.Error(p.Status, p.Path, s.Size(t)-size)
	}
}
