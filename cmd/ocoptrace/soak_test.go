//go:build soak

package main

import "testing"

// TestSoak100000LabelsWithin64MiB is TestMemoryOfPrinting with a job as large as
// a factory's. It takes minutes, so that it is run by hand:
//
//	go test -tags soak -run Soak100000LabelsWithin64MiB -v -timeout 30m ./cmd/ocoptrace
func TestSoak100000LabelsWithin64MiB(t *testing.T) { memoryOfPrinting(t, 100_000) }
