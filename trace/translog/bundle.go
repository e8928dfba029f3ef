package translog

import (
	"encoding/binary"
	"fmt"
)

// MaxBundle is the length in bytes of the largest entry bundle that
// c2sp.org/tlog-tiles can express: 256 entries of 65,535 bytes.
const MaxBundle = tileWidth * (2 + 1<<16 - 1)

// ParseBundle splits the bytes of an entry bundle (c2sp.org/tlog-tiles, Log
// entries) into its leaves, which share the bundle's memory. There must be
// exactly width of them and nothing behind. Leaves of other logs may be empty.
// Error: ErrMalformed.
func ParseBundle(bundle []byte, width int) ([][]byte, error) {
	leaves := make([][]byte, 0, min(max(width, 0), tileWidth))
	for rest := bundle; len(rest) > 0; {
		if len(leaves) == width {
			return nil, fmt.Errorf("%w entry bundle: %d bytes behind its %d entries", ErrMalformed, len(rest), width)
		}
		if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
			return nil, fmt.Errorf("%w entry bundle: cut within entry %d of %d", ErrMalformed, len(leaves), width)
		}
		end := 2 + int(binary.BigEndian.Uint16(rest))
		leaves = append(leaves, rest[2:end:end])
		rest = rest[end:]
	}
	if len(leaves) != width {
		return nil, fmt.Errorf("%w entry bundle: %d entries instead of %d", ErrMalformed, len(leaves), width)
	}
	return leaves, nil
}

// AppendEntry appends a leaf of at most 65,535 bytes to a bundle.
func AppendEntry(bundle, leaf []byte) ([]byte, error) {
	if len(leaf) > 1<<16-1 {
		return nil, fmt.Errorf("%w: %d bytes, an entry bundle takes 65,535", ErrEntry, len(leaf))
	}
	return append(binary.BigEndian.AppendUint16(bundle, uint16(len(leaf))), leaf...), nil
}
