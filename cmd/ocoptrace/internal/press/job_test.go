package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"ocoptrace/label/stock"
)

// a4 is 24 labels a sheet.
func a4(start int) stock.Job { return stock.Job{Stock: grid("a4-24-70x37", 3, 8), Start: start} }

// grid is a stock of labels of 70 x 37 mm without gaps.
func grid(id string, cols, rows int) stock.Stock {
	return stock.Stock{
		ID: id, Name: stock.Name{Vi: id, En: id}, Cols: cols, Rows: rows, LabelW: 70, LabelH: 37, PitchX: 70, PitchY: 37,
		PageW: 70 * float64(cols), PageH: 37 * float64(rows),
	}
}

// order is an order of labels 1 to n of run k1-0.
func order(n int64) Order {
	return Order{By: "lan", Spans: []Span{{"k1-0", 1, n}}, Sheet: a4(1), Template: stamp}
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
			for range copies(job.Sheet) {
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

// A place that a person says counts more than jobs made before, less than those
// made after it.
func TestPlannedPosition(t *testing.T) {
	w := open(t)
	w.run(t)
	planned := func(want int) {
		t.Helper()
		if at, err := w.Planned(t.Context(), htx, "a4-24-70x37"); err != nil || at.Next != want {
			t.Errorf("planned at %d, want %d: %v", at.Next, want, err)
		}
	}
	planned(1)
	job := w.ready(t, order(50))
	planned(50%24 + 1)
	w.clock.pass(time.Minute)
	check(t, w.SetPosition(t.Context(), htx, "a4-24-70x37", 7))
	planned(7)
	w.all(t, job)
	planned(50%24 + 1)
	_, err := w.Planned(t.Context(), htx, "A4 24")
	is(t, err, ErrID)
}

// Of two jobs on a sheet the later one tells where the next begins, in whichever
// order they are taken.
func TestPositionDoesNotGoBack(t *testing.T) {
	w := open(t)
	w.run(t)
	first := w.ready(t, order(5))
	w.clock.pass(time.Minute)
	later := order(5)
	later.Sheet.Start, later.Spans = 6, []Span{{"k1-0", 6, 10}}
	second := w.ready(t, later)
	for _, job := range []Job{second, first} {
		w.all(t, job)
		if at, err := w.Position(t.Context(), htx, "a4-24-70x37"); err != nil || at.Next != 11 {
			t.Errorf("the next job begins at %d, not 11: %v", at.Next, err)
		}
	}
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
