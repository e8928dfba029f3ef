package printing

import (
	"fmt"
	"io"
	"testing"
)

// BenchmarkWrite prints runs end to end: read from the registry, laid out, read
// back from the picture, written; and read back from the document, up to 2,000.
func BenchmarkWrite(b *testing.B) {
	w := rice(b)
	run := newRun(b, w, "banh-da", "BD-01", 5000)
	for _, n := range []int64{500, 2000, 5000} {
		for _, f := range []Format{PDF, ZPL, TSPL} {
			o := on(b, "stamp", "a4-24-70x37")
			if f != PDF {
				o = on(b, "stamp", "roll-50x30")
			}
			o.Format = f
			b.Run(fmt.Sprintf("%s/%d", f, n), func(b *testing.B) {
				for b.Loop() {
					if err := Write(b.Context(), io.Discard, w.Registry, []Part{{Run: run, From: 1, To: n}}, o); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)*float64(n)/b.Elapsed().Seconds(), "labels/s")
			})
		}
	}
}
