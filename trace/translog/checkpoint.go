package translog

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxNote is far above sixteen post-quantum signatures, which every verifier
// has to accept.
const maxNote = 1 << 20

// maxTree is the largest tree that golang.org/x/mod/sumdb/tlog reckons with:
// beyond it a search for the next power of two never ends.
const maxTree = 1 << 62

// Checkpoint is a signed tree head, c2sp.org/tlog-checkpoint.
type Checkpoint struct {
	Origin string
	Size   int64 // leaves
	Root   tlog.Hash
	Note   []byte // the signed note, with all its signatures
}

// ParseCheckpoint opens a checkpoint that v signed and whose origin is v's
// name. Signatures of other keys are ignored, extension lines accepted.
// Errors: ErrMalformed, ErrUnverified.
func ParseCheckpoint(signed []byte, v note.Verifier) (Checkpoint, error) {
	c, _, err := openCheckpoint(signed, v)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Origin != v.Name() {
		return Checkpoint{}, fmt.Errorf("%w: origin %q is not the name of the key %q", ErrUnverified, c.Origin, v.Name())
	}
	return c, nil
}

// ReadCheckpoint reads a checkpoint and verifies no signature: for finding out
// by its origin which key to ask. Error: ErrMalformed.
func ReadCheckpoint(signed []byte) (Checkpoint, error) {
	if len(signed) > maxNote {
		return Checkpoint{}, fmt.Errorf("%w checkpoint: %d bytes, the limit is %d", ErrMalformed, len(signed), maxNote)
	}
	var unsigned *note.UnverifiedNoteError
	if _, err := note.Open(signed, note.VerifierList()); !errors.As(err, &unsigned) {
		return Checkpoint{}, noteError(err)
	}
	c, err := parseCheckpointText(unsigned.Note.Text)
	c.Note = bytes.Clone(signed)
	return c, err
}

// Text is what the signatures of the checkpoint sign: the note without them.
func (c Checkpoint) Text() []byte {
	end := bytes.LastIndex(c.Note, []byte("\n\n"))
	return c.Note[:end+1]
}

// openCheckpoint verifies the signatures of all given keys that are there and
// returns those keys' signatures.
func openCheckpoint(signed []byte, known ...note.Verifier) (Checkpoint, []note.Signature, error) {
	if len(signed) > maxNote {
		return Checkpoint{}, nil, fmt.Errorf("%w checkpoint: %d bytes, the limit is %d", ErrMalformed, len(signed), maxNote)
	}
	n, err := note.Open(signed, note.VerifierList(known...))
	if err != nil {
		return Checkpoint{}, nil, noteError(err)
	}
	for _, s := range n.Sigs {
		// note.Open ignores the unused bits of the last base64 digit.
		if _, err := decode64(s.Base64); err != nil {
			return Checkpoint{}, nil, fmt.Errorf("%w checkpoint: signature of %s: %w", ErrMalformed, s.Name, err)
		}
	}
	c, err := parseCheckpointText(n.Text)
	c.Note = bytes.Clone(signed)
	return c, n.Sigs, err
}

func noteError(err error) error {
	var unsigned *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	if errors.As(err, &unsigned) || errors.As(err, &invalid) {
		return fmt.Errorf("%w: %w", ErrUnverified, err)
	}
	return fmt.Errorf("%w checkpoint: %w", ErrMalformed, err)
}

func formatCheckpoint(origin string, size int64, root tlog.Hash) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
}

func parseCheckpointText(text string) (Checkpoint, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 {
		return Checkpoint{}, fmt.Errorf("%w checkpoint: fewer than three lines", ErrMalformed)
	}
	for _, line := range lines {
		if line == "" {
			return Checkpoint{}, fmt.Errorf("%w checkpoint: empty line", ErrMalformed)
		}
	}
	size, err := parseDecimal(lines[1])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w checkpoint: size: %w", ErrMalformed, err)
	}
	if size > maxTree {
		return Checkpoint{}, fmt.Errorf("%w checkpoint: size %d, the limit is 2^62", ErrMalformed, size)
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w checkpoint: root: %w", ErrMalformed, err)
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// parseDecimal reads an ASCII decimal below 2^63 without leading zeroes.
func parseDecimal(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, errors.New("not a plain decimal number below 2^63")
	}
	return n, nil
}

func parseHash(s string) (h tlog.Hash, err error) {
	b, err := decode64(s)
	if err == nil && len(b) != tlog.HashSize {
		err = fmt.Errorf("%d bytes instead of 32", len(b))
	}
	if err != nil {
		return h, err
	}
	return tlog.Hash(b), nil
}

// decode64 reads standard base64 in its one canonical form; the decoder of the
// standard library passes over line ends and unused bits.
func decode64(s string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || base64.StdEncoding.EncodeToString(b) != s {
		return nil, errors.New("not canonical base64")
	}
	return b, nil
}
