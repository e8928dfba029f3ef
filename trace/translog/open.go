package translog

import (
	"context"
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// load checks the store against the anchor and takes up where it left off.
func (l *Log) load(ctx context.Context) error {
	anchored, err := loadAnchor(ctx, l.anchor, l.verifier)
	if err != nil {
		return err
	}
	var size int64
	err = l.store.View(ctx, func(tx storage.Tx) (err error) {
		if size, err = soundHead(tx); err != nil || anchored == nil {
			return err
		}
		return extends(tx, size, *anchored)
	})
	if err != nil {
		return err
	}
	if anchored == nil {
		if anchored, err = l.firstAnchor(ctx, size); err != nil {
			return err
		}
	}
	l.published = *anchored
	return nil
}

// soundHead reads the tree's size and refuses a tree whose edge does not hash
// to its root, or which has lost log/tree but not the rest.
func soundHead(tx storage.Tx) (int64, error) {
	size, root, err := Head(tx)
	if err != nil {
		return 0, err
	}
	if size > 0 {
		_, err = loadEdge(tx, size, root)
		return size, err
	}
	stray, err := readPage(tx, []byte(keyPrefix), nil)
	if err == nil && len(stray) > 0 {
		err = fmt.Errorf("%w: %s is missing but %q is there; restore a backup", ErrCorrupt, treeKey, stray[0].key)
	}
	return 0, err
}

// extends checks that the tree in tx has the anchored tree as a prefix.
func extends(tx storage.Tx, size int64, anchored Checkpoint) error {
	const remedy = "restore the newest backup, or fetch the lost leaves from a mirror; keep the anchor, and never sign on from here: that would fork the log"
	if size < anchored.Size {
		return fmt.Errorf("%w: it has %d leaves but %d were published; %s", ErrRollback, size, anchored.Size, remedy)
	}
	root, err := tlog.TreeHash(anchored.Size, nodes(tx))
	if err != nil {
		return err
	}
	if root != anchored.Root {
		return fmt.Errorf("%w: of its %d leaves the first %d are not those published (root %v, published %v); %s", ErrRollback, size, anchored.Size, root, anchored.Root, remedy)
	}
	return nil
}

// firstAnchor anchors the empty tree of a new log.
func (l *Log) firstAnchor(ctx context.Context, size int64) (*Checkpoint, error) {
	if size > 0 {
		return nil, fmt.Errorf("%w: missing, but the store has %d leaves; put the newest published checkpoint in its place (from a backup, a witness or a client)", ErrAnchor, size)
	}
	c, err := l.sign(0, sha256.Sum256(nil))
	if err != nil {
		return nil, err
	}
	if err := l.anchor.Store(ctx, c.Note); err != nil {
		return nil, fmt.Errorf("%w: cannot be stored: %w", ErrAnchor, err)
	}
	return &c, nil
}
