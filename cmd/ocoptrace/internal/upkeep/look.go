package upkeep

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// MostRows bounds how many rows of a kind are counted at a look.
const MostRows = 100_000

// listed is how many backups a Status names.
const listed = 10

// Config says what is looked at.
type Config struct {
	Store    storage.Store
	Accounts *account.Accounts
	Now      func() time.Time
	Version  string    // of the program
	Started  time.Time // when the service began; zero where none runs
	Settings []Setting

	Dir, StoreDir, SpoolDir, Anchor string // paths

	Service trace.Service
	Founded time.Time // when the first statement was made, and with it the keys
	Sealed  bool      // the key file has a passphrase
	Codes   []string  // ids of the keys of label codes; nil where they were not read

	Space func() (free, total, least uint64, err error) // of the file system that holds the store
	Ready func(context.Context) error                   // nil: nothing that runs is asked
	Jobs  func(context.Context) (int, error)            // print jobs to be made
	// Tallies counts the labels that were looked up, to most.
	Tallies func(ctx context.Context, most int) (int, error)
}

// Look looks. What is wrong with the service is a Warning; an error says that
// the look itself failed.
func (c *Config) Look(ctx context.Context) (Status, error) {
	s := Status{
		At: c.Now().UTC(), Running: !c.Started.IsZero(), Started: c.Started.UTC(), Version: c.Version, Settings: c.Settings,
		Warnings: []Warning{},
	}
	if c.Ready != nil {
		if err := c.Ready(ctx); err != nil {
			s.Fault = err.Error()
		}
	}
	for _, look := range []func(context.Context, *Status) error{c.disk, c.log, c.keys, c.people, c.work, c.backups} {
		if err := look(ctx, &s); err != nil {
			return s, err
		}
	}
	s.Warnings = append(s.Warnings, s.warnings(c.Sealed)...)
	return s, nil
}

func (c *Config) disk(_ context.Context, s *Status) (err error) {
	d := &s.Disk
	if d.Free, d.Total, d.Least, err = c.Space(); err != nil {
		return err
	}
	if d.Store, err = sizeOf(c.StoreDir); err != nil {
		return err
	}
	d.Spool, err = sizeOf(c.SpoolDir)
	return err
}

// sizeOf is the size of all files below a directory, 0 if it is absent. Files
// that vanish meanwhile do not count.
func sizeOf(dir string) (bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return ignoreAbsent(err)
		}
		info, err := e.Info()
		if err == nil {
			bytes += info.Size()
		}
		return ignoreAbsent(err)
	})
	return bytes, err
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (c *Config) log(ctx context.Context, s *Status) error {
	s.BaseURL = c.Service.BaseURL
	s.Log = Log{Origin: c.Service.Origin, Anchor: c.Anchor, AnchorBeside: filepath.Dir(c.Anchor) == filepath.Clean(c.Dir)}
	err := c.Store.View(ctx, func(tx storage.Tx) (err error) {
		s.Log.Size, _, err = translog.Head(tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.Log.readAnchor(); err != nil && s.Fault == "" {
		s.Fault = err.Error()
	}
	return nil
}

// readAnchor reads the newest published checkpoint. Its signature was verified
// when the log was opened.
func (l *Log) readAnchor() error {
	text, err := os.ReadFile(l.Anchor)
	if err != nil {
		return err
	}
	cp, err := translog.ReadCheckpoint(text)
	if err != nil {
		return err
	}
	l.Published, l.Witnesses = cp.Size, strings.Count(string(text), "\n\u2014 ")-1
	info, err := os.Stat(l.Anchor)
	if err == nil {
		l.PublishedAt = info.ModTime().UTC()
	}
	return err
}

func (c *Config) keys(_ context.Context, s *Status) error {
	v, err := note.NewVerifier(c.Service.LogKey)
	if err != nil {
		return err
	}
	s.Keys = []Key{{Use: "log", ID: v.Name(), Public: c.Service.LogKey, Since: c.Founded}}
	for _, id := range c.Service.IssuerKeys {
		s.Keys = append(s.Keys, Key{Use: "issuer", ID: id, Since: c.Founded})
	}
	for _, id := range c.Codes {
		s.Keys = append(s.Keys, Key{Use: "codes", ID: id})
	}
	return nil
}

func (c *Config) people(ctx context.Context, s *Status) error {
	users, err := c.Accounts.Users(ctx)
	if err != nil {
		return err
	}
	s.People.Roles = make(map[string]int)
	for _, role := range account.Roles() {
		s.People.Roles[string(role)] = 0
	}
	for _, u := range users {
		s.People.Roles[string(u.Role)]++
	}
	open, err := c.Accounts.Invitations(ctx)
	s.People.Invitations = len(open)
	return err
}

func (c *Config) work(ctx context.Context, s *Status) (err error) {
	if s.Work.Jobs, err = c.Jobs(ctx); err != nil {
		return err
	}
	s.Work.Tallies, err = c.Tallies(ctx, MostRows)
	return err
}

func (c *Config) backups(ctx context.Context, s *Status) error {
	all, err := Backups(ctx, c.Store)
	s.Backups = append([]Backup{}, all[:min(listed, len(all))]...)
	return err
}
