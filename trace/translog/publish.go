package translog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

func (l *Log) publishEvery(interval time.Duration) {
	defer close(l.ended)
	if interval < 0 {
		return
	}
	if interval == 0 {
		interval = time.Second
	}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-l.quit:
			return
		case <-ticker.C:
		}
		if _, err := l.publishNow(context.Background(), true); errors.Is(err, ErrStopped) {
			return
		} else if err != nil {
			l.logger.Error("transparency log: publication failed", "error", err)
		}
	}
}

// Publish signs, anchors and publishes a checkpoint if the tree has grown, and
// returns the newest checkpoint. An error of the anchor, or leaves that do not
// hash to the stored root when read back, stop the log; an error of the store
// or of ctx before that does not.
func (l *Log) Publish(ctx context.Context) (Checkpoint, error) { return l.publishNow(ctx, false) }

// publishNow publishes; with again it also asks anew for cosignatures that the
// newest checkpoint lacks.
func (l *Log) publishNow(ctx context.Context, again bool) (Checkpoint, error) {
	l.publishing.Lock()
	defer l.publishing.Unlock()
	if cause := l.failure(); cause != nil {
		return Checkpoint{}, stopped(cause)
	}
	last := l.Published()
	c, err := l.publish(ctx, last)
	if again && err == nil && c.Size == last.Size && c.Size > 0 && l.wanting {
		if c, err = l.witnessed(ctx, c); err == nil && !bytes.Equal(c.Note, last.Note) {
			l.show(c)
		}
	}
	if errors.Is(err, ErrCorrupt) || errors.Is(err, ErrAnchor) {
		l.fail(err)
	}
	return c, err
}

func (l *Log) publish(ctx context.Context, last Checkpoint) (Checkpoint, error) {
	// Commit order, step 3: sign only what can be read back. A flipped bit
	// between memory and disk would otherwise be sealed by the signature.
	size, root, err := l.readBack(ctx, last)
	if err != nil || size == last.Size {
		return last, err
	}
	// Step 4: open what was signed, so that a wrong key never reaches the anchor.
	c, err := l.sign(size, root)
	if err != nil {
		return last, err
	}
	// Step 5: anchor before showing. After a rollback of the store the anchor
	// must know every checkpoint that anybody may have seen. A caller's ctx must
	// not leave it in doubt.
	if err := l.anchor.Store(context.WithoutCancel(ctx), c.Note); err != nil {
		return last, fmt.Errorf("%w: cannot be stored: %w; find the cause and restart", ErrAnchor, err)
	}
	if c, err = l.witnessed(ctx, c); err != nil {
		return last, err
	}
	l.show(c)
	return c, nil
}

// show is commit order, step 7.
func (l *Log) show(c Checkpoint) {
	l.mu.Lock()
	l.published = c
	l.mu.Unlock()
	if l.onPublish != nil {
		l.onPublish(c)
	}
}

// witnessed is commit order, step 6: a checkpoint with cosignatures, anchored
// once more so that they are shown again after a restart. What comes back is
// used only if it is the same checkpoint, signed by this log.
func (l *Log) witnessed(ctx context.Context, c Checkpoint) (Checkpoint, error) {
	if l.cosign == nil {
		return c, nil
	}
	signed, err := l.cosign(ctx, c.Note)
	if err != nil && !l.warned {
		l.logger.Warn("transparency log: too few witnesses have cosigned; they are asked again", "size", c.Size, "error", err)
	}
	l.wanting, l.warned = err != nil, err != nil
	if bytes.Equal(signed, c.Note) {
		return c, nil
	}
	w, err := ParseCheckpoint(signed, l.verifier)
	if err != nil || w.Size != c.Size || w.Root != c.Root {
		l.logger.Error("transparency log: witnesses gave another checkpoint back, which is left out", "size", c.Size, "error", err)
		return c, nil
	}
	if err := l.anchor.Store(context.WithoutCancel(ctx), w.Note); err != nil {
		return c, fmt.Errorf("%w: cannot be stored: %w; find the cause and restart", ErrAnchor, err)
	}
	return w, nil
}

// readBack returns the head of the tree once it is known to be sound.
func (l *Log) readBack(ctx context.Context, last Checkpoint) (size int64, root tlog.Hash, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) (err error) {
		if size, root, err = Head(tx); err != nil {
			return err
		}
		if size == last.Size && root == last.Root {
			return nil
		}
		return rehash(tx, last, size, root)
	})
	return size, root, err
}

// rehash hashes all leaves since the last checkpoint onto the edge of that
// checkpoint's tree. That the result is root proves both that the leaves are
// intact and that the new tree extends the published one.
func rehash(tx storage.Tx, last Checkpoint, size int64, root tlog.Hash) error {
	e, err := loadEdge(tx, last.Size, last.Root)
	if err != nil {
		return err
	}
	err = Leaves(tx, last.Size, func(_ int64, leaf []byte) error {
		e.grow(tlog.RecordHash(leaf))
		return nil
	})
	if err != nil {
		return err
	}
	if e.size != size || e.root() != root {
		return fmt.Errorf("%w: the %d leaves read back do not hash to the root of the tree of %d; run a full check and restore a backup", ErrCorrupt, e.size, size)
	}
	_, err = loadEdge(tx, size, root)
	return err
}

// sign makes a checkpoint and opens it again.
func (l *Log) sign(size int64, root tlog.Hash) (Checkpoint, error) {
	text := formatCheckpoint(l.signer.Name(), size, root)
	signed, err := note.Sign(&note.Note{Text: text}, l.signer)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("translog: sign checkpoint: %w", err)
	}
	return ParseCheckpoint(signed, l.verifier)
}
