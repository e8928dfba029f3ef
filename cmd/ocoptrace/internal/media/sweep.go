package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"ocoptrace/storage"
)

// Keep is how long a photo that nothing uses is kept.
const Keep = 7 * 24 * time.Hour

const statedKey = prefix + "~stated"

// StatedUpTo is how much of the log NoteStated was told of.
func (m *Media) StatedUpTo(ctx context.Context) (next int64, err error) {
	err = m.Store.View(ctx, func(tx storage.Tx) error {
		next = 0
		value, err := tx.Get([]byte(statedKey))
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err == nil {
			next, err = strconv.ParseInt(string(value), 10, 64)
		}
		return err
	})
	return next, err
}

// NoteStated notes photos that statements name, of a log that is told up to the
// index next. Digests that are none are left out.
func (m *Media) NoteStated(ctx context.Context, digests []string, next int64) error {
	return m.Store.Update(ctx, func(tx storage.Tx) error {
		for _, digest := range digests {
			sum, err := parseDigest(digest)
			if err != nil {
				continue
			}
			if err := tx.Set(append(photoKey(sum), 's'), nil); err != nil {
				return err
			}
		}
		return tx.Set([]byte(statedKey), strconv.AppendInt(nil, next, 10))
	})
}

// touch returns what is kept about a photo, and has it count as sent just now if
// that is more than a day ago.
func (m *Media) touch(ctx context.Context, digest string) (i info, err error) {
	sum, err := parseDigest(digest)
	if err != nil {
		return i, err
	}
	err = m.Store.View(ctx, func(tx storage.Tx) error {
		i, err = readInfo(tx, sum)
		return err
	})
	if err != nil || m.Now().Sub(i.At) < 24*time.Hour {
		return i, err
	}
	err = m.Store.Update(ctx, func(tx storage.Tx) error {
		if i, err = readInfo(tx, sum); err != nil {
			return err
		}
		i.At = m.Now().UTC().Truncate(time.Second)
		return writeInfo(tx, sum, i)
	})
	return i, err
}

// Sweep deletes photos older than Keep that no statement names and used does not
// know: those of forms that were never sent. It returns how many.
func (m *Media) Sweep(ctx context.Context, used func(digest string) bool) (n int, err error) {
	old, err := m.old(ctx)
	for _, sum := range old {
		if err != nil {
			break
		}
		if used("sha256-" + hex.EncodeToString(sum)) {
			continue
		}
		deleted := false
		err = m.Store.Update(ctx, func(tx storage.Tx) error {
			deleted, err = m.isOld(tx, sum)
			if err != nil || !deleted {
				return err
			}
			return remove(tx, sum)
		})
		if err == nil && deleted {
			n++
		}
	}
	return n, err
}

// old are the photos that were last sent before Keep.
func (m *Media) old(ctx context.Context) (sums [][]byte, err error) {
	before := m.Now().Add(-Keep)
	err = m.Store.View(ctx, func(tx storage.Tx) error {
		sums = nil
		return tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
			if len(key) != len(prefix)+sha256.Size+1 || key[len(key)-1] != 'i' {
				return nil
			}
			var i info
			if err := json.Unmarshal(value, &i); err != nil {
				return err
			}
			if i.At.Before(before) {
				sums = append(sums, append([]byte(nil), key[len(prefix):len(key)-1]...))
			}
			return nil
		})
	})
	return sums, err
}

// isOld says whether a photo still is: it may have been sent or stated meanwhile.
func (m *Media) isOld(tx storage.Tx, sum []byte) (bool, error) {
	i, err := readInfo(tx, sum)
	if errors.Is(err, ErrNotFound) || err == nil && !i.At.Before(m.Now().Add(-Keep)) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = tx.Get(append(photoKey(sum), 's'))
	if errors.Is(err, storage.ErrNotFound) {
		return true, nil
	}
	return false, err
}
