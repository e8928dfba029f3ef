package storage

import "errors"

// Errors of transactions.
var (
	ErrNotFound      = errors.New("storage: key not found")
	ErrReadOnlyTx    = errors.New("storage: write in a read-only transaction")
	ErrClosed        = errors.New("storage: closed")
	ErrCommitUnknown = errors.New("storage: it is unknown whether the transaction was stored")
	ErrNoSpace       = errors.New("storage: not enough free space")
	ErrTooLarge      = errors.New("storage: too large")
	ErrBadKey        = errors.New("storage: key is empty or begins with '!'")
	ErrCorrupt       = errors.New("storage: stored value does not match its digest")
)

// Errors of opening, checking and loading a store.
var (
	ErrHeld       = errors.New("storage: in use by another process")
	ErrNotOurs    = errors.New("storage: not a data directory of this program")
	ErrMissing    = errors.New("storage: there is no store")
	ErrPermission = errors.New("storage: not permitted")
	ErrDamaged    = errors.New("storage: damaged")
	ErrLayout     = errors.New("storage: written by a newer version of this program")
	ErrNotEmpty   = errors.New("storage: not empty")
)
