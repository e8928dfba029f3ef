package job

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"slices"

	"ocoptrace/storage"
)

// chunk is how much of a file stands in one row.
const chunk = 60_000

func chunkKey(k []byte, n int) []byte {
	return binary.BigEndian.AppendUint32(append(bytes.Clone(k), 0), uint32(n))
}

// writeFile stores a file instead of the one before.
func writeFile(tx storage.Tx, k, data []byte) error {
	if err := removeFile(tx, k); err != nil {
		return err
	}
	n := 0
	for part := range slices.Chunk(data, chunk) {
		if err := tx.Set(chunkKey(k, n), part); err != nil {
			return err
		}
		n++
	}
	return nil
}

func removeFile(tx storage.Tx, k []byte) error {
	return tx.Scan(append(bytes.Clone(k), 0), nil, func(at, _ []byte) error { return tx.Delete(at) })
}

// remove deletes a job.
func remove(tx storage.Tx, k []byte) error {
	if err := removeFile(tx, k); err != nil {
		return err
	}
	return tx.Delete(k)
}

// file is that of a job; nil for none.
func (j *Jobs) file(ctx context.Context, k []byte) (data []byte, err error) {
	err = j.Store.View(ctx, func(tx storage.Tx) error {
		data = nil
		return tx.Scan(append(bytes.Clone(k), 0), nil, func(_, value []byte) error {
			data = append(data, value...)
			return nil
		})
	})
	return data, err
}

// scan calls f with each job.
func scan(tx storage.Tx, f func(k []byte, r row)) error {
	return tx.Scan([]byte(prefix), nil, func(k, value []byte) error {
		if bytes.Count(k, []byte{0}) != 2 {
			return nil // a part of a file, which has more
		}
		var r row
		if err := json.Unmarshal(value, &r); err != nil {
			return err
		}
		f(bytes.Clone(k), r)
		return nil
	})
}
