package trace

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/tlog"
)

// A Replay judges the leaves of a log from outside, as a monitor does: it
// repeats in an empty store, leaf by leaf, what the service that keeps the log
// did, and finds what the service should not have admitted. Of each leaf are
// checked the record's form, its signature under the keys that leaf 0 names,
// that its id is new, the fact on its own, and the fact against all before it:
// what it refers to, counters of label runs, quantities, states, supersede
// chains. The rules are those of this program; a leaf that another version
// admitted may break one. Its methods must not be called concurrently.
type Replay struct {
	store   storage.Store
	log     *translog.Log
	size    int64
	service Service
	keys    credential.KeyMap
	stated  map[Kind]int64
}

// A Fault is a leaf that breaks a rule.
type Fault struct {
	Index int64
	Err   error // Problems, ErrRepeated, or why it is no signed statement
}

// ErrRepeated says that an earlier leaf has the same statement id, or that it is
// no UUID.
var ErrRepeated = errors.New("trace: not an id of its own")

// ErrGap says that leaves do not follow those replayed before.
var ErrGap = errors.New("trace: leaves out of order")

// NewReplay replays into a store and a log over it that are empty and used for
// nothing else; whose keys the log has does not matter.
func NewReplay(store storage.Store, log *translog.Log) *Replay {
	return &Replay{store: store, log: log, stated: make(map[Kind]int64)}
}

// Size is how many leaves were replayed.
func (p *Replay) Size() int64 { return p.size }

// Service is what leaf 0 states; zero before it was replayed or if it is no
// such statement.
func (p *Replay) Service() Service { return p.service }

// Stated counts the sound statements of each kind.
func (p *Replay) Stated() map[Kind]int64 { return p.stated }

// Root is the root of the tree of what was replayed, to be held against the
// checkpoint that the leaves came under.
func (p *Replay) Root(ctx context.Context) (tlog.Hash, error) {
	c, err := p.log.Publish(ctx)
	return c.Root, err
}

// replayedAtOnce is how many bytes of leaves one transaction replays, unless a
// single one has more.
const replayedAtOnce = 2 << 20

// Add replays leaves, the first of which must have the index Size, some hundred
// at a time. A leaf with a fault keeps its place and changes nothing else.
// Errors: ErrGap, translog.ErrEntry for a leaf that no log of ours can hold, or
// those of the store and of ctx. Also with an error, the faults are those of the
// leaves that were replayed, and Size says how many these are.
func (p *Replay) Add(ctx context.Context, first int64, leaves [][]byte) (found []Fault, err error) {
	if first != p.size {
		return nil, fmt.Errorf("%w: leaf %d after %d leaves", ErrGap, first, p.size)
	}
	for len(leaves) > 0 {
		n, bytes := 1, len(leaves[0])
		for n < len(leaves) && bytes+len(leaves[n]) <= replayedAtOnce {
			bytes += len(leaves[n])
			n++
		}
		more, err := p.add(ctx, leaves[:n])
		if err != nil {
			return found, err
		}
		found, leaves = append(found, more...), leaves[n:]
	}
	return found, nil
}

// add replays leaves in one transaction.
func (p *Replay) add(ctx context.Context, leaves [][]byte) ([]Fault, error) {
	first := p.size
	statements := make([]Statement, len(leaves))
	entries := make([]translog.Entry, len(leaves))
	faults := make([]error, len(leaves))
	ids := make(map[string]bool, len(leaves))
	for i, leaf := range leaves {
		s, unsound := p.read(first+int64(i), leaf)
		id, err := p.place(ctx, s.ID, ids)
		if err != nil {
			return nil, err
		}
		if id == "" {
			id = fmt.Sprintf("leaf/%d", first+int64(i))
			if unsound == nil {
				unsound = fmt.Errorf("%w: %s", ErrRepeated, shortened(s.ID))
			}
		}
		statements[i] = s
		entries[i] = translog.Entry{ID: id, Leaf: leaf, Apply: func(tx storage.Tx, index int64) (failed error) {
			if faults[i] = unsound; unsound == nil {
				faults[i], failed = admitAgain(tx, s.Fact, index)
			}
			return failed
		}}
	}
	if _, err := p.log.Append(ctx, entries...); err != nil {
		return nil, err
	}
	p.size += int64(len(leaves))
	return p.note(first, statements, faults), nil
}

// place is the id under which a statement is kept; "" if it has none of its own.
// Only a UUID can be one, so that none is taken for the place of a leaf without.
func (p *Replay) place(ctx context.Context, id string, together map[string]bool) (string, error) {
	if !strings.HasPrefix(id, "urn:uuid:") || len(id) > 128 || together[id] {
		return "", nil
	}
	known := false
	err := p.store.View(ctx, func(tx storage.Tx) error {
		_, err := translog.IndexOf(tx, id)
		if isNotFound(err) {
			return nil
		}
		known = true
		return err
	})
	if err != nil || known {
		return "", err
	}
	together[id] = true
	return id, nil
}

// read reads a record and verifies its signature.
func (p *Replay) read(index int64, leaf []byte) (Statement, error) {
	if index == 0 {
		service, keys, err := readService(leaf)
		if err != nil {
			return Statement{}, err
		}
		p.service, p.keys = service, keys
	}
	s, _, err := verify(leaf, p.keys)
	if err != nil {
		return Statement{}, err
	}
	return s, s.Fact.problems().err()
}

// admitAgain admits a fact as the service did. Its fault is the fact's, failed
// the store's.
func admitAgain(tx storage.Tx, f Fact, index int64) (fault, failed error) {
	err := f.admit(view{tx})
	switch {
	case isFault(err):
		return err, nil
	case err != nil:
		return nil, err
	}
	return nil, write(tx, f, index)
}

// isFault says whether an error of admit is about the fact.
func isFault(err error) bool {
	var problems Problems
	return errors.As(err, &problems) || errors.Is(err, errRangeTaken) || errors.Is(err, ErrNotFound)
}

// note counts what was replayed and lists the faults.
func (p *Replay) note(first int64, statements []Statement, faults []error) (found []Fault) {
	for i, err := range faults {
		if err != nil {
			found = append(found, Fault{first + int64(i), err})
			continue
		}
		p.stated[statements[i].Fact.Kind()]++
	}
	return found
}
