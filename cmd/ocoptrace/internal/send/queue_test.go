package send

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// program puts a shell script in place of a program of CUPS, alone in the PATH
// but for what the script needs, and returns its folder.
func program(t *testing.T, name, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\ncd "+dir+"\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	return dir
}

const recording = `printf '%s\n' "$@" > args
cat > input
echo "request id is XP-365B-17 (0 file(s))"
`

func target(t *testing.T, s string) Target {
	t.Helper()
	out, err := ParseTarget(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestQueue(t *testing.T) {
	for name, c := range map[string]struct {
		target string
		o      Options
		args   []string
	}{
		"label":  {"lp:XP-365B", Options{}, []string{"-d", "XP-365B", "-o", "raw"}},
		"pdf":    {"lp:HP", Options{Format: PDF, Title: "Tem\n OCOP; $(id)"}, []string{"-d", "HP", "-t", "Tem OCOP; $(id)", "-o", "print-scaling=none", "-o", "fit-to-page=false"}},
		"server": {"ipp://server/printers/XP", Options{}, []string{"-h", "server:631", "-d", "XP", "-o", "raw"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := program(t, "lp", recording)
			r, err := target(t, c.target).Send(context.Background(), bytes.NewReader(job), c.o)
			if err != nil || r.Job != "XP-365B-17" || r.Sent != int64(len(job)) {
				t.Fatalf("%+v, %v", r, err)
			}
			args, _ := os.ReadFile(filepath.Join(dir, "args"))
			if got := strings.Split(strings.TrimSuffix(string(args), "\n"), "\n"); !slices.Equal(got, c.args) {
				t.Errorf("arguments %q, want %q", got, c.args)
			}
			if input, _ := os.ReadFile(filepath.Join(dir, "input")); !bytes.Equal(input, job) {
				t.Errorf("input of %d bytes, want %d", len(input), len(job))
			}
		})
	}
}

func TestQueueFaults(t *testing.T) {
	fault := errors.New("disk")
	for name, c := range map[string]struct {
		script string
		job    io.Reader
		want   error
		says   string
	}{
		"unknown": {"echo 'lp: The printer or class does not exist.' >&2; exit 1", bytes.NewReader(job), ErrLP, "does not exist"},
		"silent":  {"exit 3", bytes.NewReader(job), ErrLP, "exit status 3"},
		"early":   {"exit 0", io.LimitReader(endless{}, 1<<26), ErrLP, "not the whole job"},
		"loud":    {"head -c 300000 /dev/zero | tr '\\0' x >&2; exit 1", strings.NewReader(""), ErrLP, "xxx"},
		"source":  {recording, io.MultiReader(strings.NewReader("^XA"), iotest.ErrReader(fault)), fault, "3 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			program(t, "lp", c.script)
			_, err := target(t, "lp:XP").Send(context.Background(), c.job, Options{})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || len(err.Error()) > 300 {
				t.Errorf("%v, want %v: %s", err, c.want, c.says)
			}
		})
	}
}

func TestQueueCancelled(t *testing.T) {
	program(t, "lp", "exec sleep 30")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	from := time.Now()
	_, err := target(t, "lp:XP").Send(ctx, endless{}, Options{})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(from) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(from))
	}
}

func TestNoLP(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := target(t, "lp:XP").Send(context.Background(), bytes.NewReader(job), Options{}); !errors.Is(err, ErrNoLP) {
		t.Error(err)
	}
	if _, err := Queues(context.Background()); !errors.Is(err, ErrNoLP) {
		t.Error(err)
	}
}

func TestQueues(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   []string
		err    error
	}{
		"two":  {"test \"$*\" = -a && test $LC_ALL = C && echo 'XP-365B accepting requests since Mon' && echo 'HP not accepting requests since Tue -' && echo '\tPaused'", []string{"XP-365B", "HP"}, nil},
		"none": {"echo 'lpstat: No destinations added.' >&2; exit 1", nil, nil},
		"down": {"echo 'lpstat: Scheduler is not running.' >&2; exit 1", nil, ErrLP},
	} {
		t.Run(name, func(t *testing.T) {
			program(t, "lpstat", c.script)
			got, err := Queues(context.Background())
			if !slices.Equal(got, c.want) || !errors.Is(err, c.err) {
				t.Errorf("%q, %v, want %q, %v", got, err, c.want, c.err)
			}
		})
	}
}
