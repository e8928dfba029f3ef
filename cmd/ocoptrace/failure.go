package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

var (
	// errUsage marks errors in how the program was called.
	errUsage = errors.New("usage")
	// errReported says that the command printed what is wrong.
	errReported = errors.New("faults were reported")
)

// A misuse is an error of status 2.
type misuse string

func (m misuse) Error() string { return string(m) }

func (m misuse) Is(target error) bool { return target == errUsage }

func usageError(format string, args ...any) error { return misuse(fmt.Sprintf(format, args...)) }

// A hinted error says what to do next.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

func withHint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &hinted{err, fmt.Sprintf(format, args...)}
}

// hintFor says what to do about an error; "" where the error says it itself.
func hintFor(err error) string {
	var h *hinted
	if errors.As(err, &h) {
		return h.hint
	}
	for _, known := range hints {
		if errors.Is(err, known.err) {
			return known.hint
		}
	}
	return ""
}

// hints are for errors of other packages, wherever they occur.
var hints = []struct {
	err  error
	hint string
}{
	{storage.ErrHeld, "a running service, or another command, has this directory; stop it first (“backup” works while the service runs)"},
	{storage.ErrNotOurs, "--dir must name a directory made by “ocoptrace init”"},
	{storage.ErrMissing, "make one with “ocoptrace init”, or put one back with “ocoptrace restore”"},
	{storage.ErrPermission, "run the command as the user who owns the directory"},
	{storage.ErrNoSpace, "make room on the disk; --min-free says how much must stay free"},
	{storage.ErrLayout, "use the newer version of this program that wrote it"},
	{storage.ErrDamaged, "nothing was changed; put a backup into a new directory with “ocoptrace restore”"},
	{storage.ErrCorrupt, "put a backup into a new directory with “ocoptrace restore”"},
	{storage.ErrCommitUnknown, "run the same command again: what was stored will not be stored twice"},
	{translog.ErrRollback, "this directory is older than its anchor: a copy, or a disk that lost writes. Use the newest directory, or put the newest backup into a new one with “ocoptrace restore”"},
	{translog.ErrAnchor, "if init was given --anchor (or OCOPTRACE_ANCHOR), give the same one; else put the newest published checkpoint in its place"},
	{translog.ErrCorrupt, "put a backup into a new directory with “ocoptrace restore”"},
	{trace.ErrNoService, "the directory holds no service; make one with “ocoptrace init” in a new directory"},
	{trace.ErrForeignKey, "put the key file of this service in its place"},
	{trace.ErrRebuilding, "run “ocoptrace check --rebuild”, to the end"},
	{trace.ErrBackup, "use another backup; nothing was made of this one"},
	{keyfile.ErrPassphrase, "give the passphrase by --passphrase-file, or at the prompt"},
}

// shortened quotes a value for an error text.
func shortened(s string) string {
	const most = 60 // bytes
	if len(s) > most {
		return strconv.Quote(strings.ToValidUTF8(s[:most], "")) + "…"
	}
	return strconv.Quote(s)
}
