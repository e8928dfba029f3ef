package mirror

import (
	"errors"
	"fmt"

	"ocoptrace/trace/translog"
)

var (
	// ErrDamaged says that the copy is not what its checkpoint says.
	ErrDamaged = errors.New("mirror: copy damaged")
	// ErrOrigin says that the source is another log than the kept one.
	ErrOrigin = errors.New("mirror: another log")
	// ErrUnverified says that the source serves tiles or entries that do not
	// hash to its checkpoint.
	ErrUnverified = errors.New("mirror: tiles and checkpoint do not match")
	// ErrTooLarge says that an answer is longer than its format allows.
	ErrTooLarge = errors.New("mirror: answer too long")
	// ErrFork says that the log signed two trees of which none extends the
	// other. It comes in a Conflict.
	ErrFork = errors.New("mirror: the log has forked")
	// ErrRollback says that an older tree is served than the kept one. It comes
	// in a Conflict. A cache may be behind; a log that goes on from there forks.
	ErrRollback = errors.New("mirror: the log has gone back")
)

// A Conflict is the refusal of a checkpoint. Both notes carry a signature of
// the log. It unwraps to ErrFork or ErrRollback.
type Conflict struct {
	Kept, Offered translog.Checkpoint
	Err           error
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("%v: %s was seen with %d leaves and root %v, and now shows %d leaves and root %v; keep both checkpoints as evidence",
		c.Err, c.Kept.Origin, c.Kept.Size, c.Kept.Root, c.Offered.Size, c.Offered.Root)
}

func (c *Conflict) Unwrap() error { return c.Err }

// sourceError is a failure of a source, as opposed to what it served.
type sourceError struct {
	path string
	err  error
}

func (e *sourceError) Error() string { return fmt.Sprintf("mirror: reading %s: %v", e.path, e.err) }
func (e *sourceError) Unwrap() error { return e.err }

// unverified says which of the two an error of a tile reader is.
func unverified(kind, err error) error {
	var source *sourceError
	if err == nil || errors.As(err, &source) || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}
