package send

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// Errors of [Target.Send], besides [ErrTarget] and the context's.
var (
	ErrFormat      = errors.New("format")             // of a job that this printer does not take
	ErrRefused     = errors.New("connection refused") // nobody listens
	ErrUnreachable = errors.New("not reachable")      // no such host, no way to it
	ErrTimeout     = errors.New("timed out")          // no answer, or no further bytes taken
	ErrClosed      = errors.New("connection closed")  // by the printer, before the end
	ErrNoLP        = errors.New("lp is not installed")
	ErrLP          = errors.New("lp")  // it failed; its words follow
	ErrSource      = errors.New("job") // it could not be read
)

// Format is what a job consists of.
type Format int

// Formats.
const (
	Label Format = iota // a label printer's own language
	PDF
)

// Options are how a job is sent. Zero durations stand for what is said of each.
type Options struct {
	Format   Format
	Title    string        // shown in a queue; not for raw printers
	Connect  time.Duration // until the printer answers: 10 s
	Idle     time.Duration // until it takes more bytes: 60 s
	Linger   time.Duration // until it closes, after the last byte: 2 s
	Progress func(sent int64)
}

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&o.Connect, 10 * time.Second}, {&o.Idle, time.Minute}, {&o.Linger, 2 * time.Second}} {
		if *d.value <= 0 {
			*d.value = d.usual
		}
	}
	if o.Progress == nil {
		o.Progress = func(int64) {}
	}
	return o
}

// A Receipt says what became of a job.
type Receipt struct {
	Sent int64  // bytes that went out
	Job  string // as the queue calls it, such as "XP-365B-17"; empty for raw printers
}

// Send sends a job and returns when the printer or its queue has taken it. Where
// it fails the receipt says how many bytes had gone out; those may be printed.
// Progress is called on the caller's goroutine or another, never on two at once.
func (t Target) Send(ctx context.Context, job io.Reader, o Options) (Receipt, error) {
	o = o.withDefaults()
	switch {
	case t == Target{}:
		return Receipt{}, fmt.Errorf("%w: there is none", ErrTarget)
	case t.Raw() && o.Format != Label:
		return Receipt{}, fmt.Errorf("%w: %s takes a label printer's language only; send PDF to a queue (lp:NAME)", ErrFormat, t)
	case t.Raw():
		sent, err := t.raw(ctx, job, o)
		return Receipt{Sent: sent}, err
	}
	return t.lp(ctx, job, o)
}

// counter counts what a program has been given of a job. The program may end
// before the job does, so that Read and stop come from two goroutines.
type counter struct {
	job      io.Reader
	progress func(int64)

	mu      sync.Mutex
	n       int64
	err     error // io.EOF at the end
	stopped bool
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.job.Read(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return 0, io.ErrClosedPipe
	}
	c.n += int64(n)
	if n > 0 {
		c.progress(c.n)
	}
	if err != nil {
		c.err = err
	}
	return n, err
}

// stop ends the counting and returns how much was read, whether that was all,
// and the job's fault.
func (c *counter) stop() (n int64, whole bool, fault error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	if c.err == io.EOF {
		return c.n, true, nil
	}
	return c.n, false, c.err
}
