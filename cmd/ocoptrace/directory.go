package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// A directory is the data directory of a service; see the package comment.
type directory string

func (d directory) path(name string) string { return filepath.Join(string(d), name) }

func (d directory) store() string      { return d.path("store") }
func (d directory) keys() string       { return d.path("keys") }
func (d directory) anchor() string     { return d.path("anchor") }
func (d directory) vkey() string       { return d.path("log.vkey") }
func (d directory) witness() string    { return d.path("witness.vkey") }
func (d directory) policy() string     { return d.path("policy") }
func (d directory) control() string    { return d.path("control.sock") }
func (d directory) spool() string      { return d.path("spool") }
func (d directory) incomplete() string { return d.path("INCOMPLETE") }

var errIncomplete = errors.New("the directory was left half made")

// begin makes an empty directory, or takes one that is empty, and marks it
// incomplete. by names the command. It refuses what is not empty.
func (d directory) begin(by string) error {
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == "lost+found" { // of a file system of its own
			continue
		}
		if _, err := os.Stat(d.incomplete()); err == nil {
			return d.halfMade()
		}
		return withHint(fmt.Errorf("%s is not empty: it has %q", d, e.Name()), "name a directory that does not exist yet, or is empty")
	}
	if err := os.Chmod(string(d), 0o700); err != nil {
		return err
	}
	return writeSynced(d.incomplete(), []byte(by+"\n"), 0o600)
}

// complete says that the directory is whole.
func (d directory) complete() error {
	if err := os.Remove(d.incomplete()); err != nil {
		return err
	}
	return syncDirectory(string(d))
}

// halfMade is the error about a directory whose making was cut short.
func (d directory) halfMade() error {
	by, _ := os.ReadFile(d.incomplete())
	return withHint(fmt.Errorf("%w: %s", errIncomplete, d),
		"delete %s (nothing can have been published from it) and run “ocoptrace %.20s” again", d, trimLine(by))
}

// abandon takes back what begin and its caller made, after an error.
func (d directory) abandon() error {
	var errs []error
	for _, made := range []string{d.store(), d.keys(), d.anchor(), d.vkey(), d.policy(), d.incomplete()} {
		errs = append(errs, os.RemoveAll(made))
	}
	return errors.Join(errs...)
}

// ready refuses a directory that is absent or half made.
func (d directory) ready() error {
	if _, err := os.Stat(d.incomplete()); err == nil {
		return d.halfMade()
	}
	_, err := os.Stat(d.store())
	if errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("there is no service in %s", d), "make one with “ocoptrace init --dir %s --url https://…”", d)
	}
	return err
}

// verifier reads the log's public key.
func (d directory) verifier() (note.Verifier, error) {
	text, err := os.ReadFile(d.vkey())
	if err != nil {
		return nil, withHint(err, "the service's administrators published this key; put it back, or take it from /log/vkey")
	}
	key, whole := strings.CutSuffix(string(text), "\n")
	v, err := note.NewVerifier(key)
	if err == nil && !whole {
		err = errors.New("its last line does not end")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.vkey(), err)
	}
	return v, nil
}

// publishKey writes what others need to verify: the log's public key and policy.
func (d directory) publishKey(vkey string) error {
	if err := writeSynced(d.vkey(), []byte(vkey+"\n"), 0o644); err != nil {
		return err
	}
	return writeSynced(d.policy(), translog.LogPolicy(vkey), 0o644)
}
