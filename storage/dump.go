package storage

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
)

// dumpTitle begins every dump.
const dumpTitle = "ocoptrace dump 1\n"

// Summary describes a whole dump.
type Summary struct {
	Pairs  int64
	Bytes  int64             // of the dump
	SHA256 [sha256.Size]byte // of the dump without its last 32 bytes, which hold it
}

// Dump writes all pairs of one snapshot to w, while others may write to the
// store. It is the same bytes for the same pairs, whatever the engine.
// progress, if not nil, is called now and then with the pairs written so far.
//
// The format, with integers most significant byte first:
//
//	"ocoptrace dump 1\n"
//	for each pair, in ascending order of keys:
//	    2 bytes  length of the key, 1 to 1,024
//	    2 bytes  length of the value
//	    key, value
//	2 bytes  0, where the length of another key would stand
//	8 bytes  number of pairs
//	32 bytes SHA-256 of all bytes above
//	nothing more
//
// So a dump that was cut, grew or changed in any byte is told by itself.
func Dump(ctx context.Context, s Store, w io.Writer, progress func(pairs int)) (Summary, error) {
	d := newDumpWriter(w)
	err := s.View(ctx, func(tx Tx) error {
		return tx.Scan(nil, nil, func(key, value []byte) error {
			err := d.pair(key, value)
			report(progress, d.summary.Pairs)
			return err
		})
	})
	if err != nil {
		return Summary{}, fmt.Errorf("dump: %w", err)
	}
	if err := d.seal(); err != nil {
		return Summary{}, fmt.Errorf("dump: %w", err)
	}
	return d.summary, nil
}

// report calls progress for every thousandth pair.
func report(progress func(pairs int), pairs int64) {
	if progress != nil && pairs%1000 == 0 {
		progress(int(pairs))
	}
}

// dumpWriter writes, digests and counts.
type dumpWriter struct {
	out     *bufio.Writer
	digest  hash.Hash
	summary Summary
	err     error // the first
}

func newDumpWriter(w io.Writer) *dumpWriter {
	d := &dumpWriter{out: bufio.NewWriterSize(w, 1<<16), digest: sha256.New()}
	d.write([]byte(dumpTitle))
	return d
}

func (d *dumpWriter) write(b []byte) {
	if d.err != nil {
		return
	}
	d.digest.Write(b)
	d.summary.Bytes += int64(len(b))
	_, d.err = d.out.Write(b)
}

func (d *dumpWriter) pair(key, value []byte) error {
	var lengths [4]byte
	binary.BigEndian.PutUint16(lengths[:2], uint16(len(key)))
	binary.BigEndian.PutUint16(lengths[2:], uint16(len(value)))
	d.write(lengths[:])
	d.write(key)
	d.write(value)
	d.summary.Pairs++
	return d.err
}

// seal writes the footer.
func (d *dumpWriter) seal() error {
	d.write(binary.BigEndian.AppendUint64(make([]byte, 2), uint64(d.summary.Pairs)))
	d.digest.Sum(d.summary.SHA256[:0])
	d.write(d.summary.SHA256[:])
	if d.err != nil {
		return d.err
	}
	return d.out.Flush()
}
