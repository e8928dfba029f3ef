package trace

import "testing"

// A log in which a label is bound twice, or one that is not blank, is found
// out, whoever wrote it.
func TestCheckClaim(t *testing.T) {
	a := auditor{next: make(map[string]int64), bound: make(map[string]Spans)}
	blank := &LabelRun{ID: "k1-0", Entity: "e", CodeKey: "k1", First: 0, Count: 20}
	own := &LabelRun{ID: "k1-20", Product: "p", Lot: "l", CodeKey: "k1", First: 20, Count: 20}
	claim := func(run string, from, to int64) Fact { return &LabelClaim{Run: run, From: from, To: to} }
	for i, c := range []struct {
		fact  Fact
		sound bool
	}{
		{claim("k1-0", 1, 2), false}, // before the run
		{blank, true},
		{own, true},
		{claim("k1-0", 3, 5), true},
		{claim("k1-0", 9, 10), true},
		{claim("k1-0", 6, 8), true},
		{claim("k1-0", 11, 20), true},
		{claim("k1-0", 1, 3), false},
		{claim("k1-0", 2, 21), false},
		{claim("k1-0", 1, 2), true},
		{claim("k1-0", 20, 21), false},
		{claim("k1-20", 1, 1), false},
	} {
		if err := a.checkRange(c.fact); (err == nil) != c.sound {
			t.Errorf("%d: %+v: %v", i, c.fact, err)
		}
	}
}
