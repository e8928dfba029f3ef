package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"golang.org/x/term"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/locale"
)

func main() {
	spareMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	status := newProgram().run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// spareMemory has the garbage collector run more often than by default, unless
// the environment says how often (GOGC). Labels are made of short-lived pictures,
// and a small machine has less memory to spare than time.
func spareMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// Exit statuses, see the package comment.
const (
	exitDone  = 0
	exitFault = 1
	exitUsage = 2
)

// A program is what the outside gives to a command: streams, settings, the
// clock and randomness.
type program struct {
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	terminal bool // stderr is one: progress may be drawn
	environ  []string
	user     string // who started the program; "" if not known
	now      func() time.Time
	random   io.Reader
}

func newProgram() *program {
	return &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
		environ:  os.Environ(),
		user:     userName(),
		now:      time.Now, random: rand.Reader,
	}
}

// userName is the login name of whoever started the program.
func userName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}

// run runs the command that args name and returns the exit status.
// What it does to accounts is kept as done by whoever started it.
func (p *program) run(ctx context.Context, args []string) int {
	ctx = audit.As(ctx, audit.Actor{Who: p.user, From: audit.Command})
	err := p.dispatch(ctx, args)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.Is(err, errReported):
		return exitFault
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		err = withHint(fmt.Errorf("interrupted: %w", err), "what was acknowledged is stored; “issue” and “register” of the same file, and the same “label print”, go on where they were")
	}
	fmt.Fprintf(p.stderr, "ocoptrace: %s\n", once(err.Error()))
	if hint := hintFor(err); hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitFault
}

func (p *program) dispatch(ctx context.Context, args []string) error {
	if err := locale.Load(); err != nil {
		return err
	}
	if len(args) == 0 {
		p.usage(p.stderr)
		return usageError("no command given")
	}
	name, args := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		if name == "help" && len(args) > 0 {
			return p.dispatch(ctx, append(slices.Clip(args), "--help"))
		}
		p.usage(p.stdout)
		return nil
	case "-version", "--version":
		name = "version"
	}
	c, err := findCommand(name)
	if err != nil {
		return err
	}
	return c.run(ctx, newInvocation(p, c, args))
}
