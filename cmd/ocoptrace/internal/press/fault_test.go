package press

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

// badDisk is a disk of which one operation fails.
type badDisk struct {
	disk
	mu   sync.Mutex
	fail string // create, write, sync, close, rename, folder or remove
	err  error
}

func (d *badDisk) failure(op string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail == op {
		return &fs.PathError{Op: op, Path: "x", Err: d.err}
	}
	return nil
}

func (d *badDisk) set(op string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail, d.err = op, err
}

func (d *badDisk) create(name string) (file, error) {
	if err := d.failure("create"); err != nil {
		return nil, err
	}
	f, err := d.disk.create(name)
	return &badFile{f, d}, err
}

func (d *badDisk) rename(from, to string) error {
	return errors.Join(d.failure("rename"), d.disk.rename(from, to))
}

func (d *badDisk) sync() error { return errors.Join(d.failure("folder"), d.disk.sync()) }

func (d *badDisk) remove(name string) error {
	if err := d.failure("remove"); err != nil {
		return err
	}
	return d.disk.remove(name)
}

type badFile struct {
	file
	disk *badDisk
}

func (f *badFile) Write(b []byte) (int, error) {
	if err := f.disk.failure("write"); err != nil {
		n, _ := f.file.Write(b[:len(b)/2])
		return n, err
	}
	return f.file.Write(b)
}
func (f *badFile) Sync() error  { return errors.Join(f.disk.failure("sync"), f.file.Sync()) }
func (f *badFile) Close() error { return errors.Join(f.file.Close(), f.disk.failure("close")) }

// A disk that fails makes a job fail with the cause in plain sight; once it is
// mended, the job is made.
func TestDiskFails(t *testing.T) {
	for _, op := range []string{"create", "write", "sync", "close", "rename", "folder"} {
		for _, cause := range []error{syscall.ENOSPC, syscall.EACCES} {
			t.Run(op+" "+cause.Error(), func(t *testing.T) {
				w := open(t)
				d := &badDisk{disk: w.spool.disk}
				w.spool.disk = d
				d.set(op, cause)
				w.run(t)
				job, err := w.Submit(t.Context(), htx, order(5000))
				check(t, err)
				_, err = w.Wait(t.Context(), htx, job.ID)
				if err == nil || !strings.Contains(err.Error(), cause.Error()) {
					t.Fatalf("error %v", err)
				}
				w.settle(t, job.ID)
				at, err := w.Progress(t.Context(), htx, job.ID)
				check(t, err)
				if at.State != Failed || !strings.Contains(at.Error, cause.Error()) || !strings.Contains(at.Error, ErrSpool.Error()) {
					t.Errorf("%+v", at)
				}
				d.set("", nil)
				check(t, w.Retry(t.Context(), htx, job.ID))
				if got := w.all(t, w.await(t, job.ID)); !bytes.Equal(got, lines(job)) {
					t.Error("printed other labels")
				}
			})
		}
	}
}

func TestNoSpool(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(blocked, nil, 0o600))
	for _, dir := range []string{"", blocked, filepath.Join(blocked, "below")} {
		_, err := New(Config{Spool: dir})
		is(t, err, ErrSpool)
	}
}

// Files that are not of jobs are left alone; those of unknown jobs go.
func TestTidySpool(t *testing.T) {
	w := open(t)
	job, err := w.Submit(t.Context(), htx, order(10))
	check(t, err)
	for _, name := range []string{
		"notes.txt", job.ID + "-0001.pdf.tmp", job.ID + "-0009.pdf", "0123456789abcdef-0001.pdf", "0123456789abcdef-0001.exe",
	} {
		check(t, os.WriteFile(filepath.Join(w.dir, name), []byte("x"), 0o600))
	}
	w.run(t)
	w.await(t, job.ID)
	got := strings.Join(w.files(t), " ")
	want := []string{"0123456789abcdef-0001.exe", "notes.txt", job.ID + "-0001.pdf", job.ID + "-0009.pdf"}
	for _, name := range want {
		if !strings.Contains(got, name) {
			t.Errorf("%s is gone", name)
		}
	}
	if len(w.files(t)) != len(want) {
		t.Errorf("files %s", got)
	}
}

// A Maker that fails or panics fails the job, not the press.
func TestMakerFails(t *testing.T) {
	w := open(t)
	w.run(t)
	fails := true
	w.maker.before = func(_ context.Context, part Part) error {
		if fails && part.Index == 1 {
			panic("no such glyph")
		}
		return nil
	}
	job, err := w.Submit(t.Context(), htx, order(3000))
	check(t, err)
	if _, err = w.Wait(t.Context(), htx, job.ID); err == nil || !strings.Contains(err.Error(), "no such glyph") {
		t.Fatal(err)
	}
	fails = false
	check(t, w.Retry(t.Context(), htx, job.ID))
	w.await(t, job.ID)
}

// faultAt is a store with a fault at one of its writes.
type faultAt struct {
	*storagetest.FaultStore
	writes atomic.Int64
	at     int64 // from 1
	fault  func(*storagetest.FaultStore)
}

func (s *faultAt) Update(ctx context.Context, f func(storage.Tx) error) error {
	if s.writes.Add(1) == s.at {
		s.fault(s.FaultStore)
	}
	return s.FaultStore.Update(ctx, f)
}

// Whichever write of a job's life fails, stored or not, all is well once what
// failed is done again.
func TestEachWriteFails(t *testing.T) {
	for name, fault := range map[string]func(*storagetest.FaultStore){
		"none":               func(*storagetest.FaultStore) {},
		"not stored":         func(s *storagetest.FaultStore) { s.FailNext(1, storage.ErrNoSpace) },
		"unknown, lost":      func(s *storagetest.FaultStore) { s.FailNext(1, storage.ErrCommitUnknown) },
		"unknown, stored":    func(s *storagetest.FaultStore) { s.LoseAnswers(1) },
		"unknown, ever":      func(s *storagetest.FaultStore) { s.FailNext(3, storage.ErrCommitUnknown) },
		"unknown, ever, yet": func(s *storagetest.FaultStore) { s.LoseAnswers(3) },
		"run twice":          func(s *storagetest.FaultStore) { s.RunTwice(func() bool { return true }) },
	} {
		t.Run(name, func(t *testing.T) {
			writes := int64(1)
			for at := int64(1); at <= writes; at++ {
				w := open(t)
				s := &faultAt{FaultStore: w.store, at: -1, fault: fault}
				w.Press.store = s
				w.life(t, s, at)
				writes = s.writes.Load()
			}
			if writes < 8 {
				t.Errorf("only %d writes", writes)
			}
		})
	}
}

// life leads a job from the queue to the last part, with a fault at a write.
func (w *world) life(t *testing.T, s *faultAt, at int64) {
	t.Helper()
	stop := w.run(t)
	defer stop()
	w.ready(t, Order{Spans: []Span{{"k1-0", 1, 9}}, Sheet: a4(1)})
	s.writes.Store(0)
	s.at = at
	var job Job
	o := Order{By: "lan", Sheet: a4(2), Key: "k", Reason: "in lại"}
	for i, step := range []func() error{
		func() error {
			_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k1-0", 1, 3000})
			return err
		},
		func() (err error) { job, err = w.Take(t.Context(), htx, nil, o); return err },
		func() error { w.settle(t, job.ID); return w.mend(t, job.ID) },
		func() error { return w.HandOut(t.Context(), htx, job.ID, 0) },
		func() error { return w.HandOut(t.Context(), htx, job.ID, 1) },
	} {
		if err := step(); err != nil {
			if again := step(); again != nil && !errors.Is(again, ErrQueued) {
				t.Fatalf("write %d, step %d: %v, then %v", at, i, err, again)
			}
		}
	}
	items, err := w.Queue(t.Context(), htx)
	check(t, err)
	next, err := w.Position(t.Context(), htx, "a4-24-70x37")
	check(t, err)
	if len(items) != 0 || next.Next != 3001%24+1 || len(w.book.reprints) == 0 {
		t.Errorf("write %d: queue %v, position %+v", at, items, next)
	}
	if got := w.all(t, job); !bytes.Equal(got, lines(job)) {
		t.Errorf("write %d: printed other labels", at)
	}
}

// mend does what is to be done for a job that did not become ready: nothing
// where the service goes on by itself.
func (w *world) mend(t *testing.T, id string) error {
	job, err := w.Job(t.Context(), htx, id)
	if err != nil {
		return err
	}
	if job.State == Failed {
		err = w.Retry(t.Context(), htx, id)
	} else {
		err = w.Sweep(t.Context())
	}
	if err != nil {
		return err
	}
	_, err = w.Wait(t.Context(), htx, id)
	return err
}
