package account

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/storage"
)

// Errors of this package; those of the store come through as they are.
var (
	ErrName     = errors.New("a login name is 2 to 32 of a-z, 0-9, \".\", \"_\" and \"-\", the first a letter or digit")
	ErrRole     = errors.New("the role is admin, officer, inspector, owner, packer or auditor")
	ErrEntity   = errors.New("an owner or packer belongs to one entity, others to none")
	ErrProvince = errors.New("a province is a code of two digits, of an officer or inspector only")
	ErrTaken    = errors.New("there is already a user of this name")
	ErrNoUser   = errors.New("there is no user of this name")
	ErrPassword = errors.New("unfit password")

	ErrCredentials = errors.New("name or password wrong") // which of them is not told
	ErrNoSession   = errors.New("not signed in")
	ErrInvitation  = errors.New("this invitation is not open: it was accepted, withdrawn or is more than 7 days old")
	ErrLabel       = errors.New("the name of a passkey or token has 1 to 60 characters")
	ErrTooMany     = errors.New("there are as many as there may be")
	ErrNoPasskey   = errors.New("there is no such passkey")
	ErrOnlyPasskey = errors.New("without this passkey nobody could sign in: set a password first, or add another passkey")
	ErrNoToken     = errors.New("there is no such token, or it has ended")
	ErrScope       = errors.New("a token has one scope or more of what its user may do")
	ErrExpiry      = errors.New("a token ends after today and within a year")
	ErrBusy        = errors.New("too many sign-ins at this moment")
)

// Config says what an Accounts works with.
type Config struct {
	Store    storage.Store
	Now      func() time.Time
	Random   io.Reader     // may be read by several goroutines at once
	Parallel int           // hashes computed at once, 19 MiB each; 2 if not positive
	Passkeys *passkey.Site // nil: there are none
}

// Accounts are the users and sessions in a store.
type Accounts struct {
	store    storage.Store
	now      func() time.Time
	random   io.Reader
	gate     *gate
	throttle *throttle
	noted    noted
	passkeys *passkey.Site
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
		passkeys: c.Passkeys,
	}
}
