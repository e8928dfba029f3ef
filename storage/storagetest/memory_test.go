package storagetest

import (
	"testing"

	"ocoptrace/storage"
)

func TestMemory(t *testing.T) {
	Run(t, func(t *testing.T) storage.Store { return Memory() }, sameStore)
}

// sameStore stands for reopening: a store in memory cannot be.
func sameStore(_ *testing.T, s storage.Store) storage.Store { return s }

// TestFaultyIsTransparent runs the suite on a FaultStore that was told nothing.
func TestFaultyIsTransparent(t *testing.T) {
	Run(t, func(t *testing.T) storage.Store { return Faulty(Memory()) }, sameStore)
}

func BenchmarkMemoryUpdate(b *testing.B) {
	s := Memory()
	value := make([]byte, 300)
	key := []byte("log/leaf/00000000")
	for i := 0; b.Loop(); i++ {
		for j := range 8 {
			key[len(key)-1-j] = byte(i >> (8 * j))
		}
		if err := s.Update(b.Context(), func(tx storage.Tx) error { return tx.Set(key, value) }); err != nil {
			b.Fatal(err)
		}
	}
}
