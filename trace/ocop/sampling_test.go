package ocop

import (
	"math"
	"testing"
)

// Sizes at the ends of lots, as ISO 2859-1 has them in Table 1 and Table 2-A.
func TestSampleOf(t *testing.T) {
	day := day(t, "2026-11-25")
	for _, c := range []struct {
		level  string
		lot    int64
		letter string
		size   int64
	}{
		{"II", 2, "A", 2}, {"II", 8, "A", 2}, {"II", 9, "B", 3}, {"II", 50, "D", 8}, {"II", 51, "E", 13}, {"II", 280, "G", 32}, {"II", 281, "H", 50},
		{"II", 500, "H", 50}, {"II", 501, "J", 80}, {"II", 3200, "K", 125}, {"II", 10000, "L", 200}, {"II", 150000, "N", 500}, {"II", 500000, "P", 800}, {"II", 500001, "Q", 1250}, {"II", math.MaxInt64, "Q", 1250},
		{"I", 15, "A", 2}, {"I", 16, "B", 3}, {"I", 90, "C", 5}, {"I", 1000, "G", 32}, {"I", 1 << 40, "N", 500},
		{"III", 8, "B", 3}, {"III", 2, "B", 2}, {"III", 1000, "K", 125}, {"III", 1 << 40, "R", 2000},
	} {
		s, ok := SampleOf(day, c.level, c.lot)
		if !ok || s.Letter != c.letter || s.Size != c.size || s.Source.Document == "" {
			t.Errorf("level %s, %d packs: %+v %v, want %s, %d", c.level, c.lot, s, ok, c.letter, c.size)
		}
	}
	for _, lot := range []int64{-1, 0, 1} {
		if s, ok := SampleOf(day, "II", lot); ok {
			t.Errorf("%d packs: %+v", lot, s)
		}
	}
	if _, ok := SampleOf(day, "IV", 100); ok {
		t.Error("there is no level IV")
	}
}

// Every lot of two packs and more has a size at every level, which grows with the
// lot and with the level.
func TestSamplesGrow(t *testing.T) {
	day := day(t, "2026-11-25")
	for _, level := range SamplingLevels() {
		last := int64(0)
		for lot := int64(2); lot < 600_000; lot += 1 + lot/50 {
			s, ok := SampleOf(day, level, lot)
			if !ok || s.Size < last || s.Size > lot {
				t.Fatalf("level %s, %d packs: %+v %v after %d", level, lot, s, ok, last)
			}
			last = s.Size
		}
		if steps := SampleSteps(day, level); len(steps) != 15 || steps[14].Lot != math.MaxInt64 {
			t.Errorf("level %s has the steps %v", level, steps)
		}
	}
}
