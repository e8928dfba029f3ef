package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
)

// upkeepAt says what is looked at in a directory whose store is open.
func (p *program) upkeepAt(ctx context.Context, s *settings, store *badger.Store, accounts *account.Accounts) (*upkeep.Config, error) {
	c := &upkeep.Config{
		Store: store, Accounts: accounts, Now: p.now, Version: buildVersion(),
		Dir: absolute(string(s.dir)), StoreDir: s.dir.store(), SpoolDir: s.dir.spool(), Anchor: absolute(s.anchorFile()),
		Space: func() (free, total, least uint64, err error) { return s.storeOptions().Space(s.dir.store()) },
		Jobs:  func(ctx context.Context) (int, error) { return press.Unfinished(ctx, store) },
		Tallies: func(ctx context.Context, most int) (int, error) {
			return tally.Looked(ctx, store, most)
		},
	}
	var errs [3]error
	c.Service, errs[0] = trace.ReadService(ctx, store)
	c.Founded, errs[1] = founded(ctx, store)
	c.Sealed, errs[2] = keyfile.Sealed(s.dir.keys())
	return c, errors.Join(errs[:]...)
}

// absolute is a path from the root; the path as it is where that is not known.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// upkeepOf says what is looked at while a service runs.
func (p *program) upkeepOf(ctx context.Context, v *service, accounts *account.Accounts, o serving) (*upkeep.Config, error) {
	c, err := p.upkeepAt(ctx, o.settings, v.store, accounts)
	if err != nil {
		return nil, err
	}
	c.Started, c.Ready, c.Settings = p.now(), v.ready, o.inForce
	for _, k := range v.keys.Codes {
		c.Codes = append(c.Codes, k.ID)
	}
	return c, nil
}

// A controlled service is what commands may ask of it.
type controlled struct {
	*service
	keeping *upkeep.Config
	logger  *slog.Logger
}

// Status implements control.Source.
func (c controlled) Status(ctx context.Context) ([]byte, error) {
	s, err := c.keeping.Look(ctx)
	if err != nil {
		return nil, err
	}
	return json.Marshal(s)
}

// WriteBackup implements control.Source: what was written is kept in the store.
func (c controlled) WriteBackup(ctx context.Context, w io.Writer, progress func(pairs int)) error {
	noted, err := c.service.writeBackup(ctx, w, progress, c.keeping.Now())
	if noted != nil {
		c.logger.Warn("a backup was made, and that cannot be noted", "error", noted)
	}
	return err
}

// writeBackup writes a backup and then keeps in the store that it was made. A
// backup is good although that fails, as on a full disk.
func (v *service) writeBackup(ctx context.Context, w io.Writer, progress func(pairs int), now time.Time) (noted, err error) {
	counted := &countingWriter{w: w}
	if err := v.registry.WriteBackup(ctx, counted, progress); err != nil {
		return nil, err
	}
	return upkeep.NoteBackup(ctx, v.store, now, counted.bytes), nil
}

// A countingWriter counts what passes.
type countingWriter struct {
	w     io.Writer
	bytes int64
}

// Write implements io.Writer.
func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.bytes += int64(n)
	return n, err
}
