package badger

import (
	"context"
	"fmt"

	"ocoptrace/storage"
)

// VerifyChecksums reads everything in an open store: each block of each table
// against its checksum (storage.ErrDamaged), then each pair against its digest
// (storage.ErrCorrupt). It sees damage of the disk that a read would take for
// an absent key. ctx is looked at between the tables' check and each pair.
func (s *Store) VerifyChecksums(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.active.Done()
	if err := s.verifyTables(); err != nil {
		return fmt.Errorf("%w: %s: %w; stop the program and restore a backup into another directory", storage.ErrDamaged, s.dir, err)
	}
	return s.View(ctx, func(t storage.Tx) error {
		return t.Scan(nil, nil, func(_, _ []byte) error { return nil })
	})
}

// verifyTables recovers from Badger's panics over blocks that it cannot read.
func (s *Store) verifyTables() (err error) {
	defer recoverRead(&err)
	return s.db.VerifyChecksum()
}
