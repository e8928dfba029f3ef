package media

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"ocoptrace/storage"
)

// ErrNotFound says that there is no such photo.
var ErrNotFound = errors.New("media: no such photo")

// Config says what a Media works with.
type Config struct {
	Store storage.Store
	Now   func() time.Time
}

// A Media keeps photos in a store.
type Media struct {
	Config
	decoding chan struct{} // holds one while a photo is decoded
}

// New returns the photos of a store.
func New(c Config) *Media { return &Media{Config: c, decoding: make(chan struct{}, 1)} }

// A Photo is one that is kept.
type Photo struct {
	Digest        string // "sha256-…" of the master
	Width, Height int    // of the master, pixels
}

// An Upload says who sends a photo and who may see it.
type Upload struct {
	By      string // account; "" for a stranger
	Private bool
}

// info is what is kept about a photo.
type info struct {
	Width   int       `json:"width"`
	Height  int       `json:"height"`
	Widths  []int     `json:"widths"` // of all copies, ascending; the master's is the last
	At      time.Time `json:"at"`
	By      string    `json:"by,omitempty"`
	Private bool      `json:"private,omitempty"`
}

// Put keeps a photo. It returns trace.Problems of the field "photo" where the
// file cannot be taken.
func (m *Media) Put(ctx context.Context, file []byte, u Upload) (Photo, error) {
	copies, err := m.encode(ctx, file)
	if err != nil {
		return Photo{}, err
	}
	master := copies[len(copies)-1]
	sum := sha256.Sum256(master.data)
	i := info{Width: master.width, Height: master.height, At: m.Now().UTC().Truncate(time.Second), By: u.By, Private: u.Private}
	for _, c := range copies {
		i.Widths = append(i.Widths, c.width)
	}
	err = m.Store.Update(ctx, func(tx storage.Tx) error { return write(tx, sum[:], i, copies) })
	return Photo{"sha256-" + hex.EncodeToString(sum[:]), master.width, master.height}, err
}

// write stores a photo; one that is there stays, public if either is.
func write(tx storage.Tx, sum []byte, i info, copies []copied) error {
	known, err := readInfo(tx, sum)
	switch {
	case err == nil:
		known.At, known.Private = i.At, known.Private && i.Private
		return writeInfo(tx, sum, known)
	case !errors.Is(err, ErrNotFound):
		return err
	}
	for _, c := range copies {
		n := 0
		for part := range slices.Chunk(c.data, chunk) {
			if err := tx.Set(partKey(sum, c.width, n), part); err != nil {
				return err
			}
			n++
		}
	}
	return writeInfo(tx, sum, i)
}

// Get is a copy of a photo, public or private: the narrowest that is at least so
// many pixels wide, or the master. ErrNotFound.
func (m *Media) Get(ctx context.Context, digest string, width int) (jpeg []byte, err error) {
	return m.get(ctx, digest, width, true)
}

func (m *Media) get(ctx context.Context, digest string, width int, private bool) (jpeg []byte, err error) {
	sum, err := parseDigest(digest)
	if err != nil {
		return nil, err
	}
	err = m.Store.View(ctx, func(tx storage.Tx) error {
		jpeg = nil
		i, err := readInfo(tx, sum)
		if err != nil {
			return err
		}
		if i.Private && !private {
			return ErrNotFound
		}
		return tx.Scan(partPrefix(sum, i.atLeast(width)), nil, func(_, value []byte) error {
			jpeg = append(jpeg, value...)
			return nil
		})
	})
	return jpeg, err
}

// atLeast is the width of the copy for a width that is asked for.
func (i info) atLeast(width int) int {
	for _, w := range i.Widths {
		if w >= width {
			return w
		}
	}
	return i.Width
}

// Known returns a photo of a digest, so that it can be named in a statement, and
// has Sweep keep it for another week. ErrNotFound; a private photo is not found.
func (m *Media) Known(ctx context.Context, digest string) (Photo, error) {
	i, err := m.touch(ctx, digest)
	if err == nil && i.Private {
		err = ErrNotFound
	}
	return Photo{digest, i.Width, i.Height}, err
}

// Delete deletes a photo; one that is not there is no error.
func (m *Media) Delete(ctx context.Context, digest string) error {
	sum, err := parseDigest(digest)
	if err != nil {
		return nil
	}
	return m.Store.Update(ctx, func(tx storage.Tx) error { return remove(tx, sum) })
}

// Private says whether there is a private photo of a digest, and has Sweep keep
// it for another week.
func (m *Media) Private(ctx context.Context, digest string) (bool, error) {
	i, err := m.touch(ctx, digest)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && i.Private, err
}

// DeletePrivate deletes a private photo; one that is public, or not there, stays
// as it is.
func (m *Media) DeletePrivate(ctx context.Context, digest string) error {
	sum, err := parseDigest(digest)
	if err != nil {
		return nil
	}
	return m.Store.Update(ctx, func(tx storage.Tx) error {
		i, err := readInfo(tx, sum)
		switch {
		case errors.Is(err, ErrNotFound) || err == nil && !i.Private:
			return nil
		case err != nil:
			return err
		}
		return remove(tx, sum)
	})
}

func remove(tx storage.Tx, sum []byte) error {
	var keys [][]byte
	err := tx.Scan(photoKey(sum), nil, func(key, _ []byte) error {
		if key[len(prefix)+sha256.Size] != 's' {
			keys = append(keys, slices.Clone(key))
		}
		return nil
	})
	for _, k := range keys {
		if err == nil {
			err = tx.Delete(k)
		}
	}
	return err
}

const (
	prefix = "med/"
	chunk  = 60000
)

func photoKey(sum []byte) []byte { return append([]byte(prefix), sum...) }

func infoKey(sum []byte) []byte { return append(photoKey(sum), 'i') }

func partPrefix(sum []byte, width int) []byte {
	return binary.BigEndian.AppendUint16(append(photoKey(sum), 'p'), uint16(width))
}

func partKey(sum []byte, width, n int) []byte {
	return binary.BigEndian.AppendUint16(partPrefix(sum, width), uint16(n))
}

func readInfo(tx storage.Tx, sum []byte) (i info, err error) {
	value, err := tx.Get(infoKey(sum))
	if errors.Is(err, storage.ErrNotFound) {
		return i, ErrNotFound
	}
	if err != nil {
		return i, err
	}
	return i, json.Unmarshal(value, &i)
}

func writeInfo(tx storage.Tx, sum []byte, i info) error {
	value, err := json.Marshal(i)
	if err != nil {
		return err
	}
	return tx.Set(infoKey(sum), value)
}

func parseDigest(digest string) ([]byte, error) {
	digits, ok := strings.CutPrefix(digest, "sha256-")
	sum, err := hex.DecodeString(digits)
	if !ok || err != nil || len(sum) != sha256.Size || strings.ToLower(digits) != digits {
		return nil, ErrNotFound
	}
	return sum, nil
}
