package witness

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

// Config says which logs a witness follows and how it signs.
type Config struct {
	Store Store
	// Logs are the keys of the logs. A key's name is the log's origin; a log
	// may have several keys, of which one has to have signed.
	Logs []note.Verifier
	// Cosigners sign in this order; at least one.
	Cosigners []*translog.Cosigner
	Now       func() time.Time // the time to state
	Logger    *slog.Logger     // is warned of forks, with both checkpoints; nil discards
}

// A Witness cosigns checkpoints. Its methods may be called concurrently, and
// several witnesses of one key may share a Store.
type Witness struct {
	config Config
	logs   map[string][]note.Verifier // by origin
}

// New returns a witness. It reads nothing from the Store yet.
func New(c Config) (*Witness, error) {
	if c.Store == nil || c.Now == nil || len(c.Cosigners) == 0 {
		return nil, errors.New("witness: a store, a clock and a cosigner are needed")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	w := &Witness{c, map[string][]note.Verifier{}}
	for _, v := range c.Logs {
		w.logs[v.Name()] = append(w.logs[v.Name()], v)
	}
	return w, nil
}

// Add cosigns the checkpoint of a request and returns the signature lines, once
// it is durable that it was cosigned. Errors: ErrMalformed, ErrUnknownLog,
// ErrSignature, a Conflict, ErrFork, ErrProof, ErrStore, or what the store or a
// cosigner returned; the request may be repeated after any of them.
func (w *Witness) Add(ctx context.Context, r Request) ([]byte, error) {
	c, err := w.open(r.Checkpoint)
	if err != nil {
		return nil, err
	}
	if r.Old > c.Size || r.Old < 0 {
		return nil, fmt.Errorf("%w: old size %d of a checkpoint of %d leaves", ErrMalformed, r.Old, c.Size)
	}
	err = w.config.Store.Update(ctx, c.Origin, func(kept []byte) ([]byte, error) {
		err := extends(kept, c, r)
		if errors.Is(err, ErrFork) {
			w.config.Logger.Warn("witness: the log signed two trees of one size", "origin", c.Origin, "cosigned", string(kept), "refused", string(c.Note))
		}
		return c.Note, err
	})
	if err != nil {
		return nil, err
	}
	return w.cosign(c)
}

// open verifies a checkpoint. Its note is returned with the signature of the
// log alone, since anybody can add others.
func (w *Witness) open(signed []byte) (translog.Checkpoint, error) {
	c, err := translog.ReadCheckpoint(signed)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	keys := w.logs[c.Origin]
	if keys == nil {
		return c, fmt.Errorf("%w: %.200q", ErrUnknownLog, c.Origin)
	}
	for _, key := range keys {
		if c, err = translog.ParseCheckpoint(signed, key); err == nil {
			c.Note, err = onlySignedBy(signed, key)
			return c, err
		}
	}
	return c, fmt.Errorf("%w: %w", ErrSignature, err)
}

func onlySignedBy(signed []byte, key note.Verifier) ([]byte, error) {
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: n.Text, Sigs: n.Sigs})
}

// extends decides whether c may follow what is kept, nil at first.
func extends(kept []byte, c translog.Checkpoint, r Request) error {
	last := translog.Checkpoint{Origin: c.Origin, Root: sha256.Sum256(nil)}
	if kept != nil {
		var err error
		if last, err = translog.ReadCheckpoint(kept); err == nil && last.Origin != c.Origin {
			err = fmt.Errorf("it is of %.60q", last.Origin)
		}
		if err != nil {
			return fmt.Errorf("%w: of %s: %w", ErrStore, c.Origin, err)
		}
	}
	switch {
	case r.Old != last.Size:
		return &Conflict{last.Size}
	case c.Size == last.Size && c.Root != last.Root:
		return fmt.Errorf("%w: %s with %d leaves has the root %v, not %v", ErrFork, c.Origin, c.Size, last.Root, c.Root)
	case len(r.Proof) > 0 && (r.Old == 0 || r.Old == c.Size):
		return fmt.Errorf("%w: a proof from %d to %d has no hashes, not %d", ErrProof, r.Old, c.Size, len(r.Proof))
	case r.Old == 0 || r.Old == c.Size:
		return nil
	}
	if err := tlog.CheckTree(r.Proof, c.Size, c.Root, last.Size, last.Root); err != nil {
		return fmt.Errorf("%w: from %d to %d leaves of %s: %w", ErrProof, last.Size, c.Size, c.Origin, err)
	}
	return nil
}

func (w *Witness) cosign(c translog.Checkpoint) (lines []byte, err error) {
	at := w.config.Now()
	for _, x := range w.config.Cosigners {
		line, err := x.Cosign(c.Text(), at)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line...)
	}
	return lines, nil
}
