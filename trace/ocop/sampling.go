package ocop

import (
	"math"
	"slices"
)

// A Sample is how many packs of a lot are opened, by a published plan: single
// sampling, normal inspection. It says nothing of how many may have a fault: what
// is found is for the inspector to judge.
type Sample struct {
	Level  string // general inspection level: "I", "II", "III"
	Letter string // code letter
	Size   int64  // packs; all of a lot that has no more
	Source Source
}

// A sampleRow is for lots of min to max packs.
type sampleRow struct {
	Sample
	min, max int64
}

// SamplingLevels are the general inspection levels, those with fewer packs
// first. Where nothing else is said, it is "II" (ISO 2859-1, 10.1).
func SamplingLevels() []string { return []string{"I", "II", "III"} }

// SampleOf returns how many packs of a lot are opened at a level, on a day. False
// for a lot below 2 packs, a level that there is not, or a day before the tables
// begin.
func SampleOf(on Date, level string, lot int64) (Sample, bool) {
	for _, row := range law.samples {
		if row.Level == level && row.min <= lot && lot <= row.max && row.Source.On(on) {
			s := row.Sample
			s.Size = min(s.Size, lot)
			return s, true
		}
	}
	return Sample{}, false
}

// A SampleStep is a row of a level: lots of at most Lot packs, from which Size are
// opened.
type SampleStep struct {
	Lot    int64  `json:"lot"` // the last one has math.MaxInt64
	Letter string `json:"letter"`
	Size   int64  `json:"size"`
}

// SampleSteps are the rows of a level on a day, small lots first, for those who
// look it up elsewhere.
func SampleSteps(on Date, level string) (steps []SampleStep) {
	for _, row := range law.samples {
		if row.Level == level && row.Source.On(on) {
			steps = append(steps, SampleStep{row.max, row.Letter, row.Size})
		}
	}
	return steps
}

func (r *reader) readSamples() (all []sampleRow) {
	r.table("sampling.csv", func(l line) {
		row := sampleRow{Sample{l.one("level", SamplingLevels()...), l.must("letter"), int64(l.count("size")), l.source()}, int64(l.number("lot_min")), math.MaxInt64}
		if l.text("lot_max") != "" {
			row.max = int64(l.number("lot_max"))
		}
		if i := slices.IndexFunc(all, func(b sampleRow) bool { return b.Level == row.Level && b.max >= row.min }); i >= 0 {
			r.fail(l.where, "lots of %d packs are in a row before", row.min)
		}
		all = append(all, row)
	})
	return all
}
