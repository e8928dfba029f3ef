package send

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// lp hands a job to a queue.
func (t Target) lp(ctx context.Context, job io.Reader, o Options) (Receipt, error) {
	in := &counter{job: job, progress: o.Progress}
	out, err := run(ctx, in, "lp", t.lpArgs(o)...)
	sent, whole, fault := in.stop()
	receipt := Receipt{Sent: sent}
	switch {
	case ctx.Err() != nil:
		return receipt, fmt.Errorf("%s: %w after %d bytes", t, ctx.Err(), sent)
	case fault != nil:
		return receipt, fmt.Errorf("%w: %w; %d bytes had been sent to %s", ErrSource, fault, sent, t)
	case err != nil: // a queue takes a job whole, or not
		return Receipt{}, fmt.Errorf("%s: %w", t, err)
	case !whole:
		return receipt, fmt.Errorf("%s: %w: it took %d bytes and not the whole job", t, ErrLP, sent)
	}
	if m := requestID.FindStringSubmatch(out); m != nil {
		receipt.Job = m[1]
	}
	return receipt, nil
}

var requestID = regexp.MustCompile(`request id is (\S{1,200})`)

func (t Target) lpArgs(o Options) []string {
	var args []string
	if t.host != "" {
		args = append(args, "-h", t.host)
	}
	args = append(args, "-d", t.queue)
	if title := cleanTitle(o.Title); title != "" {
		args = append(args, "-t", title)
	}
	if o.Format == PDF {
		return append(args, "-o", "print-scaling=none", "-o", "fit-to-page=false")
	}
	return append(args, "-o", "raw")
}

// cleanTitle keeps the first 100 letters that can be shown.
func cleanTitle(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	letters := []rune(s)
	return string(letters[:min(len(letters), 100)])
}

// Queues lists the print queues of this computer, in the order of lpstat.
func Queues(ctx context.Context) ([]string, error) {
	out, err := run(ctx, nil, "lpstat", "-a")
	if err != nil {
		if strings.Contains(err.Error(), "No destinations added") {
			return nil, nil
		}
		return nil, err
	}
	var names []string
	for line := range strings.Lines(out) {
		name, _, _ := strings.Cut(line, " ")
		if checkQueue(name) == nil {
			names = append(names, name)
		}
	}
	return names, nil
}

// run runs a program of CUPS and returns the beginning of what it says.
func run(ctx context.Context, in io.Reader, name string, args ...string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%w: no program %s (Debian: apt install cups-client)", ErrNoLP, name)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	var stdout, stderr limited
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &stdout, &stderr
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%w: %s", ErrLP, reason(err, string(stderr.kept)))
	}
	return string(stdout.kept), nil
}

// reason is what a program said, or how it ended.
func reason(err error, said string) string {
	if said = cleanTitle(strings.TrimSpace(strings.ReplaceAll(said, "\n", " "))); said != "" {
		return said
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.String()
	}
	return err.Error()
}

// limited keeps the first 64 KiB.
type limited struct{ kept []byte }

func (l *limited) Write(b []byte) (int, error) {
	room := 64<<10 - len(l.kept)
	l.kept = append(l.kept, b[:min(len(b), room)]...)
	return len(b), nil
}
