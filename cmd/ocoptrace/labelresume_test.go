package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

const resumedLabels = 2500 // two documents on sheets of 24

// printingDirectory is a service with a batch of many packs.
func printingDirectory(t *testing.T) *settings {
	t.Helper()
	s := newDirectory(t)
	v := openTest(t, s, -1)
	b := riceBatch("R-1")
	b.Quantity = resumedLabels
	state(t, v.registry, b)
	must(t, v.close())
	return s
}

func printCommand(s *settings, out string) []string {
	return []string{"label", "print", "gao-a", "R-1", "--count", "2500", "--stock", "a4-24-70x37", "--out", out, "--dir", string(s.dir), "--json"}
}

// checkResumed says that one run of labels was made, that the files hold each of
// them once, and that nothing is left beside them.
func checkResumed(t *testing.T, s *settings, a printAnswer, folder string) {
	t.Helper()
	v := openTest(t, s, -1)
	runs, err := v.registry.Runs(t.Context(), "gao-a", "R-1")
	must(t, err)
	if len(runs) != 1 || runs[0].Run.Count != resumedLabels {
		t.Fatalf("%d runs", len(runs))
	}
	codes, err := v.registry.Labels(runs[0].Run, 1, resumedLabels)
	must(t, err)
	must(t, v.close())
	var read []string
	for _, f := range a.Files {
		if digest, err := digestOf(f.File); err != nil || digest != f.Digest {
			t.Errorf("%s: %s, %v; want %s", f.File, digest, err, f.Digest)
		}
		data, err := os.ReadFile(f.File)
		must(t, err)
		symbols, err := (&invocation{program: &program{}}).readPDFSymbols(data)
		must(t, err)
		for _, s := range symbols {
			read = append(read, s.Text)
		}
	}
	if len(read) != len(codes) {
		t.Fatalf("%d labels in %d files", len(read), len(a.Files))
	}
	for i, c := range codes {
		if read[i] != c.URI {
			t.Fatalf("label %d says %s, want %s", i+1, read[i], c.URI)
		}
	}
	if left := files(t, folder); len(left) != len(a.Files) {
		t.Errorf("files: %v", left)
	}
	must(t, soundness(t.Context(), s))
}

// TestKillOfPrint kills “label print” until it comes to its end. Then there is
// one run of labels, and all of them are printed, once.
func TestKillOfPrint(t *testing.T) {
	labeltest.SkipUnderRace(t)
	s, folder := printingDirectory(t), t.TempDir()
	r := rand.New(rand.NewPCG(2026, 13))
	var a printAnswer
	kills := 0
	for after := 150 * time.Millisecond; ; after += time.Duration((100 + r.IntN(900))) * time.Millisecond {
		c := exec.Command("ocoptrace", printCommand(s, filepath.Join(folder, "labels.pdf"))...)
		var out, stderr bytes.Buffer
		c.Stdout, c.Stderr = &out, &stderr
		must(t, c.Start())
		timer := time.AfterFunc(after, func() { c.Process.Kill() })
		err := c.Wait()
		killed := !timer.Stop()
		if json.Unmarshal(out.Bytes(), &a) == nil { // killed behind its answer, it is done all the same
			break
		}
		if err == nil || !killed {
			t.Fatalf("it ended otherwise: %v: %s", err, stderr.Bytes())
		}
		if kills++; kills > 50 {
			t.Fatal("it never ends")
		}
	}
	t.Logf("killed %d times, resumed: %v", kills, a.Resumed)
	if kills < 2 || !a.Resumed {
		t.Errorf("killed %d times, resumed: %v", kills, a.Resumed)
	}
	checkResumed(t, s, a, folder)
}

// TestInterruptedPrint interrupts “label print” when its first file is there.
// The same command line keeps that file and writes the others.
func TestInterruptedPrint(t *testing.T) {
	labeltest.SkipUnderRace(t)
	s, folder := printingDirectory(t), t.TempDir()
	out := filepath.Join(folder, "labels.pdf")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { // a person who looks at the folder
		for ctx.Err() == nil {
			if _, err := os.Stat(filepath.Join(folder, "labels-1.pdf")); err == nil {
				stop()
			}
			time.Sleep(100 * time.Microsecond)
		}
	}()
	status, _, stderr := runWith(ctx, printCommand(s, out))
	if status != exitFault || !strings.Contains(stderr, "interrupted") || !strings.Contains(stderr, "“label print”") {
		t.Fatalf("status %d: %s", status, stderr)
	}
	must(t, soundness(t.Context(), s))
	status, answer, stderr := runWith(t.Context(), printCommand(s, out))
	if status != exitDone {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var a printAnswer
	must(t, json.Unmarshal([]byte(answer), &a))
	if !a.Resumed || len(a.Files) != 2 || !a.Files[0].Kept || a.Files[1].Kept {
		t.Errorf("%+v", a)
	}
	checkResumed(t, s, a, folder)

	// Done is done: the same again would be other labels, of which there is no
	// room, and the files are there.
	status, _, stderr = runWith(t.Context(), printCommand(s, out))
	if status != exitFault || !strings.Contains(stderr, "2,500 labels are too many") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// runWith runs a command line in this process.
func runWith(ctx context.Context, args []string) (status int, out, stderr string) {
	var o, e bytes.Buffer
	p := newProgram()
	p.environ, p.stdout, p.stderr = nil, &o, &e
	status = p.run(ctx, args)
	return status, o.String(), e.String()
}

// Labels that wait to be printed are never left over.
func TestLeftoversWaiting(t *testing.T) {
	s := printingDirectory(t)
	dir := string(s.dir)
	for _, args := range [][]string{
		{"label", "print", "gao-a", "R-1", "--count", "10", "--stock", "roll-50x30", "--out", filepath.Join(t.TempDir(), "l.zpl"), "--dir", dir},
		{"label", "queue", "add", "gao-a", "R-1", "--count", "20", "--dir", dir},
		{"label", "queue", "add", "k1-0", "4-6", "--dir", dir},
	} {
		mustRun(t, args...)
	}
	status, out, stderr := runWith(t.Context(), []string{"label", "leftovers", "--entity", "htx-a", "--yes", "--reason", "left over", "--json", "--dir", dir})
	if status != exitDone {
		t.Fatal(stderr)
	}
	var a leftoversAnswer
	must(t, json.Unmarshal([]byte(out), &a))
	if a.Labels != 7 || a.Waiting != 23 || len(a.Ranges) != 2 || a.Ranges[0].To != 3 || a.Ranges[1].From != 7 {
		t.Errorf("%+v", a)
	}
	v := openTest(t, s, -1)
	l, err := v.registry.Ledger(t.Context(), "gao-a", "R-1")
	must(t, err)
	must(t, v.close())
	if l.Voided != 7 || l.Open != 23 {
		t.Errorf("%+v", l)
	}
}

// A change of a run is told whatever it is about.
func TestChangeWords(t *testing.T) {
	day, err := ocop.ParseDate("2026-11-23")
	must(t, err)
	for want, f := range map[string]trace.Fact{
		"k1-0 made: 5 labels":                     &trace.LabelRun{ID: "k1-0", Product: "p", Lot: "L", Count: 5},
		"k1-0 made: 5 blank labels":               &trace.LabelRun{ID: "k1-0", Entity: "htx-a", Count: 5},
		"k1-0 labels 2 activated":                 &trace.LabelStatus{Run: "k1-0", From: 2, To: 2, State: trace.LabelActive, Date: day},
		"k1-0 labels 2-3 voided: torn":            &trace.LabelStatus{Run: "k1-0", From: 2, To: 3, State: trace.LabelVoided, Reason: "torn"},
		"k1-0 labels 2-3 printed again: jam":      &trace.LabelReprint{Run: "k1-0", From: 2, To: 3, Reason: "jam"},
		"k1-0 labels 2-3 bound to p lot L":        &trace.LabelClaim{Run: "k1-0", From: 2, To: 3, Product: "p", Lot: "L"},
		"7 labels allowed beyond the packs: bags": &trace.LabelAllowance{Product: "p", Lot: "L", Extra: 7, Reason: "bags"},
	} {
		what, why := changeWords(f)
		if why != "" {
			what += ": " + why
		}
		if what != want {
			t.Errorf("%q, want %q", what, want)
		}
	}
}
