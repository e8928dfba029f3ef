package control

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// ErrStatus says that the service could not tell how it does.
var ErrStatus = errors.New("control: the service could not tell its status")

const maxStatus = 4 << 20

// Status asks the service at path how it does, and returns its JSON. Errors:
// ErrNobody, ErrStatus, those of the connection.
func Status(ctx context.Context, path string) ([]byte, error) {
	response, err := ask(ctx, path, http.MethodGet, "/status")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxStatus))
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%w: %s: %s", ErrStatus, response.Status, bytes.TrimSpace(text))
	}
	return text, err
}
