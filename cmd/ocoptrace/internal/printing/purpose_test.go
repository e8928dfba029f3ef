package printing

import (
	"errors"
	"os"
	"strings"
	"testing"

	"ocoptrace/label/labeltest"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// cakeWorld has the batch of cakeScan and one of rice.
func cakeWorld(t testing.TB, change func(*trace.Product)) *tracetest.World {
	t.Helper()
	w := rice(t)
	p := cake()
	change(p)
	w.State(t, p)
	stateBatch(t, w, &trace.Batch{Product: "banh", Lot: "B1", Produced: day(t, "2026-11-20"), Quantity: 9, Unit: "gói"})
	return w
}

// look keeps a document for the eye if the environment names a folder for it.
func look(t *testing.T, name string, doc []byte) {
	t.Helper()
	if dir := os.Getenv("OCOPTRACE_LOOK"); dir != "" {
		if err := os.WriteFile(dir+"/"+name+".pdf", doc, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryTemplate(t *testing.T) {
	w := cakeWorld(t, func(*trace.Product) {})
	run := newRun(t, w, "banh", "B1", 3)
	want := codes(t, w, run, 1, 3)
	for id, stock := range map[string]string{
		"stamp": "a4-24-70x37", "stamp-en": "a4-24-70x37", "full": "a4-8-105x74", "full-en": "a4-8-105x74",
		"carton": "roll-100x150", "carton-en": "roll-100x150", "gift": "roll-100x70", "gift-en": "roll-100x70",
	} {
		t.Run(id, func(t *testing.T) {
			o := on(t, id, stock)
			o.Carton = &Carton{Pieces: 20, Number: 1, Of: 3, Gross: "4 kg"}
			o.Contains = []Lot{{"banh", "B1"}, {"gao-seng-cu", "ST-01"}}
			found, err := Check(t.Context(), w.Registry, []Part{{Run: run}}, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Log(f)
			}
			doc := document(t, w, o, Part{Run: run})
			look(t, id, doc)
			for i, got := range labeltest.Open(t, doc).ReadLabels(geometries[stock].Grid, 1, 3, 300, true) {
				if got != want[i].URI {
					t.Errorf("label %d reads %q, want %q", i+1, got, want[i].URI)
				}
			}
		})
	}
}

func TestPosters(t *testing.T) {
	w := cakeWorld(t, func(*trace.Product) {})
	for name, c := range map[string]struct {
		part Part
		want string
	}{
		"product": {Part{Product: "banh"}, "https://tx.example.vn/products/banh"},
		"entity":  {Part{Entity: "htx-gao-ruong-mau"}, "https://tx.example.vn/entities/htx-gao-ruong-mau"},
	} {
		for _, id := range []string{"poster", "poster-en"} {
			o := on(t, id, "a4-1")
			o.Point = &Point{Name: "Điểm giới thiệu OCOP Mẫu", Address: "Chợ Mẫu, xã Mường Khương", Hours: "7:00–18:00", Phone: "0900 000 007"}
			doc := document(t, w, o, c.part)
			look(t, id+"-"+name, doc)
			d := labeltest.Open(t, doc)
			if got := d.ReadLabels(geometries["a4-1"].Grid, 1, 1, 150, true); got[0] != c.want {
				t.Errorf("%s %s reads %q, want %q", id, name, got, c.want)
			}
		}
	}
}

// A full label is not called full while something is missing, unless somebody
// takes it upon himself.
func TestFullLabelIsRefused(t *testing.T) {
	w := cakeWorld(t, func(p *trace.Product) { p.Usage, p.Nutrition = "", nil })
	run := newRun(t, w, "banh", "B1", 3)
	o := on(t, "full", "a4-8-105x74")
	var found Findings
	if err := Write(t.Context(), nil, w.Registry, []Part{{Run: run}}, o); !errors.As(err, &found) {
		t.Fatalf("error %v", err)
	}
	if text := found.Error(); !strings.Contains(text, "thiếu: Hướng dẫn sử dụng") || !strings.Contains(text, "Thiếu thông tin dinh dưỡng") {
		t.Errorf("findings %s", text)
	}
	o.Confirmed = true
	document(t, w, o, Part{Run: run})
	stamp := on(t, "stamp", "roll-50x30")
	document(t, w, stamp, Part{Run: run})
}

func TestBlankLabels(t *testing.T) {
	w := rice(t)
	run, err := w.OrderRun(t.Context(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 10})
	if err != nil {
		t.Fatal(err)
	}
	o := on(t, "stamp", "roll-50x30")
	doc := labeltest.Open(t, document(t, w, o, Part{Run: run}))
	for i, got := range doc.ReadLabels(geometries["roll-50x30"].Grid, 1, 10, 203, true) {
		if want := codes(t, w, run, 1, 10)[i].URI; got != want {
			t.Errorf("label %d reads %q, want %q", i+1, got, want)
		}
	}
}

// What is known before a run is made is known of its labels.
func TestLookBeforeTheRun(t *testing.T) {
	w := rice(t)
	for _, lot := range []Lot{{"gao-seng-cu", "ST-01"}, {"banh-da", "BD-01"}} {
		for _, id := range []string{"a4-24-70x37", "roll-50x30"} {
			o := on(t, "stamp", id)
			before := Part{Run: &trace.LabelRun{Product: lot.Product, Lot: lot.Lot, Count: 30}}
			p, err := Look(t.Context(), w.Registry, []Part{before}, o)
			if err != nil || p.Label == nil || p.Page == nil {
				t.Fatalf("%v: %+v, %v", lot, p, err)
			}
			run := newRun(t, w, lot.Product, lot.Lot, 30)
			after, err := Look(t.Context(), w.Registry, []Part{{Run: run}}, o)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := p.Label.Symbols[0], after.Label.Symbols[0]; len(a.URI) != len(b.URI) || a.Side() != b.Side() || a.X != b.X {
				t.Errorf("%v on %s: before %+v, after %+v", lot, id, a.URI, b.URI)
			}
			if len(p.Page.Placed) != len(after.Page.Placed) || len(p.Findings) != len(after.Findings) {
				t.Errorf("%v on %s: %d labels and %v before, %d and %v after", lot, id, len(p.Page.Placed), p.Findings, len(after.Page.Placed), after.Findings)
			}
			if err := Write(t.Context(), nil, w.Registry, []Part{before}, o); !errors.Is(err, ErrParts) {
				t.Errorf("printed before there is a run: %v", err)
			}
		}
	}
}
