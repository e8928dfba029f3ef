package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

// runProgram runs a command and returns its exit status and what it wrote.
func runProgram(t *testing.T, now time.Time, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
		now: func() time.Time { return now }, random: newProgram().random,
	}
	status = p.run(context.Background(), args)
	return status, out.String(), errs.String()
}

var demoNow = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// onceDemo runs "demo --once" and reads demo.json.
func onceDemo(t *testing.T, dir string, now time.Time, args ...string) demoFile {
	t.Helper()
	status, _, stderr := runProgram(t, now, append([]string{"demo", "--once", "--dir", dir}, args...)...)
	if status != exitDone {
		t.Fatalf("demo: status %d: %s", status, stderr)
	}
	return readDemo(t, dir)
}

func readDemo(t *testing.T, dir string) (file demoFile) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	return file
}

// The whole demo: every state is there, every label reads back, every bundle
// verifies, and the directory is sound.
func TestDemo(t *testing.T) {
	labeltest.SkipUnderRace(t)
	dir := filepath.Join(t.TempDir(), "demo")
	file := onceDemo(t, dir, demoNow)
	t.Run("states", func(t *testing.T) { checkDemoStates(t, file) })
	t.Run("labels", func(t *testing.T) { checkDemoLabels(t, dir, file) })
	t.Run("labels/zbar", func(t *testing.T) { checkDemoLabelsElsewhere(t, dir, file) })
	t.Run("bundles", func(t *testing.T) { checkDemoBundles(t, dir, file) })
	t.Run("check", func(t *testing.T) {
		if status, stdout, stderr := runProgram(t, demoNow, "check", "--dir", dir); status != exitDone {
			t.Errorf("check: status %d\n%s%s", status, stdout, stderr)
		}
	})
}

func checkDemoStates(t *testing.T, file demoFile) {
	states, stars, stocks := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, b := range file.Batches {
		states[b.State], stars[b.Stars], stocks[b.Stock] = true, true, true
		if b.Findings[0] != trace.Finding(b.State) {
			t.Errorf("%s: state %s of %v", b.Lot, b.State, b.Findings)
		}
		for _, span := range b.LabelStates {
			states[string(span.State)] = true
		}
	}
	for _, want := range []string{"intact", "recalled", "onHold", "inactive", "pastUseBy", "open", "active", "voided"} {
		if !states[want] {
			t.Errorf("nothing is %s: %v", want, states)
		}
	}
	for _, want := range []string{"none", "valid", "extended", "expired", "withdrawn"} {
		if !stars[want] {
			t.Errorf("no stars are %s: %v", want, stars)
		}
	}
	if len(stocks) < 5 {
		t.Errorf("labels are printed on %d stocks: %v", len(stocks), stocks)
	}
	if !slices.ContainsFunc(file.Products, func(p demoProduct) bool { return p.Service }) {
		t.Error("no product is a service")
	}
}

// checkDemoLabels reads every label of every document, as the coarsest printer
// that its stock is meant for prints it.
func checkDemoLabels(t *testing.T, dir string, file demoFile) {
	printed := 0
	eachDocument(t, dir, file, func(b demoBatch, doc labeltest.Document, g labeltest.Grid, dpi int) {
		compareLabels(t, b, doc.ReadLabels(g, 1, len(b.Codes), dpi, true))
		printed += len(b.Codes)
	})
	if printed < 1000 {
		t.Errorf("%d labels printed", printed)
	}
}

// checkDemoLabelsElsewhere does so with zbar, which gets one look at each.
func checkDemoLabelsElsewhere(t *testing.T, dir string, file demoFile) {
	labeltest.NeedTool(t, "zbarimg", "zbar-tools")
	eachDocument(t, dir, file, func(b demoBatch, doc labeltest.Document, g labeltest.Grid, dpi int) {
		compareLabels(t, b, labeltest.ReadZbar(t, doc.Labels(g, 1, len(b.Codes), dpi, true)))
	})
}

func eachDocument(t *testing.T, dir string, file demoFile, f func(b demoBatch, doc labeltest.Document, g labeltest.Grid, dpi int)) {
	t.Helper()
	for _, b := range file.Batches {
		if b.Labels == "" {
			if len(b.Codes) > 0 {
				t.Errorf("%s: codes without labels", b.Lot)
			}
			continue
		}
		s, err := printing.Stocks().Find(b.Stock)
		if err != nil {
			t.Fatal(err)
		}
		pdf, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(b.Labels)))
		if err != nil {
			t.Fatal(err)
		}
		dpi := 300
		if s.Roll {
			dpi = 203
		}
		f(b, labeltest.Open(t, pdf), labelGrid(s), dpi)
	}
}

func compareLabels(t *testing.T, b demoBatch, read []string) {
	t.Helper()
	for i, got := range read {
		if want := strings.Replace(b.URI, b.Codes[0], b.Codes[i], 1); got != want {
			t.Errorf("%s label %d reads %q, want %q", b.Labels, i+1, got, want)
		}
	}
}

func labelGrid(s stock.Stock) labeltest.Grid {
	return labeltest.Grid{
		MarginLeft: s.MarginLeft, MarginTop: s.MarginTop, PitchX: s.PitchX, PitchY: s.PitchY,
		LabelW: s.LabelW, LabelH: s.LabelH, Cols: s.Cols, Rows: s.Rows,
	}
}

// checkDemoBundles verifies each bundle with the library and with the command,
// and with one byte changed.
func checkDemoBundles(t *testing.T, dir string, file demoFile) {
	text, err := os.ReadFile(filepath.Join(dir, file.Policy))
	if err != nil {
		t.Fatal(err)
	}
	policy, err := translog.ParsePolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range file.Batches {
		path := filepath.Join(dir, filepath.FromSlash(b.Bundle))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := trace.ParseBundle(data)
		if err == nil {
			_, err = bundle.Verify(policy, func(string, *trace.Evidence) {})
		}
		if err != nil || bundle.Product != b.Product || bundle.Lot != b.Lot {
			t.Errorf("%s: %v", b.Bundle, err)
		}
		if status, stdout, stderr := runProgram(t, demoNow, "verify", path, "--policy", filepath.Join(dir, file.Policy)); status != exitDone {
			t.Errorf("verify %s: status %d\n%s%s", b.Bundle, status, stdout, stderr)
		}
		if !bytes.Contains(data, []byte(strings.TrimPrefix(b.Record, file.BaseURL+"/records/"))) {
			t.Errorf("%s does not hold the record %s", b.Bundle, b.Record)
		}
	}
}

// A second start, days later, states nothing, writes again what is missing, and
// tells how things are on that day.
func TestDemoAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	first := onceDemo(t, dir, demoNow)
	lost := first.Batches[0]
	kept := mustRead(t, filepath.Join(dir, first.Batches[1].Labels))
	for _, name := range []string{"demo.json", lost.Labels, lost.Bundle} {
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	left := filepath.Join(dir, "labels", ".x.pdf.tmp1")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	size := anchorSize(t, dir)
	second := onceDemo(t, dir, demoNow.AddDate(0, 0, 30))
	if got := anchorSize(t, dir); got != size {
		t.Errorf("the log grew from %s to %s", size, got)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("a part of a file is left: %v", err)
	}
	mustRead(t, filepath.Join(dir, lost.Labels))
	if !bytes.Equal(kept, mustRead(t, filepath.Join(dir, first.Batches[1].Labels))) {
		t.Error("labels that were there have changed")
	}
	changed := 0
	for i, b := range second.Batches {
		old := first.Batches[i]
		if b.URI != old.URI || b.Record != old.Record || !slices.Equal(b.Codes, old.Codes) {
			t.Errorf("%s %s is now %s %s", old.URI, old.Record, b.URI, b.Record)
		}
		if b.State != old.State {
			changed++
		}
	}
	if changed == 0 {
		t.Error("nothing is past its date 30 days later")
	}
}

// anchorSize is the number of records under the newest checkpoint.
func anchorSize(t *testing.T, dir string) string {
	return strings.Split(string(mustRead(t, filepath.Join(dir, "anchor"))), "\n")[1]
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Links keep the address of the first start, and it is said in both languages.
func TestDemoElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	dir := filepath.Join(t.TempDir(), "demo")
	onceDemo(t, dir, demoNow, "--listen", "127.0.0.1:8081")
	status, stdout, stderr := runProgram(t, demoNow, "demo", "--once", "--dir", dir, "--listen", "localhost:9000")
	if status != exitDone {
		t.Fatal(stderr)
	}
	for _, want := range []string{"Đường dẫn trên tem giữ địa chỉ lúc tạo, http://127.0.0.1:8081", "Links on labels keep the address of the first start, http://127.0.0.1:8081"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("not said: %q in\n%s", want, stdout)
		}
	}
	for _, b := range readDemo(t, dir).Batches {
		if !strings.HasPrefix(b.URI, "http://127.0.0.1:8081/") {
			t.Errorf("link %s", b.URI)
		}
	}
}

func TestDemoRefuses(t *testing.T) {
	dir := t.TempDir()
	earnest, foreign := filepath.Join(dir, "earnest"), filepath.Join(dir, "foreign")
	if status, _, stderr := runProgram(t, demoNow, "init", "--dir", earnest, "--url", "https://tx.example.vn", "--insecure-plain-key"); status != exitDone {
		t.Fatal(stderr)
	}
	if err := os.MkdirAll(filepath.Join(foreign, "photos"), 0o700); err != nil {
		t.Fatal(err)
	}
	halfMade := filepath.Join(dir, "half")
	if err := directory(halfMade).begin("init"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args   []string
		status int
		want   string
	}{
		"a service in earnest": {[]string{"--dir", earnest}, exitFault, "is a service, not a demo"},
		"somebody's files":     {[]string{"--dir", foreign}, exitFault, "is not empty"},
		"another's half":       {[]string{"--dir", halfMade}, exitFault, "half made"},
		"all addresses":        {[]string{"--dir", dir + "/x", "--listen", ":8080"}, exitUsage, "localhost or 127.0.0.1"},
		"public address":       {[]string{"--dir", dir + "/x", "--listen", "203.0.113.5:80"}, exitUsage, "localhost or 127.0.0.1"},
		"no port":              {[]string{"--dir", dir + "/x", "--listen", "127.0.0.1"}, exitUsage, "missing port"},
		"any port":             {[]string{"--dir", dir + "/x", "--listen", "127.0.0.1:0"}, exitUsage, "port from 1"},
		"argument":             {[]string{"--dir", dir + "/x", "now"}, exitUsage, "unexpected argument"},
	} {
		status, _, stderr := runProgram(t, demoNow, append([]string{"demo", "--once"}, c.args...)...)
		if status != c.status || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: status %d, %s; want %d, %q", name, status, stderr, c.status, c.want)
		}
	}
	if _, err := os.Stat(dir + "/x"); !os.IsNotExist(err) {
		t.Error("a refused demo has made its directory")
	}
}

// However often a demo is killed, the next start goes on to the same end: the
// same number of records, all files, a sound directory.
func TestDemoKilled(t *testing.T) {
	labeltest.SkipUnderRace(t)
	whole := filepath.Join(t.TempDir(), "demo")
	started := time.Now()
	runDemoProcess(t, whole, 0)
	took := time.Since(started)
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 4 {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("demo", round))
		for range 4 {
			runDemoProcess(t, dir, time.Duration(1+r.Int64N(int64(took))))
		}
		runDemoProcess(t, dir, 0)
		if got, want := anchorSize(t, dir), anchorSize(t, whole); got != want {
			t.Errorf("round %d: %s records, want %s", round, got, want)
		}
		if got, want := fileNames(t, dir), fileNames(t, whole); !slices.Equal(got, want) {
			t.Errorf("round %d: files %q, want %q", round, got, want)
		}
		if status, stdout, stderr := runProgram(t, time.Now(), "check", "--dir", dir); status != exitDone {
			t.Errorf("round %d: check: status %d\n%s%s", round, status, stdout, stderr)
		}
	}
}

// runDemoProcess runs a demo, to its end or until it is killed after a time.
func runDemoProcess(t *testing.T, dir string, kill time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := exec.CommandContext(ctx, "ocoptrace", "demo", "--once", "--dir", dir)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if kill > 0 {
		defer time.AfterFunc(kill, cancel).Stop()
	}
	if err := c.Wait(); err != nil && kill == 0 {
		t.Fatalf("demo: %v\n%s", err, out.String())
	}
}

// fileNames are the files a demo makes beside the store.
func fileNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "store" {
			return filepath.SkipDir
		}
		name, _ := filepath.Rel(dir, path)
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
