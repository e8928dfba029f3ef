package send

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// piece is how much is written at a time.
const piece = 16 << 10

func (t Target) raw(ctx context.Context, job io.Reader, o Options) (sent int64, err error) {
	d := net.Dialer{Timeout: o.Connect}
	conn, err := d.DialContext(ctx, "tcp", t.host)
	if err != nil {
		return 0, t.fault(ctx, err, 0)
	}
	defer conn.Close()
	// Closing ends whatever waits.
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	buf := make([]byte, piece)
	for {
		n, readErr := io.ReadFull(job, buf)
		if n > 0 {
			conn.SetWriteDeadline(time.Now().Add(o.Idle))
			wrote, err := conn.Write(buf[:n])
			sent += int64(wrote)
			if err != nil {
				return sent, t.fault(ctx, err, sent)
			}
			o.Progress(sent)
		}
		if readErr == io.EOF || readErr == io.ErrUnexpectedEOF {
			return sent, t.finish(ctx, conn, o, sent)
		}
		if readErr != nil {
			return sent, fmt.Errorf("%w: %w; %d bytes had been sent to %s", ErrSource, readErr, sent, t)
		}
	}
}

// finish says that there is no more, and waits for the printer to close. What it
// sends meanwhile is of no interest.
func (t Target) finish(ctx context.Context, conn net.Conn, o Options, sent int64) error {
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		return t.fault(ctx, err, sent)
	}
	conn.SetReadDeadline(time.Now().Add(o.Linger))
	_, err := io.Copy(io.Discard, conn)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return t.fault(ctx, err, sent)
	}
	return nil
}

// fault says what a network error means for the job.
func (t Target) fault(ctx context.Context, err error, sent int64) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w after %d bytes", t, ctx.Err(), sent)
	}
	var timeout net.Error
	var dns *net.DNSError
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("%s: %w; is the printer on, and is its raw port the right one?", t, ErrRefused)
	case errors.As(err, &dns):
		return fmt.Errorf("%s: %w: no computer of this name", t, ErrUnreachable)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return fmt.Errorf("%s: %w; is it in the same network?", t, ErrUnreachable)
	case errors.As(err, &timeout) && timeout.Timeout() && sent == 0:
		return fmt.Errorf("%s: %w: no answer", t, ErrTimeout)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%s: %w: no more was taken after %d bytes; is there paper?", t, ErrTimeout, sent)
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ENOTCONN):
		return fmt.Errorf("%s: %w by the printer after %d bytes, some of which may be printed", t, ErrClosed, sent)
	}
	return fmt.Errorf("%s: after %d bytes: %w", t, sent, err)
}
