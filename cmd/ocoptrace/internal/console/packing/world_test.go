package packing_test

import (
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

// A site is one whose labels the tests order and look at.
type site struct{ *consoletest.Site }

func open(t *testing.T) *site {
	t.Helper()
	return &site{consoletest.Open(t)}
}
