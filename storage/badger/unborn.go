package badger

import (
	"os"
	"path/filepath"
	"strings"
)

// removeUnborn deletes the file of a log that a crash cut off at its birth, which
// Badger then refuses to open ("Create a new file"): the newest of its kind, with
// no byte in it. Badger gives a file its length and head before it writes to it,
// so nothing that was acknowledged can have been there. An empty file that is not
// the newest was made empty by something else, and stays.
func removeUnborn(dir string) error {
	files, err := listFiles(dir)
	if err != nil {
		return err
	}
	for _, kind := range []string{".mem", ".vlog"} {
		newest := ""
		for _, name := range files { // numbers of equal length, in order
			if strings.HasSuffix(name, kind) {
				newest = max(newest, name)
			}
		}
		if newest == "" {
			continue
		}
		path := filepath.Join(dir, newest)
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if info.Size() > 0 {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}
