package trace_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

func run0(t testing.TB) ocop.Date { return day(t, "2026-11-23") }

// fullSize is how many statements full makes.
const fullSize = 17

// full is a world with every kind of statement.
func full(t *testing.T) *tracetest.World {
	t.Helper()
	w, run, _ := labelled(t)
	w.State(t,
		&trace.LabelStatus{Run: run.ID, From: 1, To: 5, State: trace.LabelActive, Date: run0(t)},
		&trace.RecognitionChange{Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: trace.ChangeWithdrawn,
			Date: run0(t), Reason: "r", Authority: "a"},
		&trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: trace.ActionHold, Reason: "r", Instruction: "i", Contact: "c", Date: run0(t)},
		&trace.LabelReprint{Run: run.ID, From: 2, To: 3, Reason: "r", Date: run0(t)},
		&trace.LabelAllowance{Product: "gao-seng-cu", Lot: "ST-01", Extra: 5, Reason: "r", Date: run0(t)})
	blank, err := w.OrderRun(context.Background(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 5})
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, claim(t, blank, 2, 3),
		point(func(p *trace.Point) { p.Entity, p.Products = "htx-gao-ruong-mau", []string{"gao-seng-cu"} }),
		inspection(t, func(*trace.Inspection) {}))
	entry := w.State(t, diary(t, func(*trace.DiaryEntry) {}))
	w.State(t, diary(t, func(d *trace.DiaryEntry) { d.Replaces = entry[0].ID }))
	if _, err := w.Publish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

func check(t *testing.T, w *tracetest.World) translog.Report {
	t.Helper()
	report, err := trace.Check(context.Background(), w.Store, w.Verifier, w.Anchor, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func pairs(t *testing.T, s storage.Store) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	err := s.View(context.Background(), func(tx storage.Tx) error {
		clear(all)
		return tx.Scan(nil, nil, func(key, value []byte) error {
			all[string(key)] = value
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every key that is missing, every value that is altered and every key too
// many is found.
func TestCheckFindsEveryAlteration(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	w := full(t)
	if report := check(t, w); len(report.Findings) > 0 || report.Size != fullSize {
		t.Fatalf("a sound registry of %d records: %v", report.Size, report.Findings)
	}
	all := pairs(t, w.Store)
	for key, value := range all {
		if strings.HasPrefix(key, "key/") {
			continue
		}
		remove(t, w.Store, key)
		if report := check(t, w); len(report.Findings) == 0 {
			t.Errorf("key %q removed: nothing found", key)
		}
		for at := 0; at < len(value); at += 1 + len(value)/8 {
			bad := bytes.Clone(value)
			bad[at] ^= 4
			put(t, w.Store, []byte(key), bad)
			if report := check(t, w); len(report.Findings) == 0 {
				t.Errorf("key %q, byte %d altered: nothing found", key, at)
			}
		}
		put(t, w.Store, []byte(key), value)
	}
	for _, extra := range []string{"reg/s/batch\x00x/y\x00\xff\xff\xff\xff\xff\xff\xff\xff", "reg/u/gtin\x0009520000000028", "jws/\x00\x00\x00\x00\x00\x00\x00\x63"} {
		put(t, w.Store, []byte(extra), []byte("x"))
		if report := check(t, w); len(report.Findings) == 0 {
			t.Errorf("key %q added: nothing found", extra)
		}
		remove(t, w.Store, extra)
	}
	if report := check(t, w); len(report.Findings) > 0 {
		t.Errorf("put back as it was: %v", report.Findings)
	}
}

func remove(t *testing.T, s storage.Store, key string) {
	t.Helper()
	if err := s.Update(context.Background(), func(tx storage.Tx) error { return tx.Delete([]byte(key)) }); err != nil {
		t.Fatal(err)
	}
}

func TestRebuild(t *testing.T) {
	w := full(t)
	sound := pairs(t, w.Store)
	for key := range sound {
		if strings.HasPrefix(key, "reg/") && len(key)%2 == 0 {
			remove(t, w.Store, key)
		}
	}
	put(t, w.Store, []byte("reg/u/gtin\x0009520000000028"), []byte("nobody"))
	if err := trace.Rebuild(context.Background(), w.Store, nil); err != nil {
		t.Fatal(err)
	}
	rebuilt := pairs(t, w.Store)
	for key, value := range sound {
		if !bytes.Equal(rebuilt[key], value) {
			t.Errorf("key %q holds %q, was %q", key, rebuilt[key], value)
		}
	}
	if len(rebuilt) != len(sound) {
		t.Errorf("%d keys, were %d", len(rebuilt), len(sound))
	}
}

// A rebuild that is cut short at any commit is refused at opening and mended
// by another.
func TestRebuildCutShort(t *testing.T) {
	for commits := 1; commits <= 3; commits++ {
		faulty := storagetest.Faulty(storagetest.Memory())
		w := tracetest.On(t, faulty)
		w.Rice(t)
		sound := len(pairs(t, faulty))
		n := 0
		cut := cutting{faulty, func() error {
			if n++; n > commits {
				return errors.New("cut")
			}
			return nil
		}}
		if err := trace.Rebuild(context.Background(), cut, nil); err == nil {
			t.Fatalf("cut after %d commits: no error", commits)
		}
		if _, err := trace.Open(context.Background(), w.Config); !errors.Is(err, trace.ErrRebuilding) {
			t.Errorf("cut after %d commits: opened with %v", commits, err)
		}
		if err := trace.Rebuild(context.Background(), faulty, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := trace.Open(context.Background(), w.Config); err != nil || len(pairs(t, faulty)) != sound {
			t.Errorf("after the second rebuild: %v, %d keys, were %d", err, len(pairs(t, faulty)), sound)
		}
	}
}

// A store whose derived keys are those of another program is refused at opening
// and mended by a rebuild.
func TestOtherIndexes(t *testing.T) {
	ctx := context.Background()
	w := tracetest.New(t)
	w.Rice(t)
	for _, other := range []func(){
		func() { remove(t, w.Store, "reg/~version") },
		func() { put(t, w.Store, []byte("reg/~version"), []byte("1")) },
	} {
		other()
		if _, err := trace.Open(ctx, w.Config); !errors.Is(err, trace.ErrRebuilding) {
			t.Errorf("opened with %v", err)
		}
		if err := trace.Rebuild(ctx, w.Store, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := trace.Open(ctx, w.Config); err != nil {
			t.Error(err)
		}
	}
}

type cutting struct {
	storage.Store
	before func() error
}

func (c cutting) Update(ctx context.Context, f func(storage.Tx) error) error {
	if err := c.before(); err != nil {
		return err
	}
	return c.Store.Update(ctx, f)
}

func TestBackup(t *testing.T) {
	w := full(t)
	var file bytes.Buffer
	if err := w.WriteBackup(context.Background(), &file, nil); err != nil {
		t.Fatal(err)
	}
	b, err := trace.OpenBackup(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Checkpoint, w.Published().Note) {
		t.Error("the checkpoint is not the newest")
	}
	restored := storagetest.Memory()
	if _, err := storage.Load(context.Background(), restored, b.Dump, nil); err != nil {
		t.Fatal(err)
	}
	report, err := trace.Check(context.Background(), restored, w.Verifier, w.Anchor, nil)
	if err != nil || len(report.Findings) > 0 || report.Size != fullSize {
		t.Errorf("restored: %+v, %v", report, err)
	}
	for at := 0; at < file.Len(); at += 13 {
		bad := bytes.Clone(file.Bytes())
		bad[at] ^= 0x10
		if _, err := trace.OpenBackup(bytes.NewReader(bad), int64(len(bad))); !errors.Is(err, trace.ErrBackup) {
			t.Fatalf("byte %d flipped: %v", at, err)
		}
	}
	for _, size := range []int{0, 10, 40, file.Len() - 1, file.Len() / 2} {
		if _, err := trace.OpenBackup(bytes.NewReader(file.Bytes()[:size]), int64(size)); !errors.Is(err, trace.ErrBackup) {
			t.Errorf("cut to %d bytes: %v", size, err)
		}
	}
}

func TestOpenWithForeignKeys(t *testing.T) {
	w := tracetest.New(t)
	c := w.Config
	c.Signer = credential.NewSigner("did:web:tx.example.vn", ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32)))
	if _, err := trace.Open(context.Background(), c); !errors.Is(err, trace.ErrForeignKey) {
		t.Errorf("error %v", err)
	}
}
