package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"
)

// maxPath is the longest path of a socket.
const maxPath = 107

const trailer = "Backup-Error"

// ErrPath says that a path is too long for a socket.
var ErrPath = errors.New("control: path too long for a socket")

// A Source is a running service.
type Source interface {
	WriteBackup(ctx context.Context, w io.Writer, progress func(pairs int)) error
	// Status is how the service does, as JSON.
	Status(ctx context.Context) ([]byte, error)
}

// Serve answers at path until ctx ends, then lets backups under way finish for
// up to ten seconds. A socket that an earlier process left is replaced: the
// caller holds the data directory, so nobody listens there. Errors: ErrPath,
// those of the socket.
func Serve(ctx context.Context, path string, source Source) error {
	l, err := listen(path)
	if err != nil {
		return err
	}
	s := &http.Server{Handler: handler(source), ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err = s.Shutdown(patience)
	if err != nil {
		err = errors.Join(err, s.Close())
	}
	<-failed
	return err
}

func listen(path string) (net.Listener, error) {
	if len(path) > maxPath {
		return nil, fmt.Errorf("%w: %s has %d bytes, at most %d", ErrPath, path, len(path), maxPath)
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSocket != 0 {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func handler(source Source) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Trailer", trailer)
		if err := source.WriteBackup(r.Context(), w, nil); err != nil {
			w.Header().Set(trailer, oneLine(err.Error()))
		}
	})
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		text, err := source.Status(r.Context())
		if err != nil {
			http.Error(w, oneLine(err.Error()), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text) // whoever asked is gone if this fails
	})
	return mux
}

// oneLine makes a text fit for a header field.
func oneLine(s string) string {
	line := []byte(s)
	for i, c := range line {
		if c < ' ' || c == 0x7f {
			line[i] = ' '
		}
	}
	return string(line)
}
