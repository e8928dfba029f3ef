package trace_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func point(change func(*trace.Point)) *trace.Point {
	p := &trace.Point{ID: "diem-mau", Name: "Điểm bán hàng Mẫu", Address: "Số 1, phố Mẫu", CommuneCode: "02761",
		Commune: "Xã Mường Khương", ProvinceCode: "15"}
	change(p)
	return p
}

func TestPoint(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, sampleEntity(func(*trace.Entity) {}))
	many := func(n int) (ids []string) {
		for i := range n {
			ids = append(ids, fmt.Sprintf("x%d", i))
		}
		return ids
	}
	for want, fact := range map[string]trace.Fact{
		"point:badID":                   point(func(p *trace.Point) { p.ID = "Điểm" }),
		"address:required":              point(func(p *trace.Point) { p.Address = "" }),
		"provinceCode:unknownProvince":  point(func(p *trace.Point) { p.ProvinceCode = "99" }),
		"latitude:badCoordinate":        point(func(p *trace.Point) { p.Latitude, p.Longitude = "48.137154", "105.804817" }),
		"longitude:badCoordinate":       point(func(p *trace.Point) { p.Latitude, p.Longitude = "21.028511", "-105.8" }),
		"longitude:coordinatesTogether": point(func(p *trace.Point) { p.Latitude = "21.028511" }),
		"hotline:notPhone":              point(func(p *trace.Point) { p.Hotline = "hỏi ở cổng" }),
		"hours:tooLong":                 point(func(p *trace.Point) { p.Hours = strings.Repeat("8", 201) }),
		"products:tooMany":              point(func(p *trace.Point) { p.Products = many(501) }),
		"entities.1:badID":              point(func(p *trace.Point) { p.Entities = []string{"ho-mau", "Hộ"} }),
		"entities.0:unknownReference":   point(func(p *trace.Point) { p.Entities = []string{"khong-co"} }),
		"products.1:unknownReference":   point(func(p *trace.Point) { p.Products = []string{"gao-seng-cu", "khong-co"} }),
		"entity:unknownReference":       point(func(p *trace.Point) { p.Entity = "khong-co" }),
	} {
		refused(t, w, want, fact)
	}
	whole := point(func(p *trace.Point) {
		p.Entity, p.Entities, p.Products = "ho-mau", []string{"htx-gao-ruong-mau", "ho-mau"}, []string{"gao-seng-cu", " gao-seng-cu"}
		p.Latitude, p.Longitude = "22,7673", "104.1234567"
		p.Hours, p.HoursEn, p.Hotline, p.Tourism, p.Sample = "7:00–17:00, trừ thứ hai", "7:00–17:00, not on Mondays", "0214 3000 001", true, true
	})
	w.State(t, whole)
	got, err := w.Point(t.Context(), whole.ID)
	if err != nil || !reflect.DeepEqual(got, whole) || got.Latitude != "22.767300" || got.Longitude != "104.123457" || len(got.Products) != 1 {
		t.Errorf("read back %+v, %v", got, err)
	}
	refused(t, w, "point:taken", point(func(*trace.Point) {}))
	refused(t, w, "point:taken", point(func(p *trace.Point) { p.Entity = "htx-gao-ruong-mau" }))
	w.State(t, point(func(p *trace.Point) { p.Entity, p.Closed = "ho-mau", true }))
	for name, c := range map[string]struct {
		filter trace.PointFilter
		want   int
	}{
		"all":      {trace.PointFilter{}, 1},
		"open":     {trace.PointFilter{Open: true}, 0},
		"tourism":  {trace.PointFilter{Tourism: true}, 0},
		"product":  {trace.PointFilter{Product: "gao-seng-cu"}, 0},
		"entity":   {trace.PointFilter{Entity: "ho-mau"}, 0},
		"owner":    {trace.PointFilter{Owner: "ho-mau"}, 1},
		"province": {trace.PointFilter{Province: "15"}, 1},
		"other":    {trace.PointFilter{Province: "01"}, 0},
	} {
		if page, more, err := w.Points(t.Context(), c.filter, "", 0); len(page) != c.want || more || err != nil {
			t.Errorf("%s: %d points, %v, %v; want %d", name, len(page), more, err, c.want)
		}
	}
}

// Whatever is stated about points, in whatever order, lists hold those of which
// the newest statement says so.
func TestPointsAgainstAModel(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, sampleEntity(func(*trace.Entity) {}))
	random := rand.New(rand.NewPCG(1, 2))
	products := []string{"gao-seng-cu", "gao-hai", "gao-ba"}
	for _, id := range products[1:] {
		w.State(t, &trace.Product{ID: id, Entity: "ho-mau", Name: "Gạo", Group: "I.2a", Taxonomy: "26/2026"})
	}
	entities := []string{"htx-gao-ruong-mau", "ho-mau"}
	some := func(of []string) (ids []string) {
		for _, id := range of {
			if random.IntN(2) == 0 {
				ids = append(ids, id)
			}
		}
		return ids
	}
	model := make(map[string]*trace.Point)
	for range 200 {
		n := random.IntN(6)
		if random.IntN(2) == 0 {
			n = 0 // one that is stated much more often than the others
		}
		p := point(func(p *trace.Point) {
			p.ID, p.ProvinceCode, p.Closed, p.Tourism = fmt.Sprintf("p-%d", n), []string{"15", "01"}[random.IntN(2)], random.IntN(4) == 0, random.IntN(2) == 0
			if n < 2 {
				p.Entity = entities[n]
			}
			p.Products, p.Entities = some(products), some(entities)
		})
		w.State(t, p)
		model[p.ID] = p
	}
	offers := func(p *trace.Point, entity string) bool {
		return !p.Closed && (p.Entity == entity || slices.Contains(p.Entities, entity))
	}
	type expectation struct {
		filter trace.PointFilter
		in     func(*trace.Point) bool
	}
	expected := []expectation{
		{trace.PointFilter{}, func(*trace.Point) bool { return true }},
		{trace.PointFilter{Tourism: true, Open: true}, func(p *trace.Point) bool { return p.Tourism && !p.Closed }},
		{trace.PointFilter{Owner: "ho-mau"}, func(p *trace.Point) bool { return p.Entity == "ho-mau" }},
		{trace.PointFilter{Province: "01"}, func(p *trace.Point) bool { return p.ProvinceCode == "01" }},
		{trace.PointFilter{Province: "15", Open: true}, func(p *trace.Point) bool { return p.ProvinceCode == "15" && !p.Closed }},
	}
	for _, id := range products {
		expected = append(expected, expectation{trace.PointFilter{Product: id}, func(p *trace.Point) bool { return !p.Closed && slices.Contains(p.Products, id) }})
	}
	for _, id := range entities {
		expected = append(expected, expectation{trace.PointFilter{Entity: id}, func(p *trace.Point) bool { return offers(p, id) }})
	}
	for _, e := range expected {
		var want []string
		for i := range 6 {
			if p := model[fmt.Sprintf("p-%d", i)]; p != nil && e.in(p) {
				want = append(want, p.ID)
			}
		}
		for limit := range 4 {
			if got := pointIDs(t, w, e.filter, limit); !slices.Equal(got, want) {
				t.Errorf("%+v in pages of %d: %v, want %v", e.filter, limit, got, want)
			}
		}
	}
	for _, id := range products {
		s, err := w.ScanProduct(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, p := range model {
			if offers(p, s.Entity.Fact.ID) || !p.Closed && slices.Contains(p.Products, id) {
				want++
			}
		}
		if len(s.Points.Shown) != want || s.Points.More != 0 {
			t.Errorf("a scan of %s shows %d points, want %d", id, len(s.Points.Shown), want)
		}
		for _, p := range s.Points.Shown {
			if !reflect.DeepEqual(p.Fact, model[p.Fact.ID]) {
				t.Errorf("a scan of %s shows %+v, not the newest statement", id, p.Fact)
			}
		}
	}
	if report := check(t, w); len(report.Findings) > 0 {
		t.Error(report.Findings)
	}
}

// pointIDs reads all pages of a list.
func pointIDs(t *testing.T, w *tracetest.World, filter trace.PointFilter, limit int) (ids []string) {
	t.Helper()
	after := ""
	for {
		page, more, err := w.Points(t.Context(), filter, after, limit)
		if err != nil || limit > 0 && len(page) > limit {
			t.Fatalf("%d points in a page of %d, %v", len(page), limit, err)
		}
		for _, p := range page {
			ids = append(ids, p.ID)
			after = p.ID
		}
		if !more {
			return ids
		}
	}
}

// A scan stays small, whatever there is.
func TestScanShowsSomePoints(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	for i := range 2 {
		facts := make([]trace.Fact, 60)
		for j := range facts {
			facts[j] = point(func(p *trace.Point) { p.ID, p.Products = fmt.Sprintf("p-%d-%d", i, j), []string{"gao-seng-cu"} })
		}
		w.State(t, facts...)
	}
	s, err := w.ScanBatch(t.Context(), "gao-seng-cu", "ST-01")
	if err != nil || len(s.Points.Shown) != trace.MaxShown || s.Points.More != 120-trace.MaxShown {
		t.Fatalf("%d points and %d more, %v", len(s.Points.Shown), s.Points.More, err)
	}
	for i, p := range s.Points.Shown {
		if want := fmt.Sprintf("p-1-%d", 59-i); p.Fact.ID != want {
			t.Fatalf("point %d is %s, want %s: the newest first", i, p.Fact.ID, want)
		}
	}
}
