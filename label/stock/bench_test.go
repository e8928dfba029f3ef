package stock

import (
	"testing"

	"ocoptrace/label"
)

// Imposition of 10,000 labels; what it costs is a small part of drawing them.
func BenchmarkImpose(b *testing.B) {
	j := Job{Stock: find(b, "a4-24-70x37"), CutMarks: true}
	d := &label.Drawing{W: 70, H: 37}
	source := func(yield func(*label.Drawing, error) bool) {
		for range 10_000 {
			if !yield(d, nil) {
				return
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range j.Impose(source) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
