package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func fetch(addr, path string) (int, string, error) {
	answer, err := http.Get("http://" + addr + path)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body), err
}

// A request under way when the end comes is answered whole; nobody is let in
// after.
func TestDrain(t *testing.T) {
	begun, finish := make(chan bool), make(chan bool)
	c, _ := config(func(w http.ResponseWriter, _ *http.Request) {
		begun <- true
		<-finish
		io.WriteString(w, "whole")
	})
	addr, stop := run(t, c)
	answered := make(chan string, 1)
	go func() {
		_, body, err := fetch(addr, "/")
		answered <- fmt.Sprint(body, err)
	}()
	<-begun
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	for range 500 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		conn.Close()
		time.Sleep(2 * time.Millisecond)
	}
	select {
	case err := <-ended:
		t.Fatalf("ended before the request: %v", err)
	default:
	}
	close(finish)
	if got := <-answered; got != "whole<nil>" {
		t.Errorf("answer %s", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, _, err := fetch(addr, "/"); err == nil {
		t.Error("still serving")
	}
}

func TestDrainEnds(t *testing.T) {
	begun, never := make(chan bool), make(chan bool)
	c, _ := config(func(http.ResponseWriter, *http.Request) {
		begun <- true
		<-never
	})
	c.Drain = 20 * time.Millisecond
	addr, stop := run(t, c)
	go fetch(addr, "/")
	<-begun
	defer close(never)
	if err := stop(); !errors.Is(err, ErrDrain) {
		t.Errorf("Run returned %v", err)
	}
}

// A listener that is closed under it ends Run with the reason.
func TestListenerFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c, _ := config(hello)
	if err := Run(t.Context(), l, c); err == nil {
		t.Error("serves on a closed listener")
	}
}

// hurt is a listener that fails for a moment and then for good.
type hurt struct {
	net.Listener
	failures int
}

type momentary struct{ error }

func (momentary) Timeout() bool   { return false }
func (momentary) Temporary() bool { return true }

func (h *hurt) Accept() (net.Conn, error) {
	if h.failures++; h.failures == 1 {
		return nil, momentary{errors.New("too many open files")}
	}
	return nil, net.ErrClosed
}

// What keeps connections out is logged, and what net/http says of clients not.
func TestFaults(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c, out := config(hello)
	if err := Run(t.Context(), &hurt{Listener: l}, c); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Run returned %v", err)
	}
	if !strings.Contains(out.String(), "too many open files") {
		t.Errorf("log: %s", out)
	}
	faults(c.Logger).Print("http: TLS handshake error from 203.0.113.7:4711: EOF")
	if strings.Contains(out.String(), "203.0.113.7") {
		t.Errorf("log has an address: %s", out)
	}
}

// dribble writes a request line and then nothing, or a byte now and then, and
// says how long it took to be cut off.
func dribble(t *testing.T, addr, head string, more bool) time.Duration {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begun := time.Now()
	io.WriteString(conn, head)
	if more {
		go func() {
			for range 1000 {
				if _, err := io.WriteString(conn, "a"); err != nil {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
		}()
	}
	conn.SetReadDeadline(begun.Add(10 * time.Second))
	io.Copy(io.Discard, conn)
	return time.Since(begun)
}

func TestSlowClients(t *testing.T) {
	c, _ := config(func(w http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) })
	c.ReadHeader, c.Read, c.Idle = 100*time.Millisecond, 1500*time.Millisecond, 200*time.Millisecond
	addr, _ := run(t, c)
	const request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
	t.Run("clients", func(t *testing.T) {
		for _, slow := range []struct {
			name, head string
			more       bool
			within     time.Duration
		}{
			{"silent", "", false, time.Second},
			{"half a head", "GET / HTTP/1.1\r\nHost: a\r\n", false, time.Second},
			{"head byte by byte", "GET / HTTP/1.1\r\nX-A: ", true, time.Second},
			{"idle", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", false, time.Second},
			{"no body", request, false, 5 * time.Second},
			{"body byte by byte", request, true, 5 * time.Second},
		} {
			t.Run(slow.name, func(t *testing.T) {
				t.Parallel()
				if took := dribble(t, addr, slow.head, slow.more); took > slow.within {
					t.Errorf("connected for %v", took)
				}
			})
		}
	})
	if status, _, err := fetch(addr, "/"); status != 200 {
		t.Errorf("afterwards: %d %v", status, err)
	}
}

// An answer that takes too long is cut off, not held for ever.
func TestSlowAnswer(t *testing.T) {
	c, _ := config(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(200 * time.Millisecond)
		io.WriteString(w, strings.Repeat("a", 1<<20))
	})
	c.Write = 50 * time.Millisecond
	addr, _ := run(t, c)
	if _, body, err := fetch(addr, "/"); err == nil {
		t.Errorf("answered with %d bytes", len(body))
	}
}

func TestLongHead(t *testing.T) {
	c, _ := config(hello)
	addr, _ := run(t, c)
	if status, _, err := fetch(addr, "/x/"+strings.Repeat("a", 4000)); status != 200 {
		t.Errorf("a long path: %d %v", status, err)
	}
	status, _, err := fetch(addr, "/x/"+strings.Repeat("a", 100_000))
	if err == nil && status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a very long path: %d", status)
	}
}

// What net/http itself refuses is refused, and panics of handlers do not end the
// process.
func TestOnTheWire(t *testing.T) {
	c, out := config(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/panic" {
			io.WriteString(w, "half")
			panic("boom")
		}
		hello(w, r)
	})
	addr, _ := run(t, c)
	for request, want := range map[string]string{
		"GET /01/%2 HTTP/1.1\r\nHost: a\r\n\r\n":          "400",
		"GET / HTTP/1.1\r\n\r\n":                          "400",
		"GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n":     "400",
		"GET /01/%2F HTTP/1.1\r\nHost: a\r\n\r\n":         "200",
		"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n":              "200",
		"GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n":   "200",
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n":           "200",
		"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n":           "400",
		"GET /healthz?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n":  "200",
		"BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n":       "405",
		"GET /readyz HTTP/1.0\r\nConnection: x\r\n\r\n":   "200",
		"GET /healthz/ HTTP/1.1\r\nHost: a:99999\r\n\r\n": "200",
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		io.WriteString(conn, request)
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil || !strings.Contains(line, " "+want+" ") {
			t.Errorf("%q: %q (%v), want %s", request, line, err, want)
		}
		conn.Close()
	}
	if _, body, err := fetch(addr, "/panic"); err == nil {
		t.Errorf("half an answer passes for a whole one: %q", body)
	}
	if status, _, err := fetch(addr, "/"); status != 200 {
		t.Errorf("after a panic: %d %v", status, err)
	}
	if strings.Contains(out.String(), "127.0.0.1") {
		t.Errorf("log has an address: %s", out)
	}
}
