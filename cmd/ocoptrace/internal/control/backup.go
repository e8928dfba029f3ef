package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"syscall"
)

var (
	// ErrNobody says that no service answers at the socket.
	ErrNobody = errors.New("control: no service answers")
	// ErrBackup says that the service could not write the backup.
	ErrBackup = errors.New("control: the service could not write the backup")
)

// Backup asks the service at path for a backup and writes it to w. After an
// error w holds a part. Errors: ErrNobody, ErrBackup, those of the connection.
func Backup(ctx context.Context, path string, w io.Writer) error {
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/backup", nil)
	if err != nil {
		return err
	}
	response, err := transport.RoundTrip(request)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("%w at %s", ErrNobody, path)
	}
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%w: status %s", ErrBackup, response.Status)
	}
	if _, err := io.Copy(w, response.Body); err != nil {
		return fmt.Errorf("%w: it broke off: %v", ErrBackup, err)
	}
	if failed := response.Trailer.Get(trailer); failed != "" {
		return fmt.Errorf("%w: %s", ErrBackup, failed)
	}
	return nil
}
