package trace

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/tlog"
)

// Evidence is a record with what proves it: its signature was checked and its
// place in the tree of a published checkpoint.
type Evidence struct {
	Statement
	Index  int64 // in the log
	Method string
	Record []byte // JCS bytes, the log leaf
	Hashes []tlog.Hash
}

// Proof is the evidence's c2sp.org/tlog-proof under the checkpoint it was
// proven against.
func (e *Evidence) Proof(cp translog.Checkpoint) translog.Proof {
	return translog.Proof{Index: e.Index, Hashes: e.Hashes, Checkpoint: cp.Note}
}

// Proven is Evidence of a fact of one kind.
type Proven[F Fact] struct {
	*Evidence
	Fact F
}

// ErrUnproven says that a stored record's signature or log proof fails.
var ErrUnproven = errors.New("registry: a record's signature or log proof fails")

// errUnpublished says that a record is newer than the checkpoint.
var errUnpublished = errors.New("registry: record not published yet")

// prover reads statements in one transaction and proves each.
type prover struct {
	view
	known      *known
	checkpoint translog.Checkpoint
	proven     map[int64]*Evidence
}

// maxPublish is how often a read publishes because it met a statement newer than
// the checkpoint. Somebody may state another one each time in between.
const maxPublish = 16

// prove runs f with a prover for the newest checkpoint, publishing a newer one
// and running it again if f meets a statement that is newer.
func (r *Registry) prove(ctx context.Context, f func(*prover) error) error {
	cp := r.log.Published()
	for range maxPublish {
		err := r.proveUnder(ctx, cp, f)
		if !errors.Is(err, errUnpublished) {
			return err
		}
		if cp, err = r.log.Publish(ctx); err != nil {
			return err
		}
	}
	return r.proveUnder(ctx, cp, f)
}

func (r *Registry) proveUnder(ctx context.Context, cp translog.Checkpoint, f func(*prover) error) error {
	return r.store.View(ctx, func(tx storage.Tx) error {
		return f(&prover{view{tx}, &r.known, cp, make(map[int64]*Evidence)})
	})
}

// evidence proves the statement at a log index.
func (p *prover) evidence(index int64) (*Evidence, error) {
	if e := p.proven[index]; e != nil {
		return e, nil
	}
	if index >= p.checkpoint.Size {
		return nil, errUnpublished
	}
	record, err := translog.Leaf(p.tx, index)
	if isNotFound(err) {
		return nil, fmt.Errorf("%w: log index %d: the record is missing", ErrUnproven, index)
	}
	if err != nil {
		return nil, err
	}
	hashes, err := translog.Prove(p.tx, index, p.checkpoint.Size)
	if err != nil {
		return nil, err
	}
	hash := tlog.RecordHash(record)
	err = tlog.CheckRecord(hashes, p.checkpoint.Size, p.checkpoint.Root, index, hash)
	if err != nil {
		return nil, fmt.Errorf("%w: log index %d: %v", ErrUnproven, index, err)
	}
	s, method, err := p.known.verify(hash, record)
	if err != nil {
		return nil, fmt.Errorf("%w: log index %d: %w", ErrUnproven, index, err)
	}
	e := &Evidence{Statement: s, Index: index, Method: method, Record: record, Hashes: hashes}
	p.proven[index] = e
	return e, nil
}

// provenAt proves the statement at a log index, which must be of kind F.
func provenAt[F Fact](p *prover, index int64) (Proven[F], error) {
	e, err := p.evidence(index)
	if err != nil {
		return Proven[F]{}, err
	}
	fact, ok := e.Fact.(F)
	if !ok {
		return Proven[F]{}, fmt.Errorf("%w: log index %d states %s", ErrUnproven, index, e.Fact.Kind())
	}
	return Proven[F]{e, fact}, nil
}

// provenCurrent proves the newest statement of a list; ErrNotFound if there is
// none.
func provenCurrent[F Fact](p *prover, list, subject string) (Proven[F], error) {
	indexes, err := p.newest(list, subject, 1)
	if err != nil {
		return Proven[F]{}, err
	}
	if len(indexes) == 0 {
		return Proven[F]{}, fmt.Errorf("%w: %s", ErrNotFound, subject)
	}
	return provenAt[F](p, indexes[0])
}

// provenHistory proves all statements of a list, newest first.
func provenHistory[F Fact](p *prover, list, subject string) ([]Proven[F], error) {
	indexes, err := p.newest(list, subject, 0)
	if err != nil {
		return nil, err
	}
	return provenAll[F](p, indexes)
}

// provenAll proves the statements at log indexes, in their order.
func provenAll[F Fact](p *prover, indexes []int64) (all []Proven[F], err error) {
	all = make([]Proven[F], len(indexes))
	for i, index := range indexes {
		if all[i], err = provenAt[F](p, index); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ProveID proves a statement by its id, "urn:uuid:…". ErrNotFound, ErrUnproven.
func (r *Registry) ProveID(ctx context.Context, id string) (e *Evidence, cp translog.Checkpoint, err error) {
	err = r.prove(ctx, func(p *prover) error {
		index, err := translog.IndexOf(p.tx, id)
		if isNotFound(err) {
			return fmt.Errorf("%w: %s", ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		cp = p.checkpoint
		e, err = p.evidence(index)
		return err
	})
	return e, cp, err
}

// JWT is the vc+jwt form of a record of the log (W3C Securing Verifiable
// Credentials using JOSE and COSE): its payload is the record without its
// proof, its signature was made and stored with the record.
func (r *Registry) JWT(ctx context.Context, e *Evidence) (token string, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		signature, err := tx.Get(jwsKey(e.Index))
		if err != nil {
			return err
		}
		token, err = credential.JWT(e.Record, signature)
		return err
	})
	return token, err
}
