package trace_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

const packer = "to-dong-goi-7"

// by states a batch in the name of an account and returns its log index.
func by(t *testing.T, w *tracetest.World, lot, name, key string) int64 {
	t.Helper()
	b := &trace.Batch{Product: "gao-seng-cu", Lot: lot, Produced: day(t, "2026-11-22"), Quantity: 10}
	if err := w.Complete(context.Background(), b, nil); err != nil {
		t.Fatal(err)
	}
	receipts, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{b}, By: name, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return receipts[0].Index
}

func wantBy(t *testing.T, w *tracetest.World, index int64, want string) {
	t.Helper()
	if got, err := w.StatedBy(context.Background(), index); err != nil || got != want {
		t.Errorf("record %d is by %q (%v), want %q", index, got, err, want)
	}
}

func TestStatedBy(t *testing.T) {
	faulty := storagetest.Faulty(storagetest.Memory())
	w := tracetest.On(t, faulty)
	w.Rice(t)
	faulty.LoseAnswers(1)
	named, nobody := by(t, w, "B1", packer, "k"), by(t, w, "B2", "", "")
	if again := by(t, w, "B1", "another", "k"); again != named {
		t.Fatalf("stated again, at %d", again)
	}
	wantBy(t, w, named, packer)
	wantBy(t, w, nobody, "")
	wantBy(t, w, 1<<40, "")
	for key, value := range pairs(t, faulty) {
		if !strings.HasPrefix(key, "by/") && bytes.Contains(value, []byte(packer)) {
			t.Errorf("key %q holds the name", key)
		}
	}
	for _, bad := range []string{strings.Repeat("ă", 201), "a\xff"} {
		b := &trace.Recall{Product: "gao-seng-cu", Lot: "B1", Action: trace.ActionHold, Reason: "r", Instruction: "i", Contact: "c", Date: run0(t)}
		if _, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{b}, By: bad}); err == nil {
			t.Errorf("stated by %q", bad)
		}
	}
}

// Names outlive a rebuild and a backup, and the check does not look for them.
func TestStatedByOutlives(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	index := by(t, w, "B1", packer, "")
	if err := trace.Rebuild(context.Background(), w.Store, nil); err != nil {
		t.Fatal(err)
	}
	wantBy(t, w, index, packer)
	var file bytes.Buffer
	if err := w.WriteBackup(context.Background(), &file, nil); err != nil {
		t.Fatal(err)
	}
	b, err := trace.OpenBackup(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	restored := storagetest.Memory()
	if _, err := storage.Load(context.Background(), restored, b.Dump, nil); err != nil {
		t.Fatal(err)
	}
	w.Config.Store = restored
	if w.Registry, err = trace.Open(context.Background(), w.Config); err != nil {
		t.Fatal(err)
	}
	wantBy(t, w, index, packer)
	if report := check(t, w); len(report.Findings) > 0 {
		t.Error(report.Findings)
	}
}
