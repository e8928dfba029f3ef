package mirror

import (
	"bytes"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

// level0 is the hash tile of an entry bundle.
func level0(bundle translog.Tile) translog.Tile {
	bundle.Entries = false
	return bundle
}

// leaves reads an entry bundle whose entries hash to the given hashes, which
// are those of a verified level 0 tile.
func (t *tree) leaves(tile translog.Tile, hashes []byte) ([][]byte, error) {
	b, whole, err := t.file(tile, translog.MaxBundle)
	if err != nil {
		return nil, err
	}
	leaves, err := translog.ParseBundle(b, whole.Width)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", t.kind, whole.Path(), err)
	}
	leaves = leaves[:tile.Width]
	for i, leaf := range leaves {
		if hash := tlog.RecordHash(leaf); !bytes.Equal(hash[:], hashes[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
			return nil, fmt.Errorf("%w: leaf %d in %s does not hash to its place in %s", t.kind, tile.N*tileWidth+int64(i), whole.Path(), level0(tile).Path())
		}
	}
	return leaves, nil
}

// join is the bundle of leaves that came out of one.
func join(leaves [][]byte) (bundle []byte, err error) {
	for _, leaf := range leaves {
		if bundle, err = translog.AppendEntry(bundle, leaf); err != nil {
			return nil, err
		}
	}
	return bundle, nil
}
