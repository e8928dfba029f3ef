package pdf

import (
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

// most is how far a job may raise the resident memory, whatever its length, MiB.
const most = 64

// TestMemory writes long documents, each in a process of its own whose peak
// resident memory the system keeps (Linux).
func TestMemory(t *testing.T) {
	if job := os.Getenv("LABEL_PDF_MEMORY"); job != "" {
		writeMany(t, job)
		return
	}
	labeltest.SkipUnderRace(t)
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("110,000 labels; peaks as Linux tells them")
	}
	for _, job := range []string{"sheets", "roll"} {
		child := exec.Command(os.Args[0], "-test.run=^TestMemory$", "-test.v")
		child.Env = append(os.Environ(), "LABEL_PDF_MEMORY="+job)
		out, err := child.CombinedOutput()
		m := regexp.MustCompile(`raised by (\d+) MiB.*`).FindSubmatch(out)
		if err != nil || m == nil {
			t.Fatalf("%v: %s", err, out)
		}
		t.Logf("%s: %s", job, m[0])
		if n, _ := strconv.Atoi(string(m[1])); n > most {
			t.Errorf("%s: raised by %d MiB, want at most %d", job, n, most)
		}
	}
}

// writeMany is TestMemory's child: 100,000 labels on sheets, or 10,000 on a roll
// that are verified as well.
func writeMany(t *testing.T, job string) {
	labels, perPage := 100_000, perSheet
	o := testOptions
	if job == "roll" {
		labels, perPage = 10_000, 1
		o.Verify = func(doc []byte, pages []*label.Page) error {
			seen, err := Read(doc)
			if err == nil && len(seen) != len(pages) {
				err = fmt.Errorf("%d symbols on %d pages", len(seen), len(pages))
			}
			return err
		}
	}
	for i := range 500 { // 100,000 would take a minute
		testSymbol(t, i)
	}
	runtime.GC()
	idle := memory(t, "VmRSS")
	start := time.Now()
	if err := Write(t.Context(), io.Discard, testFonts, o, manyPages(t, labels, perPage)); err != nil {
		t.Fatal(err)
	}
	t.Logf("raised by %d MiB from %d, %d labels in %.1f s", (memory(t, "VmHWM")-idle)>>10, idle>>10, labels, time.Since(start).Seconds())
}

// manyPages makes pages when they are asked for, of drawings never used again.
func manyPages(t *testing.T, labels, perPage int) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		for n := 0; n < labels; n += perPage {
			var drawings []*label.Drawing
			for i := n; i < min(labels, n+perPage); i++ {
				drawings = append(drawings, testDrawing(t, i%500))
			}
			if !yield(sheetOf(drawings), nil) {
				return
			}
		}
	}
}

// memory returns a figure of this process in KiB.
func memory(t *testing.T, name string) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		t.Fatalf("no %s in %s", name, status)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}
