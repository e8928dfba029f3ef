package badger

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"ocoptrace/storage"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const digestSize = 4

// encode returns value behind its digest.
func encode(key, value []byte) []byte {
	stored := make([]byte, digestSize, digestSize+len(value))
	binary.BigEndian.PutUint32(stored, digest(key, value))
	return append(stored, value...)
}

// decode returns the value in stored, or ErrCorrupt.
func decode(key, stored []byte) ([]byte, error) {
	if len(stored) < digestSize {
		return nil, corrupt(key)
	}
	value := stored[digestSize:]
	if binary.BigEndian.Uint32(stored) != digest(key, value) {
		return nil, corrupt(key)
	}
	return value, nil
}

// digest covers the key, so that a value under another's key is noticed.
func digest(key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

func corrupt(key []byte) error {
	return fmt.Errorf("%w: key %q; stop the program, check the data directory and restore it from a backup", storage.ErrCorrupt, key)
}
