package printing

import (
	"bytes"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
)

// Every label of two batches on one sheet holds the link that the registry gave
// it, in their order.
func TestSeveralBatchesOnOneSheet(t *testing.T) {
	w := rice(t)
	one, two := newRun(t, w, "gao-seng-cu", "ST-01", 30), newRun(t, w, "banh-da", "BD-01", 20)
	o := on(t, "stamp", "a4-24-70x37")
	o.Paper = paper(geometries["a4-24-70x37"], 3, 1)
	doc := labeltest.Open(t, document(t, w, o, Part{Run: one, From: 11, To: 20}, Part{Run: two}))
	want := append(codes(t, w, one, 11, 20), codes(t, w, two, 1, 20)...)
	if doc.Pages() != 2 {
		t.Errorf("30 labels from position 3 on %d pages", doc.Pages())
	}
	for i, got := range doc.ReadLabels(geometries["a4-24-70x37"].Grid, 3, len(want), 300, true) {
		if got != want[i].URI {
			t.Errorf("label %d reads %q, want %q", i+1, got, want[i].URI)
		}
	}
}

func TestWriteAgainGivesTheSameBytes(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 30)
	for _, f := range []Format{PDF, ZPL, TSPL} {
		o := on(t, "stamp", "roll-2x50x30") // of which a row is half full
		o.Paper = paper(geometries["roll-2x50x30"], 2, 1)
		o.Format = f
		if first := document(t, w, o, Part{Run: run}); !bytes.Equal(first, document(t, w, o, Part{Run: run})) {
			t.Errorf("two prints as %s differ", f)
		}
	}
}

func TestTellsHowFarItIs(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "banh-da", "BD-01", 70)
	o := on(t, "stamp", "a4-24-70x37")
	o.Paper = paper(geometries["a4-24-70x37"], 1, 2)
	var told []int64
	o.Done = func(n int64) { told = append(told, n) }
	document(t, w, o, Part{Run: run})
	var sum int64
	for _, n := range told {
		sum += n
	}
	if sum != 140 || len(told) != 6 {
		t.Errorf("told %v", told)
	}
}

// Longer documents are written as they are made, and read back by a sample.
func TestLongDocument(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "banh-da", "BD-01", 2450)
	o := on(t, "stamp", "a4-65-38x21")
	began := time.Now()
	doc := document(t, w, o, Part{Run: run})
	t.Log(time.Since(began))
	d := labeltest.Open(t, doc)
	if d.Pages() != 38 {
		t.Errorf("%d pages", d.Pages())
	}
	want := codes(t, w, run, 2341, 2450)
	for i, got := range d.ReadLabels(geometries["a4-65-38x21"].Grid, 2341, len(want), 300, false) {
		if got != want[i].URI {
			t.Errorf("label %d reads %q", i+2341, got)
		}
	}
}
