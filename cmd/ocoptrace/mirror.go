package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ocoptrace/trace/translog"
	"ocoptrace/trace/translog/mirror"
)

var mirrorCommand = command{
	name:     "mirror",
	synopsis: "URL --policy FILE --copy FOLDER",
	about:    "keep a verified copy of a log, of this service or any other of c2sp.org/tlog-tiles",
	details: `URL is where the log's checkpoint is, without “/checkpoint”: https://HOST/log of a
service of this program. The policy names the log's public key and the witnesses
that must have cosigned; take it from a place you trust.

Every hash and every entry is verified before the copy grows. A log that went back
or forked is refused; both checkpoints, which prove it, are kept in the folder as
conflict-*.txt, and the status is 1. The folder holds the log as its server does:
hand it out with any web server, and clients and other mirrors can use it.

The records themselves are judged by “ocoptrace monitor”.`,
	example: "ocoptrace mirror https://tx.example.vn/log --policy policy --copy tx-log\nocoptrace mirror https://tx.example.vn/log --policy policy --copy tx-log --every 1m",
	run:     runMirror,
}

// A following is a log that is followed into a copy.
type following struct {
	source mirror.Source
	policy translog.Policy
	path   string
	folder *mirror.Folder
	every  time.Duration // 0: once
}

// follow reads the flags and the argument of a command that follows a log.
func (in *invocation) follow() (f following, asJSON bool, err error) {
	policy := in.String("policy", "", "`file` with the log's policy (c2sp.org/tlog-policy)")
	in.StringVar(&f.path, "copy", "", "`folder` of the copy; it is made if it is not there")
	in.DurationVar(&f.every, "every", 0, "go on until interrupted, and look again after this `time`, such as 30s or 5m (default: once)")
	in.BoolVar(&asJSON, "json", false, "print a line of JSON each time")
	if err := in.parse(1, 1); err != nil {
		return f, asJSON, err
	}
	if *policy == "" || f.path == "" {
		return f, asJSON, in.misuse("--policy and --copy are needed")
	}
	if f.every != 0 && f.every < time.Second {
		return f, asJSON, in.misuse("--every %v is shorter than 1s", f.every)
	}
	prefix, err := logURL(in.rest[0])
	if err != nil {
		return f, asJSON, in.misuse("%v", err)
	}
	f.source = mirror.HTTP(&http.Client{Timeout: 30 * time.Second}, prefix)
	text, err := in.readInput(*policy, maxPolicy)
	if err != nil {
		return f, asJSON, err
	}
	if f.policy, err = translog.ParsePolicy(text); err != nil {
		return f, asJSON, fmt.Errorf("%s: %w", *policy, err)
	}
	if err := os.MkdirAll(f.path, 0o755); err != nil {
		return f, asJSON, err
	}
	f.folder, err = mirror.OpenFolder(f.path)
	return f, asJSON, err
}

// logURL is the prefix of a log without a slash at its end.
func logURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%s is not the address of a log, such as https://tx.example.vn/log", shortened(s))
	}
	return strings.TrimSuffix(strings.TrimSuffix(u.String(), "/"), "/checkpoint"), nil
}

func runMirror(ctx context.Context, in *invocation) error {
	f, asJSON, err := in.follow()
	if err != nil {
		return err
	}
	defer f.folder.Close()
	return in.rounds(ctx, f, func(r mirror.Report) error {
		if asJSON {
			return in.printLine(mirrored{r.After.Origin, r.Before.Size, r.After.Size, r.After.Root.String(), r.Files, r.Bytes})
		}
		_, err := fmt.Fprintf(in.stdout, "%s: %d entries, %d new; root %s; %d files fetched, %d bytes\n",
			r.After.Origin, r.After.Size, r.After.Size-r.Before.Size, r.After.Root, r.Files, r.Bytes)
		return err
	})
}

// mirrored is the answer of mirror for programs.
type mirrored struct {
	Origin string `json:"origin"`
	Before int64  `json:"before"` // entries that were kept
	Size   int64  `json:"size"`   // entries that are kept now
	Root   string `json:"root"`
	Files  int    `json:"files"` // tiles and bundles fetched
	Bytes  int64  `json:"bytes"`
}

// rounds follows the log once, or again and again until ctx ends, and passes on
// each success. A contradiction ends it; what may pass is told and tried again.
func (in *invocation) rounds(ctx context.Context, f following, each func(mirror.Report) error) error {
	for {
		r, err := mirror.Follow(ctx, f.source, f.folder, f.policy)
		if err == nil {
			err = each(r)
		}
		if err != nil && (f.every == 0 || ctx.Err() != nil || !mayPass(err)) {
			if f.every > 0 && ctx.Err() != nil {
				return nil // an interrupt is how it ends
			}
			return f.refused(err)
		}
		if f.every == 0 {
			return nil
		}
		if err != nil {
			fmt.Fprintf(in.stderr, "ocoptrace: %v; trying again in %v\n", err, f.every)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(f.every):
		}
	}
}

// mayPass says whether an error may be gone when the log is asked again: of the
// network, or a cache that is behind.
func mayPass(err error) bool {
	for _, lasting := range []error{mirror.ErrFork, mirror.ErrDamaged, mirror.ErrOrigin, translog.ErrUnverified, translog.ErrEntry} {
		if errors.Is(err, lasting) {
			return false
		}
	}
	return true
}

// refused explains an error, and keeps the evidence if it is a contradiction.
func (f following) refused(err error) error {
	var c *mirror.Conflict
	switch {
	case errors.As(err, &c):
		name := filepath.Join(f.path, fmt.Sprintf("conflict-%d-%d.txt", c.Kept.Size, c.Offered.Size))
		text := fmt.Sprintf("%v\n\n%s\n%s", err, c.Kept.Note, c.Offered.Note)
		if wrong := writeSynced(name, []byte(text), 0o644); wrong != nil && !errors.Is(wrong, os.ErrExist) {
			return errors.Join(err, wrong)
		}
		return withHint(err, "the log signed both checkpoints in %s: show them to its witnesses and users. A cache that is behind looks the same where the log only went back; ask again first", name)
	case errors.Is(err, translog.ErrUnverified):
		return withHint(err, "either this is another log or it is not cosigned as the policy asks")
	case errors.Is(err, mirror.ErrDamaged):
		return withHint(err, "copy the log into another folder and compare")
	}
	return err
}
