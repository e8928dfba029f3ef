package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// ErrBackup says that the service could not write the backup.
var ErrBackup = errors.New("control: the service could not write the backup")

// Backup asks the service at path for a backup and writes it to w. After an
// error w holds a part. Errors: ErrNobody, ErrBackup, those of the connection.
func Backup(ctx context.Context, path string, w io.Writer) error {
	response, err := ask(ctx, path, http.MethodPost, "/backup")
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
