package storage

import (
	"context"
	"errors"
)

// Store is an ordered, transactional key-value store. Its methods may be called
// from any goroutine. The package comment is the contract.
type Store interface {
	// View runs f once on a read-only snapshot and returns f's error.
	View(ctx context.Context, f func(Tx) error) error

	// Update runs f, possibly several times, and commits what its last run
	// wrote. It is durable once Update returns nil.
	Update(ctx context.Context, f func(Tx) error) error

	// Close waits for running transactions, lets the engine settle its files
	// and releases them. Later calls of any method return ErrClosed.
	Close() error
}

// Tx is a transaction. Slices passed and returned belong to the caller.
type Tx interface {
	// Get returns the value of key, not nil, or ErrNotFound.
	Get(key []byte) ([]byte, error)

	// GetMany returns the values of the keys in their order, nil for an absent
	// key. An engine behind a network needs one round trip.
	GetMany(keys ...[]byte) ([][]byte, error)

	// Set stores value under key; ErrReadOnlyTx in a View.
	Set(key, value []byte) error

	// Delete removes key, which need not be present; ErrReadOnlyTx in a View.
	Delete(key []byte) error

	// Scan calls f for the pairs under prefix in the order of their keys, from
	// the first if after is nil, else from the first behind after. An error of
	// f ends the scan and is returned, except Stop, which ends it with nil.
	Scan(prefix, after []byte, f func(key, value []byte) error) error
}

// Stop is returned by the f of Scan to end the scan without an error.
//
//lint:ignore ST1012 it is no failure, as with fs.SkipAll
var Stop = errors.New("storage: stop scanning")
