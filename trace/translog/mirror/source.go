package mirror

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// A Source is where a log is read from.
type Source interface {
	// Read returns what is at a path of c2sp.org/tlog-tiles, "checkpoint" or
	// "tile/…": fs.ErrNotExist if there is nothing, ErrTooLarge, after reading
	// no more than that, if it is longer than limit bytes.
	Read(ctx context.Context, path string, limit int64) ([]byte, error)
}

type httpSource struct {
	client *http.Client
	prefix string
}

// HTTP reads a log under a URL prefix. The client's timeout bounds each answer,
// its transport should leave compression to net/http.
func HTTP(client *http.Client, prefix string) Source {
	return httpSource{client, strings.TrimRight(prefix, "/") + "/"}
}

func (s httpSource) Read(ctx context.Context, path string, limit int64) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.prefix+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
		return readLimited(answer.Body, path, limit)
	case http.StatusNotFound, http.StatusGone:
		return nil, fmt.Errorf("%s: %s: %w", request.URL, answer.Status, fs.ErrNotExist)
	}
	return nil, fmt.Errorf("%s: %s", request.URL, answer.Status)
}

func readLimited(r io.Reader, path string, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("%w: %s has more than %d bytes", ErrTooLarge, path, limit)
	}
	return b, err
}

type storeSource struct {
	store     storage.Store
	published func() translog.Checkpoint
}

// FromStore reads the log that a store of our own holds, up to the checkpoint
// that published returns: for a static export of it.
func FromStore(s storage.Store, published func() translog.Checkpoint) Source {
	return storeSource{s, published}
}

func (s storeSource) Read(ctx context.Context, path string, limit int64) (b []byte, err error) {
	newest := s.published()
	if path == checkpointPath {
		return newest.Note, nil
	}
	tile, err := translog.ParseTile(path)
	if err != nil {
		return nil, err
	}
	err = s.store.View(ctx, func(tx storage.Tx) error {
		b, err = translog.ReadTile(tx, tile, newest.Size)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		err = fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return b, err
}
