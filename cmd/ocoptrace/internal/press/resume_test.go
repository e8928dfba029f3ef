package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A press that ends in the middle of a job makes the rest when it is opened
// again: the parts that are missing, and no other.
func TestKillAndResume(t *testing.T) {
	w := open(t)
	var begun atomic.Int32
	three := make(chan struct{}, 99)
	w.maker.before = func(ctx context.Context, part Part) error {
		if begun.Add(1); part.Index < 3 {
			return nil
		}
		three <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	stop := w.run(t)
	job, err := w.Submit(t.Context(), htx, order(12_000))
	check(t, err)
	<-three
	<-three
	stop()
	_, parts, err := w.JobParts(t.Context(), htx, job.ID)
	check(t, err)
	made := 0
	for _, p := range parts {
		if !p.Made.IsZero() {
			made++
		}
	}
	if made != 3 {
		t.Fatalf("%d parts are made", made)
	}
	check(t, os.WriteFile(filepath.Join(w.dir, job.ID+"-0005.pdf.tmp"), []byte("half"), 0o600))

	begun.Store(0)
	w.maker.before = func(context.Context, Part) error { begun.Add(1); return nil }
	w.reopen(t)
	w.run(t)
	w.await(t, job.ID)
	if n := begun.Load(); n != 2 {
		t.Errorf("%d parts were made after the start, want 2", n)
	}
	if got := w.all(t, job); !bytes.Equal(got, lines(job)) {
		t.Error("printed other labels")
	}
}

// A spool that was lost, as after a restore, is made again with the same bytes.
func TestMadeAgain(t *testing.T) {
	w := open(t)
	w.run(t)
	job := w.ready(t, order(3000))
	want := w.all(t, job)
	check(t, os.Remove(filepath.Join(w.dir, job.ID+"-0001.pdf")))
	check(t, os.WriteFile(filepath.Join(w.dir, job.ID+"-0002.pdf"), []byte("cut"), 0o600))
	for i := range 2 {
		_, err := w.Open(t.Context(), htx, job.ID, i)
		is(t, err, ErrGone)
	}
	w.clock.pass(26 * time.Hour) // the job keeps its day
	check(t, w.Retry(t.Context(), htx, job.ID))
	w.await(t, job.ID)
	if got := w.all(t, job); !bytes.Equal(got, want) {
		t.Error("printed other labels")
	}

	check(t, os.Remove(filepath.Join(w.dir, job.ID+"-0001.pdf")))
	w.settle(t, job.ID)
	w.maker.salt = " changed"
	check(t, w.Retry(t.Context(), htx, job.ID))
	_, err := w.Wait(t.Context(), htx, job.ID)
	if err == nil || !strings.Contains(err.Error(), ErrChanged.Error()) || len(w.files(t)) != 1 {
		t.Errorf("error %v, files %v", err, w.files(t))
	}
}

func TestSweep(t *testing.T) {
	w := open(t)
	w.run(t)
	old := w.ready(t, order(3000))
	w.clock.pass(6 * 24 * time.Hour)
	o := order(9)
	o.Spans[0].Run = "k2-0"
	young := w.ready(t, o)
	check(t, w.Sweep(t.Context()))
	if n := len(w.files(t)); n != 3 {
		t.Errorf("%d files", n)
	}
	w.clock.pass(24 * time.Hour)
	check(t, w.Sweep(t.Context()))
	if n := len(w.files(t)); n != 1 {
		t.Errorf("%d files", n)
	}
	_, err := w.Open(t.Context(), htx, old.ID, 0)
	is(t, err, ErrGone)
	w.download(t, young.ID, 0)

	check(t, w.Retry(t.Context(), htx, old.ID))
	w.await(t, old.ID)
	if got := w.all(t, old); !bytes.Equal(got, lines(old)) {
		t.Error("printed other labels")
	}
	w.clock.pass(6 * 24 * time.Hour)
	check(t, w.Sweep(t.Context()))
	if n := len(w.files(t)); n != 2 {
		t.Errorf("%d files, want those made again", n)
	}
}

// The parts that were made of a job that failed do not lie there for ever.
func TestSweepFailed(t *testing.T) {
	w := open(t)
	w.maker.before = func(_ context.Context, part Part) error {
		if part.Index == 2 {
			return errors.New("no such glyph")
		}
		return nil
	}
	w.run(t)
	job, err := w.Submit(t.Context(), htx, order(6000))
	check(t, err)
	_, err = w.Wait(t.Context(), htx, job.ID)
	w.settle(t, job.ID)
	if err == nil || len(w.files(t)) == 0 { // the third part begins behind one of the others
		t.Errorf("error %v, files %v", err, w.files(t))
	}
	w.clock.pass(7 * 24 * time.Hour)
	check(t, w.Sweep(t.Context()))
	if n := len(w.files(t)); n != 0 {
		t.Errorf("%d files", n)
	}
	w.maker.before = nil
	check(t, w.Retry(t.Context(), htx, job.ID))
	w.all(t, w.await(t, job.ID))
}

// Removing that fails is tried again.
func TestSweepFails(t *testing.T) {
	w := open(t)
	d := &badDisk{disk: w.spool.disk}
	w.spool.disk = d
	w.run(t)
	w.ready(t, order(9))
	w.clock.pass(8 * 24 * time.Hour)
	d.set("remove", os.ErrPermission)
	is(t, w.Sweep(t.Context()), os.ErrPermission)
	d.set("", nil)
	check(t, w.Sweep(t.Context()))
	if n := len(w.files(t)); n != 0 {
		t.Errorf("%d files", n)
	}
}

// Many jobs at once, some cancelled, some read while others are made.
func TestConcurrentJobs(t *testing.T) {
	w := open(t)
	w.run(t)
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			entity := fmt.Sprint("htx-", i%3)
			o := Order{Spans: []Span{{fmt.Sprint("k", i), 1, int64(i)*700 + 1}}, Sheet: a4(i + 1)}
			job, err := w.Submit(t.Context(), entity, o)
			if err == nil && i%4 == 3 {
				err = w.Cancel(t.Context(), entity, job.ID)
			} else if err == nil {
				err = w.readAll(t, entity, job)
			}
			if err != nil {
				t.Errorf("job %d: %v", i, err)
			}
		})
	}
	all.Wait()
	check(t, w.Sweep(t.Context()))
}

func (w *world) readAll(t *testing.T, entity string, job Job) error {
	if _, err := w.Wait(t.Context(), entity, job.ID); err != nil {
		return err
	}
	var got bytes.Buffer
	for i := range job.Parts() {
		d, err := w.Open(t.Context(), entity, job.ID, i)
		if err != nil {
			return err
		}
		if _, err := io.Copy(&got, d); err != nil {
			return err
		}
		if err := d.Close(); err != nil {
			return err
		}
	}
	if !bytes.Equal(got.Bytes(), lines(job)) {
		return fmt.Errorf("printed other labels")
	}
	return nil
}
