package press

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchSize is what 500 labels may take at most, 5 MB, in bytes a label.
const benchSize = 10_000

// BenchmarkJob is a job of 500 labels from order to the last byte read.
func BenchmarkJob(b *testing.B) {
	w := open(b)
	w.maker.salt = strings.Repeat(" ", benchSize-20)
	w.run(b)
	b.SetBytes(500 * benchSize)
	for i := 0; b.Loop(); i++ {
		o := order(500)
		o.Spans[0].Run = fmt.Sprint("k", i)
		job, err := w.Submit(b.Context(), htx, o)
		if err == nil {
			_, err = w.Wait(b.Context(), htx, job.ID)
		}
		if err != nil {
			b.Fatal(err)
		}
		d, err := w.Open(b.Context(), htx, job.ID, 0)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, d); err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlainFile writes the same bytes to a file, syncs and reads them.
func BenchmarkPlainFile(b *testing.B) {
	data := bytes.Repeat([]byte("x"), 500*benchSize)
	name := filepath.Join(b.TempDir(), "file")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		f, err := os.Create(name)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, f); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
