package main

import (
	"fmt"
	"strconv"

	"ocoptrace/storage/badger"
	"ocoptrace/trace/translog"
)

// settings say where a service is and how to open it.
type settings struct {
	dir            directory
	anchorPath     string
	passphraseFile string
	minFree        mebibytes
	ask            func(file string) ([]byte, error) // for the passphrase of the keys
}

// settings registers the flags for a command that opens a data directory.
func (in *invocation) settings() *settings {
	s := in.storeSettings()
	in.StringVar(&s.passphraseFile, "passphrase-file", "",
		"`file` whose first line opens sealed keys; without it the passphrase is asked for on the terminal")
	return s
}

// storeSettings are the settings without those of the keys.
func (in *invocation) storeSettings() *settings {
	s := &settings{ask: in.passphraseFrom}
	in.StringVar((*string)(&s.dir), "dir", "", "data `directory`")
	in.StringVar(&s.anchorPath, "anchor", "",
		"`file` of the newest published checkpoint, best on another disk than --dir, so that an old copy of one is noticed; always give the one given to init (default DIR/anchor)")
	in.Var(&s.minFree, "min-free",
		"free `MiB` on the disk below which nothing is written; the service does not start below half of it; at least 512 (default 5 % of the disk, at least 2048)")
	return s
}

// require refuses settings without a directory.
func (in *invocation) require(s *settings) error {
	if s.dir == "" {
		return in.misuse("--dir is needed: which data directory?")
	}
	return nil
}

func (s *settings) anchor() translog.Anchor { return translog.AnchorFile(s.anchorFile()) }

func (s *settings) anchorFile() string {
	if s.anchorPath != "" {
		return s.anchorPath
	}
	return s.dir.anchor()
}

// anchorAbsent refuses an anchor outside the directory that is there already.
func (s *settings) anchorAbsent() error {
	if s.anchorPath == "" {
		return nil
	}
	return withHint(absent(s.anchorPath, false), "--anchor must name a file that does not exist: this one may be another service's")
}

func (s *settings) passphrase() ([]byte, error) { return s.ask(s.passphraseFile) }

func (s *settings) storeOptions() badger.Options {
	var o badger.Options
	if s.minFree > 0 {
		o.MinFree = func(uint64) uint64 { return uint64(s.minFree) << 20 }
	}
	return o
}

// mebibytes is a flag for an amount of disk space.
type mebibytes uint32

func (m *mebibytes) String() string {
	if *m == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(*m), 10)
}

// Set implements flag.Value.
func (m *mebibytes) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil || n < 512 {
		return fmt.Errorf("not a whole number of MiB from 512 on")
	}
	*m = mebibytes(n)
	return nil
}
