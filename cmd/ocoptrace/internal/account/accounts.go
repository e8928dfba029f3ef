package account

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"ocoptrace/storage"
)

// Errors of this package; those of the store come through as they are.
var (
	ErrName     = errors.New("a login name is 2 to 32 of a-z, 0-9, \".\", \"_\" and \"-\", the first a letter or digit")
	ErrRole     = errors.New("the role is producer or officer")
	ErrEntity   = errors.New("a producer belongs to one entity, an officer to none")
	ErrTaken    = errors.New("there is already a user of this name")
	ErrNoUser   = errors.New("there is no user of this name")
	ErrPassword = errors.New("unfit password")

	ErrCredentials = errors.New("name or password wrong") // which of them is not told
	ErrNoSession   = errors.New("not signed in")
	ErrBusy        = errors.New("too many sign-ins at this moment")
)

// Config says what an Accounts works with.
type Config struct {
	Store    storage.Store
	Now      func() time.Time
	Random   io.Reader // may be read by several goroutines at once
	Parallel int       // hashes computed at once, 19 MiB each; 2 if not positive
}

// Accounts are the users and sessions in a store.
type Accounts struct {
	store    storage.Store
	now      func() time.Time
	random   io.Reader
	gate     *gate
	throttle *throttle
	swept    atomic.Int64 // when sessions that had ended were last deleted, Unix seconds
}

// New returns the accounts in a store.
func New(c Config) *Accounts {
	if c.Parallel <= 0 {
		c.Parallel = 2
	}
	return &Accounts{
		store: c.Store, now: c.Now, random: c.Random,
		gate: newGate(c.Parallel), throttle: newThrottle(c.Now),
	}
}
