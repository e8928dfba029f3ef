package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

const (
	maxRequests = 3  // to one witness for one checkpoint
	maxRest     = 31 // checkpoints that a witness is not asked about after failures
)

// A Collector asks the witnesses of a policy to cosign the checkpoints of one
// log. It remembers which size each has cosigned. Collect may be called
// concurrently, but the calls then follow each other.
type Collector struct {
	client  *http.Client
	policy  translog.Policy
	prove   func(ctx context.Context, from, to int64) (tlog.TreeProof, error)
	running sync.Mutex
	states  map[string]*state // by the name and key ID of the witness
}

// state is what is known of a witness.
type state struct {
	size     int64 // it cosigned last, as far as is known
	failures int   // in a row
	rest     int   // checkpoints that it is still not asked about
	last     error
}

// NewCollector returns a Collector that knows of no cosignature yet. prove
// makes consistency proofs of the log, 1 <= from < to; it must be safe for
// concurrent use. Witnesses without a URL in the policy are not asked.
func NewCollector(client *http.Client, p translog.Policy, prove func(ctx context.Context, from, to int64) (tlog.TreeProof, error)) *Collector {
	return &Collector{client: client, policy: p, prove: prove, states: map[string]*state{}}
}

// Collected is the outcome of Collect.
type Collected struct {
	Note    []byte // the checkpoint with the cosignatures that were obtained
	Answers []Answer
}

// An Answer is what came of asking one witness.
type Answer struct {
	Witness translog.Witness
	Err     error // nil if it cosigned
}

// Collect asks all witnesses of the policy at the same time for their
// cosignatures of a checkpoint, and waits for each to answer or for ctx to end,
// which should have a deadline. A witness that answers with another size is
// asked again with a proof from there. One that failed several times in a row
// is left out for the next 1, 3, 7, 15 and then each time 31 checkpoints.
//
// The error is nil if the note satisfies the policy, else translog.ErrUnverified
// or translog.ErrMalformed; the note is good in either case, with as many
// cosignatures as there are.
func (c *Collector) Collect(ctx context.Context, checkpoint []byte) (Collected, error) {
	head, err := translog.ReadCheckpoint(checkpoint)
	if err != nil {
		return Collected{}, err
	}
	c.running.Lock()
	defer c.running.Unlock()
	var group sync.WaitGroup
	witnesses := c.policy.Witnesses()
	lines, all := make([][]byte, len(witnesses)), make([]Answer, len(witnesses))
	for i, w := range witnesses {
		s := c.state(w)
		group.Go(func() {
			all[i].Witness = w
			lines[i], all[i].Err = c.ask(ctx, w, s, head)
		})
	}
	group.Wait()
	return c.join(head, lines, all)
}

func (c *Collector) state(w translog.Witness) *state {
	key := fmt.Sprintf("%s+%08x", w.Verifier.Name(), w.Verifier.KeyHash())
	if c.states[key] == nil {
		c.states[key] = &state{}
	}
	return c.states[key]
}

// ask gets the cosignature of one witness, unless that rests.
func (c *Collector) ask(ctx context.Context, w translog.Witness, s *state, head translog.Checkpoint) ([]byte, error) {
	if w.Prefix == "" {
		return nil, fmt.Errorf("%w: the policy has no URL of %s", ErrResting, w.Verifier.Name())
	}
	if s.rest > 0 {
		s.rest--
		return nil, fmt.Errorf("%w: %s, %d in a row, the last: %w", ErrResting, w.Verifier.Name(), s.failures, s.last)
	}
	line, err := c.agree(ctx, w, s, head)
	if err == nil {
		*s = state{size: head.Size}
		return line, nil
	}
	s.last = err
	s.failures++
	s.rest = min(1<<min(s.failures-1, 10)-1, maxRest)
	return nil, err
}

// agree submits the checkpoint with the old size that the witness names.
func (c *Collector) agree(ctx context.Context, w translog.Witness, s *state, head translog.Checkpoint) ([]byte, error) {
	for range maxRequests {
		if s.size > head.Size {
			// Forget the claim: it may have been false.
			claimed := s.size
			s.size = 0
			return nil, fmt.Errorf("%w: %s says %d leaves, the checkpoint of %s has %d; if no larger one was ever published, find out who signed it", ErrAhead, w.Verifier.Name(), claimed, head.Origin, head.Size)
		}
		r := Request{Old: s.size, Checkpoint: head.Note}
		if 0 < r.Old && r.Old < head.Size {
			var err error
			if r.Proof, err = c.prove(ctx, r.Old, head.Size); err != nil {
				return nil, fmt.Errorf("witness: proof from %d to %d leaves: %w", r.Old, head.Size, err)
			}
		}
		line, err := Submit(ctx, c.client, w, r)
		var conflict *Conflict
		if !errors.As(err, &conflict) {
			return line, err
		}
		s.size = conflict.Size
		if conflict.Size == r.Old {
			return nil, fmt.Errorf("%w: %s says conflict with %d leaves, which is what it was asked with", ErrRefused, w.Verifier.Name(), r.Old)
		}
	}
	return nil, fmt.Errorf("%w: %s names another size each time, the last is %d", ErrRefused, w.Verifier.Name(), s.size)
}

// join appends the cosignatures to the checkpoint in the order of the policy,
// each unless it is there already, and looks whether they suffice.
func (c *Collector) join(head translog.Checkpoint, lines [][]byte, all []Answer) (Collected, error) {
	cosigned := bytes.Clone(head.Note)
	for _, line := range lines {
		if !bytes.Contains(cosigned, line) {
			cosigned = append(cosigned, line...)
		}
	}
	_, err := c.policy.Open(cosigned)
	return Collected{cosigned, all}, err
}
