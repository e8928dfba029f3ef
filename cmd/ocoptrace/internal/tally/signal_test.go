package tally

import (
	"slices"
	"testing"
)

func TestRulesAreSound(t *testing.T) {
	rules, err := Rules()
	if err != nil || len(rules) == 0 {
		t.Fatal(rules, err)
	}
	kinds := make(map[string]string)
	last := make(map[string]Rule)
	for _, r := range rules {
		if _, known := (Tally{}).value(r.Sign); !known || r.Reason == "" || r.Day.IsZero() {
			t.Errorf("%+v", r)
		}
		if kind, there := kinds[r.Sign]; there && kind != r.Kind {
			t.Errorf("%s is of two kinds", r.Sign)
		}
		kinds[r.Sign] = r.Kind
		if before := last[r.Sign]; r.AtLeast <= before.AtLeast || r.Odds <= before.Odds {
			t.Errorf("more of %s must weigh more: %+v after %+v", r.Sign, r, before)
		}
		last[r.Sign] = r
	}
}

func TestSignals(t *testing.T) {
	for _, c := range []struct {
		name  string
		tally Tally
		signs []string
		odds  float64
	}{
		{"new", Tally{Looks: 3, Days: 1, Most: 2}, nil, 1},
		{"shown around", Tally{Looks: 12, Days: 2, Most: 3}, []string{"looks"}, 1.5},
		{"one kind counts once", Tally{Looks: 100, Days: 40, Most: 20}, []string{"looks"}, 12},
		{"the strongest of a kind", Tally{Looks: 30, Days: 40, Most: 3}, []string{"days"}, 5},
		{"kinds multiply", Tally{Looks: 30, Places: map[string]int64{"01": 1, "15": 9}}, []string{"looks", "provinces"}, 8},
		{"signed in weigh more", Tally{SignedIn: 10}, []string{"looks", "signedin"}, 12},
		{"a flood", Tally{Looks: 1 << 40, Days: 1000, Most: 266}, []string{"looks"}, 12},
	} {
		signals, odds, err := c.tally.Signals()
		var signs []string
		for _, s := range signals {
			signs = append(signs, s.Sign)
		}
		if err != nil || !slices.Equal(signs, c.signs) || odds != c.odds {
			t.Errorf("%s: %v, odds %v, %v", c.name, signs, odds, err)
		}
	}
}

func TestRanking(t *testing.T) {
	w := newWorld()
	for n, looks := range map[int]int{11: 2, 21: 40, 31: 12, 41: 3, 10: 50, 12: 50} {
		for i := range looks {
			w.Note(Look{Code: codeOf(n), From: addr(n*100 + i/4)})
		}
	}
	w.flush(t)
	all, err := w.Ranking(t.Context(), "rice", "L1", 3)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, r := range all {
		order = append(order, r.Code.String()[8:])
	}
	if want := []string{"0021", "0031", "0041"}; !slices.Equal(order, want) {
		t.Errorf("got %v, want %v", order, want)
	}
	if none, err := w.Ranking(t.Context(), "rice", "L", 3); err != nil || len(none) != 0 {
		t.Errorf("of another lot: %v %v", none, err)
	}
}
