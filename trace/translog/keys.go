package translog

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	keyPrefix  = "log/"
	idPrefix   = keyPrefix + "id/"
	leafPrefix = keyPrefix + "leaf/"
	nodePrefix = keyPrefix + "node/"
	treeKey    = keyPrefix + "tree"

	maxID   = 128
	maxLeaf = 60_000
	// maxSize keeps every number of a stored hash, at most twice a size, in an int64.
	maxSize = 1 << 60
)

func idKey(id string) []byte      { return append([]byte(idPrefix), id...) }
func leafKey(index int64) []byte  { return numberKey(leafPrefix, index) }
func nodeKey(number int64) []byte { return numberKey(nodePrefix, number) }

func numberKey(prefix string, n int64) []byte {
	return binary.BigEndian.AppendUint64([]byte(prefix), uint64(n))
}

func formatNumber(n int64) []byte { return numberKey("", n) }

// parseNumber reads a be64 below limit.
func parseNumber(b []byte, limit int64) (n int64, ok bool) {
	if len(b) != 8 {
		return 0, false
	}
	u := binary.BigEndian.Uint64(b)
	return int64(u), u < uint64(limit)
}

func formatTree(size int64, root tlog.Hash) []byte {
	return append(formatNumber(size), root[:]...)
}

func parseTree(b []byte) (size int64, root tlog.Hash, err error) {
	if len(b) != 8+tlog.HashSize {
		return 0, root, fmt.Errorf("%w: %s has %d bytes, not 40", ErrCorrupt, treeKey, len(b))
	}
	size, ok := parseNumber(b[:8], maxSize)
	if !ok || size == 0 {
		return 0, root, fmt.Errorf("%w: %s has an impossible size", ErrCorrupt, treeKey)
	}
	return size, tlog.Hash(b[8:]), nil
}
