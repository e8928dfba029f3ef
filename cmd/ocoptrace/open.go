package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// A service is an open data directory.
type service struct {
	dir      directory
	store    *badger.Store
	keys     keyfile.Keys
	log      *translog.Log
	registry *trace.Registry
	config   trace.Config
	events   *eventsParts // nil where nothing is served
	policy   []byte       // the text of the policy; nil where it was not read
	jobs     *job.Jobs    // nil where no pages are served
}

// An opening says what a service is opened with beside its settings.
type opening struct {
	now      func() time.Time
	random   io.Reader
	logger   *slog.Logger  // nil discards
	interval time.Duration // between checkpoints; 0 means 1 s, negative when closing only
	create   bool          // the store may be absent
	cosigned bool          // the witnesses of the policy are asked to cosign
}

func (p *program) opening(interval time.Duration) opening {
	return opening{now: p.now, random: p.random, interval: interval}
}

// open opens a service in the order store, keys, log, registry: the store
// first, because it is what one process alone may hold.
func open(ctx context.Context, s *settings, o opening) (*service, error) {
	if err := s.dir.ready(); err != nil {
		return nil, err
	}
	return openService(ctx, s, o)
}

// openService opens a directory that may still be marked incomplete.
func openService(ctx context.Context, s *settings, o opening) (*service, error) {
	v, err := openLog(ctx, s, o)
	if err != nil {
		return nil, err
	}
	known, err := trace.ReadService(ctx, v.store)
	if err == nil {
		err = v.configure(known.BaseURL, o)
	}
	if err == nil {
		v.registry, err = trace.Open(ctx, v.config)
	}
	if err != nil {
		return nil, errors.Join(err, v.close())
	}
	return v, nil
}

// openLog opens everything below the registry.
func openLog(ctx context.Context, s *settings, o opening) (*service, error) {
	options := s.storeOptions()
	options.Logger, options.Create = o.logger, o.create
	v := &service{dir: s.dir}
	var err error
	if v.store, err = badger.Open(s.dir.store(), options); err != nil {
		return nil, err
	}
	if v.keys, err = keyfile.Open(s.dir.keys(), s.passphrase); err == nil {
		v.log, err = v.openTree(ctx, s, o)
	}
	if err != nil {
		return nil, errors.Join(err, v.close())
	}
	return v, nil
}

func (v *service) openTree(ctx context.Context, s *settings, o opening) (*translog.Log, error) {
	signer, err := note.NewSigner(v.keys.Log)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(v.keys.LogVerifier)
	if err != nil {
		return nil, err
	}
	c := translog.Config{
		Store: v.store, Signer: signer, Verifier: verifier,
		Anchor: s.anchor(), Interval: o.interval, Logger: o.logger,
	}
	if o.cosigned {
		var policy translog.Policy
		if v.policy, policy, err = readPolicy(s.dir.policy(), v.keys.LogVerifier); err != nil {
			return nil, err
		}
		c.Cosign = cosign(v.store, policy)
	}
	return translog.Open(ctx, c)
}

// configure prepares to sign as the service at a base URL.
func (v *service) configure(baseURL string, o opening) error {
	did, err := credential.DIDWeb(baseURL)
	if err != nil {
		return err
	}
	v.config = trace.Config{
		Store: v.store, Log: v.log, Now: o.now, Random: o.random,
		Signer: credential.NewSigner(did, v.keys.Issuer),
	}
	for _, k := range v.keys.Codes {
		v.config.Codes = append(v.config.Codes, code.NewKey(k.ID, k.Secret))
	}
	return nil
}

// close closes what is open, in reverse. What waits to be published is.
func (v *service) close() error {
	var errs []error
	if v.jobs != nil {
		v.jobs.Close()
	}
	if v.log != nil {
		errs = append(errs, v.log.Close())
	}
	if v.store != nil {
		errs = append(errs, v.store.Close())
	}
	return errors.Join(errs...)
}
