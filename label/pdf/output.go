package pdf

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
)

// output counts and digests what is written. After an error, which it keeps, it
// writes nothing.
type output struct {
	w       *bufio.Writer
	digest  hash.Hash
	written int64
	err     error
}

func newOutput(w io.Writer) *output {
	return &output{w: bufio.NewWriterSize(w, 1<<16), digest: sha256.New()}
}

// Write takes p; its error is in err.
func (o *output) Write(p []byte) (int, error) {
	if o.err == nil {
		o.digest.Write(p)
		o.written += int64(len(p))
		_, err := o.w.Write(p)
		o.keep(err)
	}
	return len(p), o.err
}

func (o *output) print(format string, args ...any) { fmt.Fprintf(o, format, args...) }

// flush returns the error of all that was written.
func (o *output) flush() error {
	if o.err == nil {
		o.keep(o.w.Flush())
	}
	return o.err
}

func (o *output) keep(err error) {
	if err != nil {
		o.err = fmt.Errorf("pdf: writing: %w", err)
	}
}

// maxOffset is the largest place in a cross-reference table, of ten digits.
const maxOffset = 9_999_999_999

// table holds the place of each object, in pieces, so that it grows without
// being copied: 8 bytes an object.
type table struct {
	pieces [][]int64
	size   int
}

const tablePiece = 4096

// next returns a new object number.
func (t *table) next() int {
	if t.size%tablePiece == 0 {
		t.pieces = append(t.pieces, make([]int64, tablePiece))
	}
	t.size++
	return t.size - 1
}

func (t *table) set(n int, at int64) { t.pieces[n/tablePiece][n%tablePiece] = at }

// write writes the cross-reference table; object 0 is none.
func (t *table) write(o *output) {
	o.print("xref\n0 %d\n0000000000 65535 f \n", t.size)
	for n := 1; n < t.size; n++ {
		o.print("%010d 00000 n \n", t.pieces[n/tablePiece][n%tablePiece])
	}
}
