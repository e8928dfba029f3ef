package control

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"syscall"
)

// ErrNobody says that no service answers at the socket.
var ErrNobody = errors.New("control: no service answers")

// ask sends a request to the service at the socket path. ErrNobody.
func ask(ctx context.Context, path, method, what string) (*http.Response, error) {
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}}
	request, err := http.NewRequestWithContext(ctx, method, "http://control"+what, nil)
	if err != nil {
		return nil, err
	}
	response, err := transport.RoundTrip(request)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, fmt.Errorf("%w at %s", ErrNobody, path)
	}
	return response, err
}
