package translog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"ocoptrace/storage"
)

// Config says where a log lives and who signs it.
type Config struct {
	Store    storage.Store // nobody else may write under log/; Close leaves it open
	Signer   note.Signer   // its name is the log's origin
	Verifier note.Verifier // of the same name and key
	Anchor   Anchor        // outside Store, so that one fault does not roll both back
	// Interval between publications; 0 means 1 s, negative means that only
	// Publish and Close publish.
	Interval time.Duration
	Logger   *slog.Logger // nil discards
	// Cosign, if not nil, asks witnesses: it is given a checkpoint that is
	// anchored and not yet shown, and returns it with the signatures that it got.
	// Publication waits for it, so it should take a few seconds at most. An error
	// says that too few have signed: the checkpoint is shown all the same, and
	// they are asked again at the next interval.
	Cosign func(ctx context.Context, checkpoint []byte) ([]byte, error)
	// OnPublish, if not nil, is told of each new checkpoint, and of each that got
	// more signatures, one call at a time, in order of size. It must not call Publish or Close.
	OnPublish func(Checkpoint)
}

// Log appends to one transparency log. There must be no other Log on the same
// store. Its methods may be called concurrently.
type Log struct {
	store     storage.Store
	signer    note.Signer
	verifier  note.Verifier
	anchor    Anchor
	logger    *slog.Logger
	cosign    func(context.Context, []byte) ([]byte, error)
	onPublish func(Checkpoint)

	queue   *queue
	drained chan struct{} // closed when the sequencer has ended
	quit    chan struct{} // closed to end the publisher
	ended   chan struct{} // closed when the publisher has ended

	publishing sync.Mutex // held while a checkpoint is made
	wanting    bool       // the newest checkpoint may have too few cosignatures; held by publishing
	warned     bool       // of that; held by publishing
	closing    sync.Once
	closeError error

	mu        sync.Mutex
	published Checkpoint
	cause     error // why the log stopped
}

// Open starts the log in a store after checking that the store extends the
// anchor: ErrRollback, ErrAnchor or ErrCorrupt say what to do otherwise. An
// empty store without an anchor becomes a new log, whose first anchor is a
// checkpoint of size 0. ctx bounds the opening only.
func Open(ctx context.Context, c Config) (*Log, error) {
	l, err := newLog(c)
	if err != nil {
		return nil, err
	}
	if err := l.load(ctx); err != nil {
		return nil, err
	}
	go l.sequence()
	go l.publishEvery(c.Interval)
	return l, nil
}

func newLog(c Config) (*Log, error) {
	if c.Store == nil || c.Signer == nil || c.Verifier == nil || c.Anchor == nil {
		return nil, errors.New("translog: Config needs Store, Signer, Verifier and Anchor")
	}
	if c.Signer.Name() != c.Verifier.Name() || c.Signer.KeyHash() != c.Verifier.KeyHash() {
		return nil, fmt.Errorf("translog: signer %s+%08x and verifier %s+%08x are not one key", c.Signer.Name(), c.Signer.KeyHash(), c.Verifier.Name(), c.Verifier.KeyHash())
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return &Log{
		store: c.Store, signer: c.Signer, verifier: c.Verifier, anchor: c.Anchor,
		logger: c.Logger, cosign: c.Cosign, wanting: c.Cosign != nil, onPublish: c.OnPublish,
		queue: newQueue(), drained: make(chan struct{}), quit: make(chan struct{}), ended: make(chan struct{}),
	}, nil
}

// Append stores the group, whole or not at all, and returns the index of each
// entry once the transaction is durable. An entry whose ID and leaf are known
// gets its old index; a group may mix old and new. Errors: ErrEntry,
// ErrGroupTooLarge, ErrIDConflict, what Admit or Apply returned, an error of
// the store (nothing was stored), storage.ErrCommitUnknown (append the same
// entries again after reopening), ErrStopped, or ctx's error, after which the
// group has not been and will not be stored.
func (l *Log) Append(ctx context.Context, entries ...Entry) (indexes []int64, err error) {
	if len(entries) == 0 {
		return nil, nil
	}
	g, err := newGroup(entries)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := l.queue.put(g); err != nil {
		return nil, err
	}
	select {
	case <-g.done:
	case <-ctx.Done():
		if g.taken.CompareAndSwap(false, true) {
			return nil, ctx.Err()
		}
		<-g.done // the transaction is under way: its outcome is worth the wait
	}
	return g.indexes, g.err
}

// Published returns the newest published checkpoint, of size 0 before the first.
func (l *Log) Published() Checkpoint {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.published
}

// Close takes no more entries, stores those that wait, publishes and stops. It
// returns what stopped the log before, if anything did. The store stays open.
func (l *Log) Close() error {
	l.closing.Do(func() {
		l.queue.close(ErrStopped)
		<-l.drained
		close(l.quit)
		<-l.ended
		if l.closeError = l.failure(); l.closeError == nil {
			_, l.closeError = l.Publish(context.Background())
		}
		l.fail(ErrStopped)
	})
	return l.closeError
}

// fail stops the log; the first cause stays.
func (l *Log) fail(cause error) {
	l.mu.Lock()
	first := l.cause == nil
	if first {
		l.cause = cause
	}
	l.mu.Unlock()
	if first && cause != ErrStopped {
		l.logger.Error("transparency log stopped", "error", cause)
	}
	l.queue.close(stopped(cause))
}

func (l *Log) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cause
}
