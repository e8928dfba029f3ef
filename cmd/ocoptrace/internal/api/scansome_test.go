package api

import (
	"encoding/json"
	"fmt"
	"testing"

	"ocoptrace/trace"
)

// What grows without end is told in part: the newest, and how many more.
func TestScanJSONShowsSome(t *testing.T) {
	w := newWorld(t)
	path := "/batches/" + rice + "/ST-01/json"
	type list struct {
		Shown []struct {
			Fact struct{ Text, Outcome, Point string }
		}
		More int
	}
	read := func() (v struct{ Points, Diary, Inspections *list }) {
		t.Helper()
		if err := json.Unmarshal(ok(t, w, path).Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := read(); v.Points != nil || v.Diary != nil || v.Inspections != nil {
		t.Errorf("a batch without: %+v", v)
	}
	facts := make([]trace.Fact, trace.MaxShown+2)
	for i := range facts {
		facts[i] = &trace.DiaryEntry{Product: rice, Lot: "ST-01", Date: today(t, w), Activity: "control", Text: fmt.Sprint("Việc ", i)}
	}
	w.State(t, facts...)
	w.State(t,
		&trace.Inspection{Product: rice, Lot: "ST-01", Date: today(t, w), Authority: "Đội Mẫu", ProvinceCode: "15", Place: "shop", Outcome: "conforms"},
		&trace.Point{ID: "diem-mau", Name: "Điểm Mẫu", Address: "Số 1", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15", Products: []string{rice}})
	v := read()
	if d := v.Diary; d == nil || len(d.Shown) != trace.MaxShown || d.More != 2 || d.Shown[0].Fact.Text != "Việc 51" {
		t.Errorf("diary %+v", d)
	}
	if i := v.Inspections; i == nil || len(i.Shown) != 1 || i.More != 0 || i.Shown[0].Fact.Outcome != "conforms" {
		t.Errorf("inspections %+v", i)
	}
	if p := v.Points; p == nil || len(p.Shown) != 1 || p.Shown[0].Fact.Point != "diem-mau" {
		t.Errorf("points %+v", p)
	}
}
