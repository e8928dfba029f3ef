package translog

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	proofHeader = "c2sp.org/tlog-proof@v1"
	maxProof    = 4 << 20
	maxHashes   = 63 // of a tree with fewer than 2^63 leaves
)

// Proof is a c2sp.org/tlog-proof@v1: that a leaf is in the tree of a
// checkpoint. It can be verified offline with the leaf and a policy.
type Proof struct {
	Index      int64       // of the leaf, from 0
	Extra      []byte      // opaque and not authenticated; nil when empty
	Hashes     []tlog.Hash // the inclusion proof, from the leaf's sibling up
	Checkpoint []byte      // the signed note, see Checkpoint.Note
}

// Marshal returns the text of the proof; the customary extension is .tlog-proof.
func (p Proof) Marshal() []byte {
	var b bytes.Buffer
	b.WriteString(proofHeader + "\n")
	if len(p.Extra) > 0 {
		fmt.Fprintf(&b, "extra %s\n", base64.StdEncoding.EncodeToString(p.Extra))
	}
	fmt.Fprintf(&b, "index %d\n", p.Index)
	for _, h := range p.Hashes {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(p.Checkpoint)
	return b.Bytes()
}

// ParseProof reads a proof and verifies nothing. It accepts only what Marshal
// writes. The checkpoint is kept as it is. Error: ErrMalformed.
func ParseProof(b []byte) (Proof, error) {
	if len(b) > maxProof {
		return Proof{}, fmt.Errorf("%w proof: %d bytes, the limit is %d", ErrMalformed, len(b), maxProof)
	}
	head, checkpoint, ok := bytes.Cut(b, []byte("\n\n"))
	if !ok || len(checkpoint) == 0 {
		return Proof{}, fmt.Errorf("%w proof: no checkpoint after an empty line", ErrMalformed)
	}
	p, err := parseProofLines(bytes.Split(head, []byte("\n")))
	if err != nil {
		return Proof{}, fmt.Errorf("%w proof: %w", ErrMalformed, err)
	}
	p.Checkpoint = bytes.Clone(checkpoint)
	return p, nil
}

func parseProofLines(lines [][]byte) (p Proof, err error) {
	if string(lines[0]) != proofHeader {
		return p, fmt.Errorf("the first line is not %s", proofHeader)
	}
	lines = lines[1:]
	if p.Extra, lines, err = parseExtra(lines); err != nil {
		return p, err
	}
	if len(lines) == 0 || !bytes.HasPrefix(lines[0], []byte("index ")) {
		return p, fmt.Errorf("no index line")
	}
	if p.Index, err = parseDecimal(string(lines[0][len("index "):])); err != nil {
		return p, fmt.Errorf("index: %w", err)
	}
	p.Hashes, err = parseHashes(lines[1:])
	return p, err
}

// parseExtra reads the optional line of extra data, which is absent when empty.
func parseExtra(lines [][]byte) (extra []byte, rest [][]byte, err error) {
	if len(lines) == 0 {
		return nil, lines, nil
	}
	text, ok := bytes.CutPrefix(lines[0], []byte("extra "))
	if !ok {
		return nil, lines, nil
	}
	extra, err = decode64(string(text))
	if err != nil || len(extra) == 0 {
		return nil, nil, fmt.Errorf("extra: not canonical base64 of at least one byte")
	}
	return extra, lines[1:], nil
}

func parseHashes(lines [][]byte) ([]tlog.Hash, error) {
	if len(lines) > maxHashes {
		return nil, fmt.Errorf("%d hashes, the limit is %d", len(lines), maxHashes)
	}
	var hashes []tlog.Hash
	for i, line := range lines {
		h, err := parseHash(string(line))
		if err != nil {
			return nil, fmt.Errorf("hash %d: %w", i, err)
		}
		hashes = append(hashes, h)
	}
	return hashes, nil
}

// Verify checks that the checkpoint satisfies the policy and that its tree has
// the leaf at p.Index (RFC 9162 section 2.1.3.2). p.Extra is not looked at.
// Errors: ErrMalformed, ErrUnverified.
func (p Proof) Verify(leaf []byte, policy Policy) (Checkpoint, error) {
	c, err := policy.Open(p.Checkpoint)
	if err != nil {
		return Checkpoint{}, err
	}
	if err := tlog.CheckRecord(p.Hashes, c.Size, c.Root, p.Index, tlog.RecordHash(leaf)); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the leaf is not number %d of the tree of %d: %w", ErrUnverified, p.Index, c.Size, err)
	}
	return c, nil
}
