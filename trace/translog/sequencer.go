package translog

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
)

// attempts is how often a batch is run while its outcome stays unknown.
const attempts = 3

// sequence is the one goroutine that appends.
func (l *Log) sequence() {
	defer close(l.drained)
	for groups := l.queue.take(); len(groups) > 0; groups = l.queue.take() {
		l.commit(groups)
	}
}

// commit stores the groups and answers their callers. Its error says that some
// were not stored for a fault of the store.
func (l *Log) commit(groups []*group) error {
	if len(groups) == 0 {
		return nil
	}
	if cause := l.failure(); cause != nil {
		return finishAll(groups, stopped(cause))
	}
	verdicts, err := l.run(groups)
	if err == nil {
		// Commit order, step 2: acknowledge only what is durable.
		for i, v := range verdicts {
			groups[i].finish(v.indexes, v.err)
		}
		return nil
	}
	var r *retreat
	if errors.As(err, &r) {
		return l.commitAround(groups, r)
	}
	if l.failure() == nil && len(groups) > 1 {
		// One group may be at fault, for example by derived keys that make the
		// transaction too large. Its neighbours must not suffer for it.
		half := len(groups) / 2
		return errors.Join(l.commit(groups[:half]), l.commit(groups[half:]))
	}
	return finishAll(groups, err)
}

// commitAround commits what came before a rejected group, so that the
// rejection rests on committed state, answers it, and goes on behind it.
func (l *Log) commitAround(groups []*group, r *retreat) error {
	if err := l.commit(groups[:r.group]); err != nil {
		return errors.Join(err, l.commit(groups[r.group:]))
	}
	groups[r.group].finish(nil, r.err)
	return l.commit(groups[r.group+1:])
}

// run puts the groups through one transaction and finds its outcome out. It
// stops the log if that cannot be done.
func (l *Log) run(groups []*group) (verdicts []verdict, err error) {
	ctx := context.Background()
	for range attempts {
		// Commit order, step 1: leaves, ids, nodes, root and derived keys become
		// durable together, so no crash can leave one without the others.
		err = l.store.Update(ctx, func(tx storage.Tx) (err error) {
			verdicts, err = runBatch(tx, groups)
			return err
		})
		if !errors.Is(err, storage.ErrCommitUnknown) {
			break
		}
		l.logger.Warn("transparency log: outcome of a commit unknown, reading back", "error", err)
		stored, lost := l.stored(ctx, groups, verdicts)
		if stored {
			return verdicts, nil
		}
		if lost != nil {
			err = errors.Join(err, lost)
			break
		}
	}
	if errors.Is(err, storage.ErrCommitUnknown) || errors.Is(err, ErrCorrupt) {
		l.fail(err)
	}
	return verdicts, err
}

// stored reads back whether the transaction that gave the verdicts is there.
func (l *Log) stored(ctx context.Context, groups []*group, verdicts []verdict) (stored bool, err error) {
	var keys, want [][]byte
	for i, v := range verdicts {
		for j, index := range v.indexes {
			keys = append(keys, idKey(groups[i].entries[j].ID))
			want = append(want, formatNumber(index))
		}
	}
	err = l.store.View(ctx, func(tx storage.Tx) error {
		values, err := tx.GetMany(keys...)
		if err != nil {
			return err
		}
		stored = true
		for i := range values {
			stored = stored && bytes.Equal(values[i], want[i])
		}
		return nil
	})
	return stored && err == nil, err
}

func finishAll(groups []*group, err error) error {
	for _, g := range groups {
		g.finish(nil, err)
	}
	return err
}

func stopped(cause error) error {
	if errors.Is(cause, ErrStopped) {
		return cause
	}
	return fmt.Errorf("%w: %w", ErrStopped, cause)
}
