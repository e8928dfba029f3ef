package place

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace/ocop"
)

func listOf(t testing.TB, rows ...string) List {
	t.Helper()
	return readSample(t, header+strings.Join(rows, "\n")+"\n")
}

const (
	rowA  = "00001,Xã A,,01,Hà Nội"
	rowA2 = "00001,Phường A,,01,Hà Nội"
	rowB  = "00002,Xã B,,15,Lào Cai"
	rowB2 = "00002,Xã B,,25,Phú Thọ"
	rowC  = "00003,Xã C,,15,Lào Cai"
)

func told(c Changes) string {
	return fmt.Sprintf("new %d returned %d changed %d vanished %d unchanged %d", len(c.New), len(c.Returned), len(c.Changed), len(c.Vanished), c.Unchanged)
}

func TestImport(t *testing.T) {
	s := storagetest.Memory()
	steps := []struct {
		day  string
		rows []string
		want string
	}{
		{"2026-01-01", []string{rowA, rowB}, "new 2 returned 0 changed 0 vanished 0 unchanged 0"},
		{"2026-01-02", []string{rowB, rowA}, "new 0 returned 0 changed 0 vanished 0 unchanged 2"},
		{"2026-02-01", []string{rowA2, rowC}, "new 1 returned 0 changed 1 vanished 1 unchanged 0"},
		{"2026-03-01", []string{rowA2, rowB2, rowC}, "new 0 returned 1 changed 0 vanished 0 unchanged 2"},
	}
	for _, step := range steps {
		list := listOf(t, step.rows...)
		rehearsed, err := Rehearse(t.Context(), s, list, date(step.day))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Import(t.Context(), s, list, date(step.day), "  made \n up ")
		if err != nil || told(got) != step.want || told(rehearsed) != step.want {
			t.Fatalf("%s: %v, rehearsed %s, done %s, want %s", step.day, err, told(rehearsed), told(got), step.want)
		}
	}
	units, err := Units(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	want := []Unit{
		{Commune{"00001", "Phường A", "", "01"}, date("2026-02-01"), ocop.Date{}, []PastForm{{"Xã A", "", "01", date("2026-01-01"), date("2026-02-01")}}},
		{Commune{"00002", "Xã B", "", "25"}, date("2026-03-01"), ocop.Date{}, []PastForm{{"Xã B", "", "15", date("2026-01-01"), date("2026-02-01")}}},
		{Commune{"00003", "Xã C", "", "15"}, date("2026-02-01"), ocop.Date{}, nil},
	}
	if fmt.Sprint(units) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", units, want)
	}
	lists, err := Lists(t.Context(), s)
	if err != nil || len(lists) != 3 || lists[1].Vanished != 1 || lists[1].Source != "made up" || lists[2].Returned != 1 {
		t.Errorf("%v %v", lists, err)
	}
}

func TestImportRefuses(t *testing.T) {
	s := storagetest.Memory()
	if _, err := Import(t.Context(), s, listOf(t, rowA), date("2026-02-01"), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := Import(t.Context(), s, listOf(t, rowB), date("2026-01-31"), ""); !errors.Is(err, ErrOlder) {
		t.Errorf("an older list: %v", err)
	}
	if _, err := Import(t.Context(), s, listOf(t, rowB), date("2026-02-01"), strings.Repeat("a", 301)); !errors.Is(err, ErrSource) {
		t.Errorf("a long source: %v", err)
	}
	if units, err := Units(t.Context(), s); err != nil || len(units) != 1 || !units[0].InForce() {
		t.Errorf("%v %v", units, err)
	}
	spoil := func(tx storage.Tx) error { return tx.Set([]byte("unit/c/00001"), []byte("{")) }
	if err := s.Update(t.Context(), spoil); err != nil {
		t.Fatal(err)
	}
	if _, err := Units(t.Context(), s); !errors.Is(err, ErrRow) {
		t.Errorf("a spoilt row: %v", err)
	}
}

// What is in force is the newest list; nothing is ever lost; every form that a
// list had is the present one or a past one.
func TestImportsAgainstAModel(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	s := storagetest.Faulty(storagetest.Memory())
	s.RunTwice(func() bool { return random.IntN(2) == 0 })
	forms := make(map[string]bool)
	day := date("2026-01-01")
	for range 40 {
		var list []Commune
		for n := range 30 {
			if random.IntN(4) > 0 {
				c := made(n + 30*random.IntN(2))
				c.Code = fmt.Sprintf("%05d", n)
				list = append(list, c)
				forms[c.Code+c.Name+c.Province] = true
			}
		}
		day = day.AddDays(random.IntN(3))
		if _, err := Import(t.Context(), s, List{list, fmt.Sprint(list)}, day, ""); err != nil {
			t.Fatal(err)
		}
		units, err := Units(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		var inForce []Commune
		known := make(map[string]bool)
		for _, u := range units {
			if u.InForce() {
				inForce = append(inForce, u.Commune)
			}
			known[u.Code+u.Name+u.Province] = true
			since := ocop.Date{}
			for _, p := range u.Past {
				known[u.Code+p.Name+p.Province] = true
				if p.From.Before(since) || p.Until.Before(p.From) {
					t.Fatalf("days out of order: %v", u)
				}
				since = p.Until
			}
			if u.From.Before(since) {
				t.Fatalf("days out of order: %v", u)
			}
		}
		if !slices.Equal(inForce, list) || len(known) != len(forms) {
			t.Fatalf("%d in force of a list of %d; %d forms known of %d", len(inForce), len(list), len(known), len(forms))
		}
	}
}
