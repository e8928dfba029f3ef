package thermal

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files, to be looked at again")

// The bytes of a label are those that were looked at.
func TestGolden(t *testing.T) {
	for _, p := range []Printer{
		{Language: ZPL, DPI: 203, Darkness: 15, Speed: 4},
		{Language: TSPL, DPI: 203, GapMM: 2, Darkness: 8},
	} {
		path := filepath.Join("testdata", "stamp."+string(p.Language))
		got := write(t, p, page(stamp(t, uri)))
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes differ from those looked at, %d (%v)", path, len(got), len(want), err)
		}
	}
}
