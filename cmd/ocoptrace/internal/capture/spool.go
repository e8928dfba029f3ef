package capture

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"ocoptrace/storage"
)

// Pieces of documents.
const (
	pieceSize    = 60_000
	piecesAtOnce = 32 // of one transaction
)

func bodyKey(id string, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(bodyPrefix+id+"\x00"), n)
}

// A spool writes a document into rows.
type spool struct {
	ctx   context.Context
	store storage.Store
	id    string
	next  uint64
	size  int64
	buf   []byte
}

// Write implements io.Writer. ErrTooLarge.
func (s *spool) Write(p []byte) (int, error) {
	if s.size += int64(len(p)); s.size > MaxBody {
		return 0, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, int64(MaxBody))
	}
	s.buf = append(s.buf, p...)
	if len(s.buf) < pieceSize*piecesAtOnce {
		return len(p), nil
	}
	return len(p), s.flush()
}

func (s *spool) flush() error {
	next := s.next
	err := s.store.Update(s.ctx, func(tx storage.Tx) error {
		next = s.next
		for rest := s.buf; len(rest) > 0; next++ {
			n := min(len(rest), pieceSize)
			if err := tx.Set(bodyKey(s.id, next), rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
	if err == nil {
		s.next, s.buf = next, s.buf[:0]
	}
	return err
}

// unspool reads a document from its rows.
type unspool struct {
	ctx   context.Context
	store storage.Store
	id    string
	next  uint64
	buf   []byte
}

// Read implements io.Reader.
func (u *unspool) Read(p []byte) (int, error) {
	if len(u.buf) == 0 {
		err := u.store.View(u.ctx, func(tx storage.Tx) (err error) {
			u.buf, err = tx.Get(bodyKey(u.id, u.next))
			return err
		})
		if errors.Is(err, storage.ErrNotFound) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		u.next++
	}
	n := copy(p, u.buf)
	u.buf = u.buf[n:]
	return n, nil
}

// removeBody deletes a document.
func removeBody(ctx context.Context, s storage.Store, id string) error {
	for more := true; more; {
		err := s.Update(ctx, func(tx storage.Tx) error {
			var keys [][]byte
			more = false
			err := tx.Scan([]byte(bodyPrefix+id+"\x00"), nil, func(key, _ []byte) error {
				keys = append(keys, key)
				if more = len(keys) == 500; more {
					return storage.Stop
				}
				return nil
			})
			for i := 0; err == nil && i < len(keys); i++ {
				err = tx.Delete(keys[i])
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
