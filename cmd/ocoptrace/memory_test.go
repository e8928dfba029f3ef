package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
)

// mostAbove is how much more memory printing may take than a command that only
// looks into the directory, whatever the number of labels.
const mostAbove = 64 << 20

// Printing 10,000 labels takes little more memory than looking something up.
func TestMemoryOfPrinting(t *testing.T) {
	labeltest.SkipUnderRace(t)
	memoryOfPrinting(t, 10_000)
}

// memoryOfPrinting prints labels with the program and holds it to mostAbove.
func memoryOfPrinting(t *testing.T, labels int64) {
	t.Helper()
	s := newDirectory(t)
	v := openTest(t, s, -1)
	b := riceBatch("R-1")
	b.Quantity = labels
	state(t, v.registry, b)
	must(t, v.close())
	dir := string(s.dir)
	_, idle := peak(t, "label", "ledger", "gao-a", "R-1", "--dir", dir)
	begun := time.Now()
	out, printing := peak(t, "label", "print", "gao-a", "R-1", "--count", strconv.FormatInt(labels, 10), "--stock", "a4-24-70x37",
		"--out", filepath.Join(t.TempDir(), "labels.pdf"), "--dir", dir, "--json")
	took := time.Since(begun)
	var a printAnswer
	must(t, json.Unmarshal(out, &a))
	t.Logf("%d labels in %d files in %.1f s: %d MiB, looking up %d MiB", a.Labels, len(a.Files), took.Seconds(), printing>>20, idle>>20)
	if a.Labels != labels {
		t.Errorf("%d labels", a.Labels)
	}
	if printing > idle+mostAbove {
		t.Errorf("%d MiB at most while printing, %d MiB while looking up", printing>>20, idle>>20)
	}
}

// peak runs the program and returns its greatest resident size, in bytes, as it
// was at most 10 ms before its end. (What wait reports counts the size of the test
// that started it.)
func peak(t *testing.T, args ...string) (stdout []byte, resident int64) {
	t.Helper()
	c := exec.Command("ocoptrace", args...)
	var out bytes.Buffer
	c.Stdout = &out
	must(t, c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil || resident == 0 {
				t.Fatalf("%q: %v; %d bytes resident", args, err, resident)
			}
			return out.Bytes(), resident
		case <-time.After(10 * time.Millisecond):
			if kib := highWater(c.Process.Pid); kib > 0 {
				resident = kib << 10
			}
		}
	}
}

// highWater is VmHWM of a process, KiB; 0 once it has ended.
func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kib, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.ParseInt(kib, 10, 64)
	return n
}
