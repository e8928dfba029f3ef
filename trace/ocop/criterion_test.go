package ocop

import (
	"slices"
	"testing"
)

// Of a code a set has one row on a day, and the stars of which it is the least
// are stars that are certified.
func TestCriteria(t *testing.T) {
	day := dayOrNone(t, "2026-11-25")
	for _, g := range Groups(CurrentTaxonomy(day)) {
		seen := make(map[string]bool)
		for _, c := range Criteria(g.Code, day) {
			if seen[c.Code.Code] {
				t.Errorf("%s: %s twice", g.Code, c.Code.Code)
			}
			seen[c.Code.Code] = true
			if c.Stars != 0 && (c.Stars < 3 || c.Stars > 5) {
				t.Errorf("%s: %s from %d stars", g.Code, c.Code.Code, c.Stars)
			}
		}
		if seen["trace_code"] == g.Service || seen["story"] == g.Service {
			t.Errorf("%s: %v", g.Code, seen)
		}
	}
	for set, want := range map[string][3]int64{
		"I.3b": {3, 5, 1}, "IV.1": {4, 5, 1}, "IV.2": {5, 5, 1}, "V.1": {4, 5, 0}, "V.2": {0, 5, 0}, "VI": {0, 0, 0},
	} {
		var got [3]int64
		for _, c := range Criteria(set, day) {
			if i := slices.Index([]string{"trace_code", "story", "bilingual_label"}, c.Code.Code); i >= 0 {
				got[i] = c.Points
			}
		}
		if got != want {
			t.Errorf("%s: points %v, want %v", set, got, want)
		}
	}
	if before := Criteria("I.3b", dayOrNone(t, "2026-05-21")); len(before) != 0 {
		t.Errorf("before the decision: %v", before)
	}
}
