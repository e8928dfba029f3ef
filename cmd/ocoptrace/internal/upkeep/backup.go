package upkeep

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

const (
	prefix      = "opr/backup/"
	keptBackups = 50
)

// BackupAction is the name of a backup in the audit trail.
const BackupAction = "backup.make"

// A Backup was made.
type Backup struct {
	At    time.Time `json:"at"`
	Bytes int64     `json:"bytes"`
}

// NoteBackup keeps that a backup of so many bytes was made, by whom ctx names
// (package audit). storage.ErrNoSpace where nothing may be written: the backup
// is good all the same.
func NoteBackup(ctx context.Context, s storage.Store, now time.Time, bytes int64) error {
	value, err := json.Marshal(struct {
		Bytes int64 `json:"bytes"`
	}{bytes})
	if err != nil {
		return err
	}
	return s.Update(ctx, func(tx storage.Tx) error {
		if err := tx.Set(backupKey(now), value); err != nil {
			return err
		}
		if err := dropBackups(tx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, now, BackupAction, "")
	})
}

func backupKey(at time.Time) []byte {
	return binary.BigEndian.AppendUint64([]byte(prefix), uint64(at.UnixMilli()))
}

// dropBackups forgets all but the newest.
func dropBackups(tx storage.Tx) error {
	all, err := backups(tx)
	if err != nil {
		return err
	}
	for _, b := range all[min(keptBackups, len(all)):] {
		if err := tx.Delete(backupKey(b.At)); err != nil {
			return err
		}
	}
	return nil
}

// Backups are those that are known, the newest first; at most 50.
func Backups(ctx context.Context, s storage.Store) (all []Backup, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		all, err = backups(tx)
		return err
	})
	return all, err
}

func backups(tx storage.Tx) (all []Backup, err error) {
	err = tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
		if len(key) != len(prefix)+8 {
			return fmt.Errorf("upkeep: a row about a backup has a key of %d bytes, not %d", len(key), len(prefix)+8)
		}
		b := Backup{At: time.UnixMilli(int64(binary.BigEndian.Uint64(key[len(prefix):]))).UTC()}
		if err := json.Unmarshal(value, &b); err != nil {
			return fmt.Errorf("upkeep: a row about a backup: %w", err)
		}
		all = append(all, b)
		return nil
	})
	slices.Reverse(all)
	return all, err
}
