package press

import (
	"encoding/base32"
	"encoding/binary"
	"errors"
	"io"
	"sync"
	"time"

	"ocoptrace/storage"
)

// Errors of this package. They are wrapped with what is concerned; those of the
// store, the file system, the Maker, the Ledger and the Sender come through.
var (
	ErrID       = errors.New("not an identifier of 1 to 64 of a-z, 0-9 and \"-\"")
	ErrSpan     = errors.New("not labels of a run")
	ErrNotFound = errors.New("there is no such thing")
	ErrTaken    = errors.New("there is already one of this name")
	ErrLimit    = errors.New("there are too many")
	ErrDesign   = errors.New("the file cannot be kept")
	ErrPrinter  = errors.New("the printer's profile is not right")
	ErrTarget   = errors.New("the operator has not allowed this printer")
	ErrPosition = errors.New("not a position")
	ErrQueued   = errors.New("the labels are already waiting")
	ErrHeld     = errors.New("the labels are in a job")
	ErrOrder    = errors.New("this cannot be a job")
	ErrReprint  = errors.New("labels were in another job: give a reason for printing them again")
	ErrState    = errors.New("the job is not in a state for this")
	ErrGone     = errors.New("the file was removed: make the job again")
	ErrChanged  = errors.New("what is on record has changed, the file would be another: make a new job")
	ErrStopped  = errors.New("the job was cancelled")
	ErrSpool    = errors.New("the folder of print files cannot be used")
	ErrClock    = errors.New("not a time of day such as 17:30")
)

// Config says what a Press works with.
type Config struct {
	Store  storage.Store
	Now    func() time.Time
	Random io.Reader // may be read by several goroutines at once
	Spool  string    // folder for the files of jobs; made if absent
	Maker  Maker
	Ledger Ledger
	Sender Sender // nil for package send

	Targets  []Target      // the printers that the service may connect to
	Names    bool          // profiles may name targets that are not among Targets, for the operator's own commands; nothing is sent to those
	Keep     time.Duration // how long files are kept after they were made; 7 days if not positive
	Parallel int           // parts made at once; 2 if not positive. One small job more is made beside them.
}

// A Press is the print shop of all entities. It may be used by several
// goroutines at once.
type Press struct {
	c     Config
	store storage.Store
	spool *spool
	pool  *pool

	moving  sync.Mutex // held while it is decided which files are made or removed
	closing sync.Mutex // held by CloseDay
}

// New returns the press of a store. ErrSpool, ErrTarget. Close releases it.
func New(c Config) (*Press, error) {
	if c.Keep <= 0 {
		c.Keep = 7 * 24 * time.Hour
	}
	if c.Parallel <= 0 {
		c.Parallel = 2
	}
	if c.Sender == nil {
		c.Sender = network{}
	}
	if err := checkTargets(c.Targets); err != nil {
		return nil, err
	}
	s, err := openSpool(c.Spool)
	if err != nil {
		return nil, err
	}
	return &Press{c: c, store: c.Store, spool: s, pool: newPool()}, nil
}

// Close releases the spool folder. Run must have ended.
func (p *Press) Close() error { return p.spool.close() }

// base32 in an alphabet that keeps the order of bytes, in small letters.
var idEncoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// newID is 16 letters and digits: 48 bits that grow with the time in
// milliseconds, or fall with it for newest first, and 32 random bits.
func (p *Press) newID(newestFirst bool) (string, error) {
	b := binary.BigEndian.AppendUint64(nil, uint64(p.c.Now().UnixMilli()))[2:]
	if newestFirst {
		for i := range b {
			b[i] ^= 0xFF
		}
	}
	b = append(b, 0, 0, 0, 0)
	if _, err := io.ReadFull(p.c.Random, b[6:]); err != nil {
		return "", err
	}
	return idEncoding.EncodeToString(b), nil
}
