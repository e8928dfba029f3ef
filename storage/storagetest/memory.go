package storagetest

import (
	"context"
	"fmt"
	"sync"

	"ocoptrace/storage"
)

// Memory returns an empty store that lives in memory and keeps the contract of
// package storage, the limits on a transaction's size included. Every View has
// a snapshot of its own; Updates run one after another, so that f runs once
// (see FaultStore.RunTwice).
func Memory() storage.Store {
	return &memory{writer: make(chan struct{}, 1)}
}

// memory publishes immutable trees: a snapshot is a pointer.
type memory struct {
	writer chan struct{} // holds a token while an Update runs

	mu     sync.Mutex
	root   *node
	closed bool
	active sync.WaitGroup
}

// enter registers a transaction and returns its snapshot.
func (m *memory) enter() (*node, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, storage.ErrClosed
	}
	m.active.Add(1)
	return m.root, nil
}

func (m *memory) View(ctx context.Context, f func(storage.Tx) error) error {
	root, err := m.enter()
	if err != nil {
		return err
	}
	defer m.active.Done()
	tx := &memoryTx{ctx: ctx, root: root}
	defer tx.end()
	if err := ctx.Err(); err != nil {
		return err
	}
	return f(tx)
}

func (m *memory) Update(ctx context.Context, f func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case m.writer <- struct{}{}:
		defer func() { <-m.writer }()
	case <-ctx.Done():
		return ctx.Err()
	}
	root, err := m.enter()
	if err != nil {
		return err
	}
	defer m.active.Done()
	tx := &memoryTx{ctx: ctx, root: root, written: map[string]int{}}
	defer tx.end()
	if err := f(tx); err != nil {
		return err
	}
	return m.commit(tx)
}

func (m *memory) commit(tx *memoryTx) error {
	if err := tx.ctx.Err(); err != nil {
		return err
	}
	if tx.tooLarge() {
		return fmt.Errorf("%w: a transaction of %d pairs and %d bytes", storage.ErrTooLarge, len(tx.written), tx.bytes)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root = tx.root
	return nil
}

func (m *memory) Close() error {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return storage.ErrClosed
	}
	m.closed = true
	m.mu.Unlock()
	m.active.Wait()
	return nil
}
