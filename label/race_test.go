//go:build race

package label

func init() { raceDetector = true }
