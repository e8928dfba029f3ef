package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ocoptrace/label/stock"
)

// Parts print each label as often as is asked for, in order, and each but the
// last ends a sheet.
func TestPartsAgainstModel(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		size := [][2]int{{1, 1}, {2, 1}, {1, 3}, {7, 1}, {3, 8}, {5, 13}, {26, 50}, {48, 50}, {50, 50}}[r.IntN(9)]
		job := Job{Sheet: stock.Job{Stock: grid("s", size[0], size[1]), Copies: []int{1, 1, 2, 3, 50}[r.IntN(5)]}}
		job.Sheet.Start = r.IntN(perSheet(job.Sheet)) + 1
		for i := range r.IntN(4) + 1 {
			from := r.Int64N(100) + 1
			job.Spans = append(job.Spans, Span{fmt.Sprint("r", i), from, from + r.Int64N(4000)/int64(job.Sheet.Copies)})
		}
		checkParts(t, job)
	}
}

func checkParts(t *testing.T, job Job) {
	t.Helper()
	type place struct {
		run string
		n   int64
	}
	var want, got []place
	for _, s := range job.Spans {
		for n := s.From; n <= s.To; n++ {
			want = append(want, slices.Repeat([]place{{s.Run, n}}, job.Sheet.Copies)...)
		}
	}
	parts := job.Parts()
	per := perSheet(job.Sheet)
	position := job.Sheet.Start
	for i, part := range parts {
		before := len(got)
		for _, p := range part.Pieces {
			for n := p.From; n <= p.To; n++ {
				got = append(got, slices.Repeat([]place{{p.Run, n}}, p.Copies)...)
			}
		}
		n := len(got) - before
		if part.Index != i || part.Start != position || int64(n) != part.Labels || n > max(partLabels, per) {
			t.Fatalf("part %+v of %d labels, position %d", part, n, position)
		}
		position = (position-1+n)%per + 1
		if on := part.On(job); on.Next(n) != position || on.Start != part.Start || on.Stock.ID != "s" {
			t.Fatalf("part on %+v", on)
		}
		if i < len(parts)-1 && position != 1 {
			t.Fatalf("part %d ends within a sheet", i)
		}
	}
	if !slices.Equal(got, want) || job.next() != position || job.Labels() != int64(len(want)) {
		t.Fatalf("%d labels of %+v, want %d; next %d, want %d", len(got), job.Spans, len(want), job.next(), position)
	}
}

// 100,000 labels are made in parts, in little memory.
func TestLargeJob(t *testing.T) {
	w := open(t)
	w.maker.salt = strings.Repeat(" ", 300)
	var most atomic.Uint64 // bytes of the heap
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	idle := heap()
	w.maker.before = func(context.Context, Part) error {
		if h := heap(); h > most.Load() {
			most.Store(h)
		}
		return nil
	}
	w.run(t)
	o := order(100_000)
	o.Sheet.Start = 3
	job := w.ready(t, o)
	if most.Load() > idle+32<<20 {
		t.Errorf("%d MiB of heap for 32 MB of labels", (most.Load()-idle)>>20)
	}
	parts := job.Parts()
	if len(parts) != 42 {
		t.Errorf("%d parts", len(parts))
	}
	h := sha256.New()
	for i := range parts {
		h.Write(w.download(t, job.ID, i))
	}
	if want := sha256.Sum256(w.lines(job)); !bytes.Equal(h.Sum(nil), want[:]) {
		t.Error("the parts are not the job")
	}
	at, err := w.Progress(t.Context(), htx, job.ID)
	check(t, err)
	if want := (Progress{State: Ready, Labels: 100_000, Total: 100_000, Parts: 42, Of: 42}); at != want {
		t.Errorf("%+v", at)
	}
}
