package badger

import (
	"testing"
)

// lowWater lets tests run on a nearly full disk.
var lowWater = Options{Create: true, MinFree: func(uint64) uint64 { return 256 << 20 }}

func create(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, lowWater)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
