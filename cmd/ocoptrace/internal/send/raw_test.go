package send

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// printer accepts one connection and hands it over.
func printer(t *testing.T, serve func(*net.TCPConn)) Target {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c, err := l.Accept(); err == nil {
			defer c.Close()
			serve(c.(*net.TCPConn))
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	target, err := ParseTarget("tcp://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return target
}

var job = bytes.Repeat([]byte("^XA^FO0,0^GB9,9,9^FS^XZ\n"), 10_000)

func TestRaw(t *testing.T) {
	received := make(chan []byte, 1)
	target := printer(t, func(c *net.TCPConn) {
		var got []byte
		io.WriteString(c, "status nobody asked for")
		buf := make([]byte, 5000)
		for range 20 { // slow at first
			n, _ := c.Read(buf)
			got = append(got, buf[:n]...)
			time.Sleep(time.Millisecond)
		}
		rest, _ := io.ReadAll(c)
		received <- append(got, rest...)
	})
	var last int64
	progress := func(n int64) {
		if n <= last {
			t.Errorf("progress from %d to %d", last, n)
		}
		last = n
	}
	r, err := target.Send(context.Background(), bytes.NewReader(job), Options{Progress: progress, Linger: 10 * time.Second})
	if err != nil || r.Sent != int64(len(job)) || last != r.Sent {
		t.Errorf("%d bytes sent, progress %d, %v; want %d", r.Sent, last, err, len(job))
	}
	if got := <-received; !bytes.Equal(got, job) {
		t.Errorf("the printer got %d bytes, want %d", len(got), len(job))
	}
}

// A printer that keeps the connection open has the job all the same.
func TestRawKeptOpen(t *testing.T) {
	hold := make(chan struct{})
	target := printer(t, func(c *net.TCPConn) { io.Copy(io.Discard, c); <-hold })
	defer close(hold)
	r, err := target.Send(context.Background(), strings.NewReader("^XA^XZ"), Options{Linger: 20 * time.Millisecond})
	if err != nil || r.Sent != 6 {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

// A printer that drops the connection half way: it is said how much went out.
func TestRawReset(t *testing.T) {
	target := printer(t, func(c *net.TCPConn) {
		io.CopyN(io.Discard, c, 50_000)
		c.SetLinger(0) // reset
	})
	big := io.LimitReader(endless{}, 64<<20)
	r, err := target.Send(context.Background(), big, Options{})
	if !errors.Is(err, ErrClosed) || r.Sent < 50_000 || r.Sent >= 64<<20 {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// A printer out of paper stops reading.
func TestRawStuck(t *testing.T) {
	hold := make(chan struct{})
	target := printer(t, func(c *net.TCPConn) { <-hold })
	defer close(hold)
	r, err := target.Send(context.Background(), endless{}, Options{Idle: 50 * time.Millisecond})
	if !errors.Is(err, ErrTimeout) || r.Sent == 0 || !strings.Contains(err.Error(), "paper") {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

func TestRawCancelled(t *testing.T) {
	hold := make(chan struct{})
	target := printer(t, func(c *net.TCPConn) { <-hold })
	defer close(hold)
	ctx, cancel := context.WithCancel(context.Background())
	r, err := target.Send(ctx, endless{}, Options{Progress: func(n int64) {
		if n > 20_000 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || r.Sent < 20_000 {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

func TestRawRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	target, err := ParseTarget("tcp://" + l.Addr().String())
	l.Close()
	if err != nil {
		t.Fatal(err)
	}
	r, err := target.Send(context.Background(), bytes.NewReader(job), Options{})
	if !errors.Is(err, ErrRefused) || r.Sent != 0 {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

func TestRawUnknownHost(t *testing.T) {
	target, err := ParseTarget("tcp://printer.invalid")
	if err != nil {
		t.Fatal(err)
	}
	_, err = target.Send(context.Background(), bytes.NewReader(job), Options{Connect: 5 * time.Second})
	if !errors.Is(err, ErrUnreachable) && !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
}

func TestRawBrokenJob(t *testing.T) {
	fault := errors.New("disk")
	target := printer(t, func(c *net.TCPConn) { io.Copy(io.Discard, c) })
	broken := io.MultiReader(strings.NewReader("^XA"), iotest.ErrReader(fault))
	r, err := target.Send(context.Background(), broken, Options{})
	if !errors.Is(err, ErrSource) || !errors.Is(err, fault) || r.Sent != 3 {
		t.Errorf("%d bytes, %v", r.Sent, err)
	}
}

func TestSendRefuses(t *testing.T) {
	if _, err := (Target{}).Send(context.Background(), nil, Options{}); !errors.Is(err, ErrTarget) {
		t.Error(err)
	}
	target, err := ParseTarget("tcp://127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := target.Send(context.Background(), nil, Options{Format: PDF}); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
}
