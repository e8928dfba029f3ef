//go:build unix

package printing

import (
	"syscall"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
)

// processorTime is what this process has used of the processors.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// 500 labels are ready within ten seconds, read back one by one, and take less
// than 5 MB. What is measured is the time of all processors together, which no
// other program on the machine lengthens much: one processor that has nothing
// else to do is done by then, and several are earlier.
func TestFiveHundredLabels(t *testing.T) {
	labeltest.SkipUnderRace(t)
	w := rice(t)
	run := newRun(t, w, "banh-da", "BD-01", 500)
	for _, f := range []Format{PDF, ZPL, TSPL} {
		o := on(t, "stamp", "roll-50x30")
		o.Format = f
		began, before := time.Now(), processorTime(t)
		doc := document(t, w, o, Part{Run: run})
		used := processorTime(t) - before
		t.Logf("%s: %v of processors, %v, %d bytes", f, used, time.Since(began), len(doc))
		if used > 10*time.Second || len(doc) > 5_000_000 {
			t.Errorf("%s takes %v of processors and %d bytes", f, used, len(doc))
		}
	}
}
