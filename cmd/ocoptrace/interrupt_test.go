package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An interrupted command says so and leaves the directory in order.
func TestInterrupt(t *testing.T) {
	s := newDirectory(t)
	file := filepath.Join(t.TempDir(), "b.csv")
	must(t, os.WriteFile(file, []byte("product,lot,produced,quantity,unit\ngao-a,I-1,2026-11-23,10,kg\n"), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, stderr bytes.Buffer
	p := newProgram()
	p.environ, p.stdout, p.stderr = nil, &out, &stderr
	if status := p.run(ctx, []string{"issue", "--dir", string(s.dir), file}); status != exitFault || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("status %d: %s", status, stderr.Bytes())
	}
	must(t, soundness(t.Context(), s))
	mustRun(t, "issue", "--dir", string(s.dir), file)
}

// A command that fails to make a directory leaves it as it found it.
func TestFoundFails(t *testing.T) {
	s := &settings{dir: directory(filepath.Join(t.TempDir(), "data"))}
	f := founding{baseURL: "https://tx.example.vn", plain: true}
	o := testOpening(-1)
	broken := errors.New("no randomness")
	for _, after := range []int{0, 32, 64, 96, 104} { // keys take 96 bytes, the first record's id 16
		o.random = &failing{left: after, err: broken}
		if _, err := found(t.Context(), s, f, o); !errors.Is(err, broken) {
			t.Fatalf("after %d bytes: %v", after, err)
		}
		if left := files(t, string(s.dir)); len(left) > 0 {
			t.Fatalf("after %d bytes: %v are left", after, left)
		}
	}
	if _, err := found(t.Context(), s, f, testOpening(-1)); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	must(t, soundness(t.Context(), s))
}

// failing gives bytes until it fails.
type failing struct {
	left int
	err  error
}

func (f *failing) Read(b []byte) (int, error) {
	n := min(len(b), f.left)
	f.left -= n
	for i := range b[:n] {
		b[i] = byte(f.left + i)
	}
	if n < len(b) {
		return n, f.err
	}
	return n, nil
}
