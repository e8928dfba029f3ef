package control

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// source writes data and then fails, or not.
type source struct {
	data []byte
	err  error
}

func (s source) WriteBackup(_ context.Context, w io.Writer, _ func(int)) error {
	if _, err := w.Write(s.data); err != nil {
		return err
	}
	return s.err
}

func (s source) Status(context.Context) ([]byte, error) { return s.data, s.err }

func TestStatus(t *testing.T) {
	got, err := Status(t.Context(), serve(t, source{data: []byte(`{"running":true}`)}))
	if err != nil || string(got) != `{"running":true}` {
		t.Errorf("%s, %v", got, err)
	}
	_, err = Status(t.Context(), serve(t, source{err: errors.New("disk\ngone")}))
	if !errors.Is(err, ErrStatus) || !strings.Contains(err.Error(), "disk gone") {
		t.Errorf("got %v", err)
	}
	if _, err := Status(t.Context(), filepath.Join(t.TempDir(), "s")); !errors.Is(err, ErrNobody) {
		t.Errorf("no socket: %v", err)
	}
}

// serve serves a source until the test ends and returns the socket's path.
func serve(t *testing.T, s Source) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, path, s) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for range 200 {
		if c, err := net.Dial("unix", path); err == nil {
			c.Close()
			return path
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it does not listen")
	return ""
}

func TestBackup(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789abcdef"), 50_000)
	path := serve(t, source{data: data})
	for range 2 {
		var got bytes.Buffer
		if err := Backup(t.Context(), path, &got); err != nil || !bytes.Equal(got.Bytes(), data) {
			t.Fatalf("%d bytes of %d, %v", got.Len(), len(data), err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket: %v, %v", info.Mode(), err)
	}
}

func TestBackupFails(t *testing.T) {
	path := serve(t, source{[]byte("half"), errors.New("disk\nfull")})
	err := Backup(t.Context(), path, io.Discard)
	if !errors.Is(err, ErrBackup) || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
}

func TestNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	if err := Backup(t.Context(), path, io.Discard); !errors.Is(err, ErrNobody) {
		t.Errorf("no socket: %v", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	l.Close()
	if err := Backup(t.Context(), path, io.Discard); !errors.Is(err, ErrNobody) {
		t.Errorf("a socket that was left: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := Serve(ctx, path, source{}); err != nil {
		t.Errorf("a socket that was left is not replaced: %v", err)
	}
}

func TestListenRefuses(t *testing.T) {
	if err := Serve(t.Context(), "/"+strings.Repeat("d", maxPath), source{}); !errors.Is(err, ErrPath) {
		t.Errorf("long path: %v", err)
	}
	path := filepath.Join(t.TempDir(), "s")
	if err := os.WriteFile(path, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Serve(t.Context(), path, source{}); err == nil {
		t.Error("a file was taken for a socket")
	}
	if text, _ := os.ReadFile(path); string(text) != "a file" {
		t.Errorf("the file is now %q", text)
	}
}
