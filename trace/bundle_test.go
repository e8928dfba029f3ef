package trace_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

func bundle(t testing.TB) ([]byte, translog.Policy) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	run, err := w.NewRun(context.Background(), "gao-seng-cu", "ST-01", 10, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 5, State: trace.LabelActive, Date: run0(t)})
	labels, err := w.Labels(run, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.ScanCode(context.Background(), string(labels[0].Code))
	if err != nil {
		t.Fatal(err)
	}
	data, err := s.Bundle().Marshal()
	if err != nil {
		t.Fatal(err)
	}
	policy, err := translog.ParsePolicy(translog.LogPolicy(w.VKey))
	if err != nil {
		t.Fatal(err)
	}
	return data, policy
}

func verifyBundle(data []byte, policy translog.Policy) (*trace.Checked, []string, error) {
	b, err := trace.ParseBundle(data)
	if err != nil {
		return nil, nil, err
	}
	var steps []string
	checked, err := b.Verify(policy, func(name string, _ *trace.Evidence) { steps = append(steps, name) })
	return checked, steps, err
}

func TestBundle(t *testing.T) {
	data, policy := bundle(t)
	checked, steps, err := verifyBundle(data, policy)
	if err != nil {
		t.Fatal(err)
	}
	kinds := make(map[trace.Kind]int)
	for _, e := range checked.Evidence {
		kinds[e.Fact.Kind()]++
	}
	for _, k := range []trace.Kind{trace.KindService, trace.KindEntity, trace.KindProduct, trace.KindRecognition, trace.KindBatch,
		trace.KindLabelRun, trace.KindLabelStatus} {
		if kinds[k] != 1 {
			t.Errorf("%d records of kind %s, want 1", kinds[k], k)
		}
	}
	if want := 3 + 2*len(checked.Evidence); len(steps) != want || steps[0] != trace.StepCheckpoint || steps[want-1] != trace.StepSubject {
		t.Errorf("steps %v", steps)
	}
}

// Every byte of a bundle matters; which bit is flipped goes round.
func TestBundleFlips(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	data, policy := bundle(t)
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if _, _, err := verifyBundle(bad, policy); err == nil {
			t.Fatalf("byte %d flipped: %q still verifies", i, data[max(0, i-20):min(len(data), i+20)])
		}
	}
}

func TestBundleOfAnotherLog(t *testing.T) {
	data, _ := bundle(t)
	_, vkey, err := note.GenerateKey(rand.Reader, tracetest.Origin) // the same name, another key
	if err != nil {
		t.Fatal(err)
	}
	other, err := translog.ParsePolicy(translog.LogPolicy(vkey))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := verifyBundle(data, other); err == nil {
		t.Error("a bundle verifies under a policy that does not name its log")
	}
}

func TestBundleWithoutARecord(t *testing.T) {
	data, policy := bundle(t)
	b, err := trace.ParseBundle(data)
	if err != nil {
		t.Fatal(err)
	}
	none := func(string, *trace.Evidence) {}
	for i, e := range b.Entries {
		less := b
		less.Entries = append(append([]trace.BundleEntry(nil), b.Entries[:i]...), b.Entries[i+1:]...)
		_, err := less.Verify(policy, none)
		needed := bytes.Contains(e.Record, []byte(`"ServiceStatement"`)) || bytes.Contains(e.Record, []byte(`"ProductStatement"`)) ||
			bytes.Contains(e.Record, []byte(`"BatchStatement"`)) || bytes.Contains(e.Record, []byte(`"LabelRunStatement"`))
		if needed != (err != nil) {
			t.Errorf("without record %d: %v", i+1, err)
		}
		twice := b
		twice.Entries = append(append([]trace.BundleEntry(nil), b.Entries[:i+1]...), b.Entries[i:]...)
		if _, err := twice.Verify(policy, none); !errors.Is(err, trace.ErrBundle) {
			t.Errorf("record %d twice: %v", i+1, err)
		}
	}
	b.Entries = nil
	if _, err := b.Verify(policy, none); !errors.Is(err, trace.ErrBundle) {
		t.Errorf("no records: %v", err)
	}
}

func FuzzParseBundle(f *testing.F) {
	data, policy := bundle(f)
	f.Add(data)
	f.Add([]byte(`{"format":"ocoptrace-bundle-1","product":"p","entries":null}` + "\n"))
	f.Add([]byte("[[[["))
	f.Fuzz(func(t *testing.T, in []byte) {
		b, err := trace.ParseBundle(in)
		if err != nil {
			return
		}
		out, err := b.Marshal()
		if err != nil || !bytes.Equal(out, in) {
			t.Fatalf("parsed %q, wrote %q (%v)", in, out, err)
		}
		if _, err := b.Verify(policy, func(string, *trace.Evidence) {}); err == nil && !bytes.Equal(in, data) {
			t.Fatalf("a forged bundle verifies: %q", in)
		}
	})
}
