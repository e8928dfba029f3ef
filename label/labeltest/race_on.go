//go:build race

package labeltest

func init() { raceDetector = true }
