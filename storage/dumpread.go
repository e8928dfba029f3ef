package storage

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
)

// VerifyDump reads a dump to its end and returns its summary; ErrDamaged unless
// it is, byte for byte, what Dump wrote, and ErrLayout if this version cannot
// load it. Memory is bounded whatever r holds.
func VerifyDump(r io.Reader) (Summary, error) {
	d, err := newDumpReader(r)
	for err == nil {
		_, _, err = d.next()
	}
	if err != io.EOF {
		return Summary{}, err
	}
	return d.summary, nil
}

// dumpReader reads pairs and checks the seal behind the last.
type dumpReader struct {
	in      *bufio.Reader
	digest  hash.Hash
	summary Summary
	last    []byte // key
}

func newDumpReader(r io.Reader) (*dumpReader, error) {
	d := &dumpReader{in: bufio.NewReaderSize(r, 1<<16), digest: sha256.New()}
	title, err := d.read(len(dumpTitle))
	if err != nil {
		return nil, err
	}
	if string(title) != dumpTitle {
		return nil, dumpDamaged("it does not begin as a dump of this version does")
	}
	return d, nil
}

// read returns the next n bytes, and digests them.
func (d *dumpReader) read(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(d.in, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, dumpDamaged("it is cut")
	}
	if err != nil {
		return nil, fmt.Errorf("read the dump: %w", err)
	}
	d.digest.Write(b)
	d.summary.Bytes += int64(n)
	return b, nil
}

func dumpDamaged(what string) error {
	return fmt.Errorf("%w: the dump: %s; take another copy or an older backup", ErrDamaged, what)
}

// next returns the next pair, or io.EOF behind a seal that fits.
func (d *dumpReader) next() (key, value []byte, err error) {
	length, err := d.read(2)
	if err != nil {
		return nil, nil, err
	}
	n := int(binary.BigEndian.Uint16(length))
	if n == 0 {
		return nil, nil, d.checkSeal()
	}
	if length, err = d.read(2); err != nil {
		return nil, nil, err
	}
	pair, err := d.read(n + int(binary.BigEndian.Uint16(length)))
	if err != nil {
		return nil, nil, err
	}
	d.summary.Pairs++
	key, value = pair[:n:n], pair[n:]
	return key, value, d.checkPair(key, value)
}

// checkPair accepts what a store can have held at this place.
func (d *dumpReader) checkPair(key, value []byte) error {
	if err := CheckPair(key, value); err != nil {
		return dumpDamaged(err.Error())
	}
	if d.last != nil && bytes.Compare(key, d.last) <= 0 {
		return dumpDamaged("its keys are not in order")
	}
	d.last = key
	if string(key) == LayoutKey {
		return checkLayout(value)
	}
	return nil
}

// checkSeal reads the footer and returns io.EOF if it fits.
func (d *dumpReader) checkSeal() error {
	count, err := d.read(8)
	if err != nil {
		return err
	}
	d.digest.Sum(d.summary.SHA256[:0])
	sum, err := d.read(sha256.Size)
	if err != nil {
		return err
	}
	if binary.BigEndian.Uint64(count) != uint64(d.summary.Pairs) || !bytes.Equal(sum, d.summary.SHA256[:]) {
		return dumpDamaged("its content does not match its digest")
	}
	if _, err := d.in.ReadByte(); err == nil {
		return dumpDamaged("something follows it")
	} else if err != io.EOF {
		return fmt.Errorf("read the dump: %w", err)
	}
	return io.EOF
}
