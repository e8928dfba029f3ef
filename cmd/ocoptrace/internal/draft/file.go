package draft

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"ocoptrace/storage"
)

// MaxFile bounds a file, in bytes.
const MaxFile = 4 << 20

// chunk is how much of a file stands in one row.
const chunk = 60_000

// SaveFile keeps a file of a user's form instead of the one before. It is
// deleted with the draft, which has to be saved too. ErrForm, ErrTooLarge.
func (d *Drafts) SaveFile(ctx context.Context, user, form string, data []byte) error {
	k, err := key(user, form)
	if err != nil {
		return err
	}
	if len(data) > MaxFile {
		return fmt.Errorf("%w: %d bytes, and at most %d are kept", ErrTooLarge, len(data), MaxFile)
	}
	return d.Store.Update(ctx, func(tx storage.Tx) error {
		if err := deleteFile(tx, k); err != nil {
			return err
		}
		for i, rest := 0, data; len(rest) > 0; i++ {
			n := min(chunk, len(rest))
			if err := tx.Set(chunkKey(k, i), rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
}

// File returns the file of a form. ErrNone, ErrForm.
func (d *Drafts) File(ctx context.Context, user, form string) ([]byte, error) {
	k, err := key(user, form)
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	err = d.Store.View(ctx, func(tx storage.Tx) error {
		data.Reset()
		return tx.Scan(append(k, 0), nil, func(_, value []byte) error {
			data.Write(value)
			return nil
		})
	})
	if err == nil && data.Len() == 0 {
		err = ErrNone
	}
	return data.Bytes(), err
}

func chunkKey(form []byte, i int) []byte {
	k := append(bytes.Clone(form), 0)
	return binary.BigEndian.AppendUint32(k, uint32(i))
}

func deleteFile(tx storage.Tx, form []byte) error {
	return tx.Scan(append(bytes.Clone(form), 0), nil, func(k, _ []byte) error { return tx.Delete(k) })
}
