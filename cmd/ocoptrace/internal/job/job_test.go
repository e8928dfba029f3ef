package job

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	list = Name{"list", "lan", "htx"}
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// await waits for the end of a job.
func await(t *testing.T, j *Jobs, n Name) State {
	t.Helper()
	for range 500 {
		s, err := j.Of(ctx, n)
		check(t, err)
		if !s.Running() {
			return s
		}
		time.Sleep(2 * time.Millisecond)
	}
	t.Fatal("the job does not end")
	return State{}
}

func open(store storage.Store, now time.Time) *Jobs {
	return New(Config{Store: store, Now: func() time.Time { return now }})
}

// A job goes on after its request, tells how far it is, and there is one at a
// time.
func TestRun(t *testing.T) {
	j := open(storagetest.Memory(), noon)
	defer j.Close()
	halfway, onwards := make(chan bool), make(chan bool)
	file := bytes.Repeat([]byte("lô,"), 50_000)
	j.Do("list", func(_ context.Context, task Task, tell func(Progress)) error {
		if !bytes.Equal(task.File, file) || task.Values.Get("lot") != "3" || task.Name != list {
			t.Errorf("the work was given %v %v and %d bytes", task.Name, task.Values, len(task.File))
		}
		tell(Progress{Total: 4, Done: 2})
		halfway <- true
		<-onwards
		tell(Progress{Total: 4, Done: 3, Left: 1})
		return nil
	})
	if _, err := j.Of(ctx, list); !errors.Is(err, ErrNone) {
		t.Error("there is one before it was started:", err)
	}
	request, cancel := context.WithCancel(ctx)
	check(t, j.Start(request, Task{list, url.Values{"lot": {"3"}}, file}))
	cancel()
	<-halfway
	if s, err := j.Of(ctx, list); err != nil || !s.Running() || s.Done != 2 || s.Total != 4 {
		t.Errorf("halfway it is %+v, %v", s, err)
	}
	if err := j.Start(ctx, Task{Name: list}); !errors.Is(err, ErrRunning) {
		t.Error("a second one beside it:", err)
	}
	onwards <- true
	if s := await(t, j, list); s.Failed || s.Progress != (Progress{4, 3, 1}) || !s.Ended.Equal(noon) {
		t.Errorf("it ends as %+v", s)
	}
	if task, err := j.Task(ctx, list); err != nil || !bytes.Equal(task.File, file) {
		t.Errorf("its file has %d bytes, %v", len(task.File), err)
	}
}

// What a break cut short is taken up with what it was given; what failed is not.
func TestResume(t *testing.T) {
	store := storagetest.Memory()
	j := open(store, noon)
	begun := make(chan bool)
	j.Do("list", func(ctx context.Context, _ Task, tell func(Progress)) error {
		tell(Progress{Total: 10, Done: 4})
		begun <- true
		<-ctx.Done()
		return ctx.Err()
	})
	j.Do("bad", func(context.Context, Task, func(Progress)) error { return errors.New("no") })
	check(t, j.Start(ctx, Task{list, url.Values{"lot": {"3"}}, []byte("a;b")}))
	<-begun
	bad := Name{"bad", "lan", ""}
	check(t, j.Start(ctx, Task{Name: bad}))
	if s := await(t, j, bad); !s.Failed {
		t.Errorf("work that failed ends as %+v", s)
	}
	j.Close()
	j = open(store, noon.Add(time.Hour))
	defer j.Close()
	var given Task
	j.Do("list", func(_ context.Context, task Task, tell func(Progress)) error {
		given = task
		tell(Progress{Total: 10, Done: 10})
		return nil
	})
	j.Do("bad", func(context.Context, Task, func(Progress)) error {
		t.Error("what failed is taken up again")
		return nil
	})
	check(t, j.Resume(ctx))
	if s := await(t, j, list); s.Done != 10 || s.Failed || string(given.File) != "a;b" || given.Values.Get("lot") != "3" || !s.Begun.Equal(noon) {
		t.Errorf("taken up with %+v it ends as %+v", given, s)
	}
	check(t, j.Start(ctx, Task{Name: list}))
	await(t, j, list)
	if given.File != nil {
		t.Errorf("the file of the one before is left: %q", given.File)
	}
}

// Old jobs are deleted with their files, and others are not.
func TestKeep(t *testing.T) {
	store := storagetest.Memory()
	j := open(store, noon)
	j.Do("list", func(context.Context, Task, func(Progress)) error { return nil })
	check(t, j.Start(ctx, Task{list, nil, make([]byte, 2*chunk)}))
	await(t, j, list)
	j.Close()
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{Keep, 3}, {Keep + time.Second, 0}} {
		check(t, open(store, noon.Add(c.after)).Resume(ctx))
		rows := 0
		check(t, store.View(ctx, func(tx storage.Tx) error {
			rows = 0
			return tx.Scan([]byte(prefix), nil, func(_, _ []byte) error { rows++; return nil })
		}))
		if rows != c.want {
			t.Errorf("after %v there are %d rows, want %d", c.after, rows, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	j := open(storagetest.Memory(), noon)
	defer j.Close()
	j.Do("list", func(context.Context, Task, func(Progress)) error { return nil })
	for want, task := range map[error]Task{
		ErrKind: {Name: Name{"other", "lan", ""}},
		ErrFile: {list, nil, make([]byte, MaxFile+1)},
		ErrName: {Name: Name{"list", "", ""}},
	} {
		if err := j.Start(ctx, task); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	for _, n := range []Name{{"list", "a\x00b", ""}, {"list", "lan", "\x00"}, {"", "lan", ""}, {"list", "lan", strings.Repeat("x", 201)}} {
		if err := j.Start(ctx, Task{Name: n}); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", n, err)
		}
	}
	check(t, j.Start(ctx, Task{list, nil, make([]byte, MaxFile)}))
}
