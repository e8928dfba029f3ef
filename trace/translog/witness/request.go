package witness

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	// MaxRequest is the largest body of a request, in bytes: far above 63
	// hashes and a checkpoint with sixteen post-quantum signatures.
	MaxRequest = 128 << 10
	maxHashes  = 63
)

// A Request asks a witness to cosign, c2sp.org/tlog-witness, add-checkpoint.
type Request struct {
	Old        int64          // size of the tree that the witness cosigned last
	Proof      tlog.TreeProof // from it to the checkpoint's; empty if Old is 0 or the same size
	Checkpoint []byte         // the signed note
}

// Marshal returns the body of the request.
func (r Request) Marshal() []byte {
	b := fmt.Appendf(nil, "old %d\n", r.Old)
	for _, h := range r.Proof {
		b = fmt.Appendf(b, "%s\n", h)
	}
	return append(append(b, '\n'), r.Checkpoint...)
}

// ParseRequest reads the body of a request. It accepts only what Marshal
// writes, and does not look into the checkpoint. Errors: ErrMalformed, ErrTooLarge.
func ParseRequest(b []byte) (r Request, err error) {
	if len(b) > MaxRequest {
		return r, fmt.Errorf("%w: the limit is %d bytes", ErrTooLarge, MaxRequest)
	}
	head, checkpoint, ok := bytes.Cut(b, []byte("\n\n"))
	if !ok || len(checkpoint) == 0 {
		return r, fmt.Errorf("%w: no checkpoint after an empty line", ErrMalformed)
	}
	lines := strings.Split(string(head), "\n")
	size, ok := strings.CutPrefix(lines[0], "old ")
	if !ok {
		return r, fmt.Errorf("%w: the first line is %.40q, not old and a size", ErrMalformed, lines[0])
	}
	if r.Old, err = parseSize(size); err != nil {
		return r, err
	}
	if r.Proof, err = parseProof(lines[1:]); err != nil {
		return r, err
	}
	r.Checkpoint = bytes.Clone(checkpoint)
	return r, nil
}

// parseSize reads a decimal number of leaves without leading zeroes.
func parseSize(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%w: size %.40q is not a plain decimal number below 2^63", ErrMalformed, s)
	}
	return n, nil
}

func parseProof(lines []string) (proof tlog.TreeProof, err error) {
	if len(lines) > maxHashes {
		return nil, fmt.Errorf("%w: %d hashes, the limit is %d", ErrMalformed, len(lines), maxHashes)
	}
	for i, line := range lines {
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(b) != tlog.HashSize || base64.StdEncoding.EncodeToString(b) != line {
			return nil, fmt.Errorf("%w: hash %d is %.60q, not canonical base64 of 32 bytes", ErrMalformed, i, line)
		}
		proof = append(proof, tlog.Hash(b))
	}
	return proof, nil
}
