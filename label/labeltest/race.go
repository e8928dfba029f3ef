package labeltest

import "testing"

// raceDetector is set where the tests run under -race.
var raceDetector bool

// SkipUnderRace leaves out what takes long there and has no goroutines of ours.
func SkipUnderRace(t testing.TB) {
	t.Helper()
	if raceDetector {
		t.Skip("tested without -race")
	}
}
