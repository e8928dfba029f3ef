package assets_test

import "testing"

func TestSampleBatches(t *testing.T) {
	s := readSample(t)
	lots, of := map[string]bool{}, map[string]int{}
	for _, b := range s.Batches {
		p := s.product(b.Product)
		if p == nil || p.Service || b.Quantity < 20 || b.Quantity > 600 || b.Unit == "" || b.Expires != "" && b.BestBefore != "" {
			t.Errorf("%+v: no such goods, or out of range", b)
			continue
		}
		of[b.Product]++
		if b.Lot != "" && (lots[b.Lot] || !lotForm.MatchString(b.Lot)) {
			t.Errorf("%s: lot %q malformed or used twice", b.Product, b.Lot)
		}
		lots[b.Lot] = true
	}
	if len(s.Batches) < 16 || !lots[""] {
		t.Errorf("%d batches; one without lot: %v", len(s.Batches), lots[""])
	}
	for _, p := range s.Products {
		if (of[p.ID] == 0) != p.Service {
			t.Errorf("%s: %d batches, service %v", p.ID, of[p.ID], p.Service)
		}
	}
}

var stocks = []string{"a4-24-70x37", "a4-65-38x21", "a4-8-105x74", "roll-50x30", "roll-60x40"}

func TestSampleRuns(t *testing.T) {
	s := readSample(t)
	printed, used := map[string]int{}, map[string]int{}
	for _, r := range s.Runs {
		b := s.batch(r.Product, r.Lot)
		if b == nil {
			t.Errorf("run of %s/%s: no such batch", r.Product, r.Lot)
			continue
		}
		printed[r.Lot] += r.Count
		if r.Count < 1 || printed[r.Lot] > b.Quantity {
			t.Errorf("%s: %d labels for %d packs", r.Lot, printed[r.Lot], b.Quantity)
		}
		used[r.Stock] = max(used[r.Stock], r.Count)
		checkRanges(t, r)
	}
	for _, id := range stocks {
		if used[id] == 0 {
			t.Errorf("no run on stock %s", id)
		}
	}
	if len(used) != len(stocks) || used["roll-50x30"] != 500 {
		t.Errorf("longest run on each stock %v, want one of 500 on roll-50x30 and no other stocks", used)
	}
}

// checkRanges reports labels that are beyond the run or named twice.
func checkRanges(t *testing.T, r run) {
	named := make([]bool, r.Count+1)
	mark := func(from, to int) {
		if from < 1 || to < from || to > r.Count {
			t.Errorf("%s: labels %d to %d of %d", r.Lot, from, to, r.Count)
			return
		}
		for n := from; n <= to; n++ {
			if named[n] {
				t.Errorf("%s: label %d named twice", r.Lot, n)
			}
			named[n] = true
		}
	}
	for _, a := range r.Activate {
		mark(a[0], a[1])
	}
	for _, v := range r.Void {
		mark(v.From, v.To)
		if v.Reason == "" {
			t.Errorf("%s: labels %d to %d voided without a reason", r.Lot, v.From, v.To)
		}
	}
}

func TestSampleRecalls(t *testing.T) {
	s := readSample(t)
	standing := map[string]string{}
	for _, r := range s.Recalls {
		if s.batch(r.Product, r.Lot) == nil || r.Reason == "" {
			t.Errorf("%s of %s/%s: no such batch, or no reason", r.Action, r.Product, r.Lot)
		}
		switch r.Action {
		case "recall", "hold":
			if r.Instruction == "" || r.Contact == "" {
				t.Errorf("%s of %s without instruction or contact", r.Action, r.Lot)
			}
		case "lift":
			if before := standing[r.Lot]; before != "hold" && before != "recall" {
				t.Errorf("%s: nothing to lift", r.Lot)
			}
		default:
			t.Errorf("%s: action %q", r.Lot, r.Action)
		}
		standing[r.Lot] = r.Action
	}
}
