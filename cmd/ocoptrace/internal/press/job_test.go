package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// a4 is 24 labels a sheet.
func a4(start int) Sheet { return Sheet{Stock: "a4-24-70x37", PerSheet: 24, Start: start} }

// order is an order of labels 1 to n of run k1-0.
func order(n int64) Order {
	return Order{By: "lan", Spans: []Span{{"k1-0", 1, n}}, Sheet: a4(1)}
}

// ready submits an order and waits until it is made.
func (w *world) ready(t *testing.T, o Order) Job {
	t.Helper()
	job, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	return w.await(t, job.ID)
}

func (w *world) await(t *testing.T, id string) Job {
	t.Helper()
	job, err := w.Wait(t.Context(), htx, id)
	check(t, err)
	if job.State != Ready {
		t.Fatalf("state %s", job.State)
	}
	return job
}

// download reads a whole part, which hands it out.
func (w *world) download(t *testing.T, id string, part int) []byte {
	t.Helper()
	d, err := w.Open(t.Context(), htx, id, part)
	check(t, err)
	data, err := io.ReadAll(d)
	check(t, err)
	check(t, d.Close())
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != d.Part.Digest || int64(len(data)) != d.Part.Size {
		t.Errorf("part %d: digest or size is not that of the row", part)
	}
	return data
}

// all is what a job prints, all its parts one after another.
func (w *world) all(t *testing.T, job Job) (data []byte) {
	t.Helper()
	for i := range job.Parts() {
		data = append(data, w.download(t, job.ID, i)...)
	}
	return data
}

// lines is what the writer writes for a job.
func lines(job Job) []byte { return (&world{maker: &writer{}}).lines(job) }

func (w *world) lines(job Job) []byte {
	var b bytes.Buffer
	for _, s := range job.Spans {
		for n := s.From; n <= s.To; n++ {
			for range job.Sheet.copies() {
				fmt.Fprintf(&b, "2026-11-23 %s %d%s\n", s.Run, n, w.maker.salt)
			}
		}
	}
	return b.Bytes()
}

func TestJob(t *testing.T) {
	w := open(t)
	w.run(t)
	o := order(50)
	o.Sheet.Start = 20
	job := w.ready(t, o)
	if got := w.all(t, job); !bytes.Equal(got, lines(job)) {
		t.Errorf("printed %q", got)
	}
	job, err := w.Job(t.Context(), htx, job.ID)
	check(t, err)
	at, err := w.Position(t.Context(), htx, "a4-24-70x37")
	check(t, err)
	if at.Next != (19+50)%24+1 || at.Job != job.ID || job.HandedOut.IsZero() {
		t.Errorf("position %+v, job %+v", at, job)
	}
	check(t, w.UndoPosition(t.Context(), htx, "a4-24-70x37"))
	w.all(t, job) // once more: no second printing, and the position stays
	at, err = w.Position(t.Context(), htx, "a4-24-70x37")
	check(t, err)
	if at.Next != 1 {
		t.Errorf("position %+v", at)
	}
	is(t, w.Cancel(t.Context(), htx, job.ID), ErrState)
}

func TestOthersJobsAreNotFound(t *testing.T) {
	w := open(t)
	w.run(t)
	job := w.ready(t, order(3))
	for _, entity := range []string{"khac", "", "htx-gao/x", "../htx-gao"} {
		_, err := w.Job(t.Context(), entity, job.ID)
		is(t, err, ErrNotFound)
		_, err = w.Open(t.Context(), entity, job.ID, 0)
		is(t, err, ErrNotFound)
		_, err = w.Progress(t.Context(), entity, job.ID)
		is(t, err, ErrNotFound)
		is(t, w.Cancel(t.Context(), entity, job.ID), ErrNotFound)
		is(t, w.Retry(t.Context(), entity, job.ID), ErrNotFound)
		is(t, w.HandOut(t.Context(), entity, job.ID, 0), ErrNotFound)
	}
	for _, part := range []int{-1, 1} {
		_, err := w.Open(t.Context(), htx, job.ID, part)
		is(t, err, ErrNotFound)
		is(t, w.HandOut(t.Context(), htx, job.ID, part), ErrNotFound)
	}
}

func TestSubmitRefuses(t *testing.T) {
	w := open(t)
	errRecalled := errors.New("recalled")
	for name, c := range map[string]struct {
		change func(*Order)
		want   error
	}{
		"no labels":    {func(o *Order) { o.Spans = nil }, ErrOrder},
		"no run":       {func(o *Order) { o.Spans[0].Run = "" }, ErrSpan},
		"from 0":       {func(o *Order) { o.Spans[0].From = 0 }, ErrSpan},
		"ten millions": {func(o *Order) { o.Spans[0].To = 10_000_000 }, ErrSpan},
		"too many":     {func(o *Order) { o.Spans = []Span{{"a", 1, 600_000}, {"b", 1, 600_000}} }, ErrOrder},
		"copies":       {func(o *Order) { o.Spans[0].To, o.Sheet.Copies = 10_001, 100 }, ErrOrder},
		"label twice":  {func(o *Order) { o.Spans = append(o.Spans, Span{"k1-0", 9, 11}) }, ErrOrder},
		"ranges":       {func(o *Order) { o.Spans = slices.Repeat(o.Spans, 201) }, ErrOrder},
		"start":        {func(o *Order) { o.Sheet.Start = 25 }, ErrOrder},
		"template":     {func(o *Order) { o.Template = []byte("{") }, ErrOrder},
		"big template": {func(o *Order) { o.Template = []byte(`"` + strings.Repeat("x", MaxDesign) + `"`) }, ErrOrder},
		"long reason":  {func(o *Order) { o.Reason = strings.Repeat("ế", 501) }, ErrOrder},
		"long text":    {func(o *Order) { o.Texts = map[string]string{"note": strings.Repeat("ế", 501)} }, ErrOrder},
		"no printer":   {func(o *Order) { o.Printer = "zebra" }, ErrNotFound},
		"bad printer":  {func(o *Order) { o.Printer = "../x" }, ErrNotFound},
		"bad key":      {func(o *Order) { o.Key = "a/b" }, ErrID},
		"unknown item": {func(o *Order) { o.Items = []string{"x"} }, ErrNotFound},
		"recalled":     {func(o *Order) { o.Spans[0].Run = "recalled" }, errRecalled},
	} {
		t.Run(name, func(t *testing.T) {
			w.maker.check = func(job Job) error {
				if job.Spans[0].Run == "recalled" {
					return errRecalled
				}
				return nil
			}
			o := order(10)
			c.change(&o)
			_, err := w.Submit(t.Context(), htx, o)
			is(t, err, c.want)
			if n := w.rows(t); n != 0 {
				t.Errorf("%d rows are stored", n)
			}
		})
	}
	_, err := w.Submit(t.Context(), "HTX", order(1))
	is(t, err, ErrID)
}

func TestUnfinishedJobsAreLimited(t *testing.T) {
	w := open(t)
	for i := range int64(MaxUnfinished) {
		o := order(1)
		o.Spans[0].From, o.Spans[0].To = i+1, i+1
		_, err := w.Submit(t.Context(), htx, o)
		check(t, err)
	}
	o := order(1)
	o.Spans[0].Run = "k2-0"
	_, err := w.Submit(t.Context(), htx, o)
	is(t, err, ErrLimit)
	jobs, err := w.Jobs(t.Context(), htx, "", 100)
	check(t, err)
	check(t, w.Cancel(t.Context(), htx, jobs[0].ID))
	_, err = w.Submit(t.Context(), htx, o)
	check(t, err)
}

// The same order twice is one job: a form that was sent twice.
func TestOrderKey(t *testing.T) {
	w := open(t)
	o := order(10)
	o.Key = "form-1"
	first, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	second, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	if first.ID != second.ID {
		t.Error("two jobs")
	}
	_, err = w.Submit(t.Context(), "khac", o)
	check(t, err)
	third, err := w.Submit(t.Context(), "khac", o)
	check(t, err)
	if third.ID == first.ID || third.Entity != "khac" {
		t.Error("a job of another entity")
	}
}

func TestJobsNewestFirst(t *testing.T) {
	w := open(t)
	var want []string
	for i := range int64(7) {
		w.clock.pass(time.Millisecond)
		o := order(1)
		o.Spans[0].From, o.Spans[0].To = i+1, i+1
		job, err := w.Submit(t.Context(), htx, o)
		check(t, err)
		want = append([]string{job.ID}, want...)
	}
	var got []string
	for after := ""; ; {
		jobs, err := w.Jobs(t.Context(), htx, after, 3)
		check(t, err)
		if len(jobs) == 0 {
			break
		}
		for _, j := range jobs {
			got = append(got, j.ID)
			after = j.ID
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Parts print each label as often as is asked for, in order, and each but the
// last ends a sheet.
func TestPartsAgainstModel(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		job := Job{Sheet: Sheet{Stock: "s", PerSheet: []int{1, 2, 3, 7, 24, 65, 1201, 2400, 2500}[r.IntN(9)], Copies: []int{1, 1, 2, 3, 50}[r.IntN(5)]}}
		job.Sheet.Start = r.IntN(job.Sheet.PerSheet) + 1
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
	position := job.Sheet.Start
	for i, part := range parts {
		before := len(got)
		for _, p := range part.Pieces {
			for n := p.From; n <= p.To; n++ {
				got = append(got, slices.Repeat([]place{{p.Run, n}}, p.Copies)...)
			}
		}
		n := len(got) - before
		if part.Index != i || part.Start != position || int64(n) != part.Labels || n > max(partLabels, job.Sheet.PerSheet) {
			t.Fatalf("part %+v of %d labels, position %d", part, n, position)
		}
		position = (position-1+n)%job.Sheet.PerSheet + 1
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

// Progress is told while a job is made; a cancelled one leaves no file behind.
func TestProgressAndCancel(t *testing.T) {
	w := open(t)
	begun, gate := make(chan int, 99), make(chan struct{})
	w.maker.before = func(ctx context.Context, part Part) error {
		begun <- part.Index
		if part.Index == 0 {
			return nil
		}
		select {
		case <-gate:
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	}
	w.run(t)
	job, err := w.Submit(t.Context(), htx, order(10_000))
	check(t, err)
	for range 3 { // part 0 and the two after it
		<-begun
	}
	at, err := w.Progress(t.Context(), htx, job.ID)
	check(t, err)
	if at.State != Waiting || at.Parts != 1 || at.Labels != 2400 || at.Total != 10_000 || at.Of != 5 {
		t.Errorf("%+v", at)
	}
	w.download(t, job.ID, 0) // before the others are made
	_, err = w.Open(t.Context(), htx, job.ID, 1)
	is(t, err, ErrState)

	check(t, w.Cancel(t.Context(), htx, job.ID))
	_, err = w.Wait(t.Context(), htx, job.ID)
	is(t, err, ErrStopped)
	close(gate)
	w.settle(t, job.ID)
	if names := w.files(t); len(names) != 0 {
		t.Errorf("files %v", names)
	}
	check(t, w.Cancel(t.Context(), htx, job.ID))
	is(t, w.Retry(t.Context(), htx, job.ID), ErrState)
	// What was handed out is out, the rest is free.
	_, err = w.Submit(t.Context(), htx, order(2401))
	var again *ReprintError
	if !errors.As(err, &again) || !slices.Equal(again.Spans, []Span{{"k1-0", 1, 2400}}) || !slices.Equal(again.Jobs, []string{job.ID}) {
		t.Fatalf("%v", err)
	}
	o := order(10_000)
	o.Spans[0].From = 2401
	w.ready(t, o)
}

// settle waits until nobody works at a job.
func (w *world) settle(t *testing.T, id string) {
	t.Helper()
	if k := w.pool.get(id); k != nil {
		<-k.ended
	}
}

func (w *world) files(t *testing.T) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(w.dir)
	check(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A small job does not wait for a large one.
func TestSmallJobOvertakes(t *testing.T) {
	w := open(t)
	begun, gate := make(chan struct{}, 9), make(chan struct{})
	w.maker.before = func(ctx context.Context, part Part) error {
		if part.Labels > smallJob {
			begun <- struct{}{}
			<-gate
		}
		return nil
	}
	w.run(t)
	big, err := w.Submit(t.Context(), htx, order(20_000))
	check(t, err)
	<-begun
	<-begun
	o := order(500)
	o.Spans[0].Run = "k2-0"
	w.ready(t, o)
	close(gate)
	w.await(t, big.ID)
}

func TestWaitEndsWithContext(t *testing.T) {
	w := open(t) // nobody runs it
	job, err := w.Submit(t.Context(), htx, order(10))
	check(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = w.Wait(ctx, htx, job.ID)
	is(t, err, context.DeadlineExceeded)
	w.run(t)
	w.await(t, job.ID)
}
