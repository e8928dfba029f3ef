package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"
)

// Errors of a Registry beside Problems and those of its parts.
var (
	// ErrNoService says that the log is empty: it has no Service statement yet.
	ErrNoService = errors.New("registry: not initialised")
	// ErrForeignKey says that the signing keys are not those the log names.
	ErrForeignKey = errors.New("registry: the keys are not those of this log")
	// ErrNotFound says that nothing is stated about what was asked for.
	ErrNotFound = errors.New("registry: nothing is stated about this")
	// ErrRebuilding says that a rebuild of the derived keys was cut short, or that
	// they were made by a program that makes others.
	ErrRebuilding = errors.New("registry: its indexes are incomplete; run check --rebuild")
)

// Config says what a Registry works with.
type Config struct {
	Store  storage.Store
	Log    *translog.Log // over Store
	Signer credential.Signer
	Codes  []*code.Key      // the last one makes new codes, all are recognised
	Now    func() time.Time // the clock
	Random io.Reader        // for the ids of statements; read concurrently
}

// A Registry states facts and reads them back with their proofs. Its methods
// may be called concurrently.
type Registry struct {
	store  storage.Store
	log    *translog.Log
	signer credential.Signer
	codes  []*code.Key
	now    func() time.Time
	random io.Reader

	service Service
	known   known
}

// Found states the Service statement, leaf 0, of an empty log. BaseURL, the
// scheme and host of every link, can never be changed afterwards: it is
// printed on packs.
func Found(ctx context.Context, c Config, s Service) error {
	r := newRegistry(c)
	r.service = s
	_, err := r.State(ctx, Order{Facts: []Fact{&s}})
	return err
}

// Open starts a registry on a log that has its Service statement.
// Errors: ErrNoService, ErrForeignKey, ErrRebuilding.
func Open(ctx context.Context, c Config) (*Registry, error) {
	r := newRegistry(c)
	if err := r.store.View(ctx, r.readService); err != nil {
		return nil, err
	}
	if _, err := r.known.keys.Key(r.signer.Method()); err != nil {
		return nil, fmt.Errorf("%w: the log names %v, the key file holds %s", ErrForeignKey, r.service.IssuerKeys, r.signer.Method())
	}
	return r, nil
}

func newRegistry(c Config) *Registry {
	return &Registry{store: c.Store, log: c.Log, signer: c.Signer, codes: c.Codes, now: c.Now, random: c.Random}
}

func (r *Registry) readService(tx storage.Tx) error {
	if _, err := tx.Get([]byte(rebuildingKey)); err == nil {
		return ErrRebuilding
	}
	record, err := translog.Leaf(tx, 0)
	if isNotFound(err) {
		return ErrNoService
	}
	if err != nil {
		return err
	}
	version, err := tx.Get([]byte(versionKey))
	if err != nil && !isNotFound(err) {
		return err
	}
	if string(version) != indexVersion {
		return fmt.Errorf("%w: they are of version %.10q, this program's are of %s", ErrRebuilding, version, indexVersion)
	}
	r.service, r.known.keys, err = readService(record)
	return err
}

// readService verifies leaf 0 under the keys that it names itself; what
// vouches for it is its place in the log.
func readService(record []byte) (Service, credential.KeyMap, error) {
	named, err := decode(record)
	if err != nil {
		return Service{}, nil, err
	}
	service, ok := named.Fact.(*Service)
	if !ok {
		return Service{}, nil, fmt.Errorf("%w: leaf 0 states %s, not Service", ErrNotStatement, named.Fact.Kind())
	}
	keys := make(credential.KeyMap, len(service.IssuerKeys))
	for _, method := range service.IssuerKeys {
		if keys[method], err = credential.KeyOf(method); err != nil {
			return Service{}, nil, err
		}
	}
	_, _, err = verify(record, keys)
	return *service, keys, err
}

// Service is what the log's first statement says.
func (r *Registry) Service() Service { return r.service }

// BaseURL is the scheme and host of every link, without a slash at the end.
func (r *Registry) BaseURL() string { return r.service.BaseURL }

// Published is the newest checkpoint shown to anybody.
func (r *Registry) Published() translog.Checkpoint { return r.log.Published() }

// Publish makes everything stated so far provable at once.
func (r *Registry) Publish(ctx context.Context) (translog.Checkpoint, error) {
	return r.log.Publish(ctx)
}
