package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/trace"
)

var initCommand = command{
	name:     "init",
	synopsis: "--dir DIR --url https://HOST",
	about:    "make a new service: its directory, keys, store and log",
	details: `The URL is printed on packs and signed into the first record: it can never be
changed. It is the scheme and host under which the service will be reached,
https://HOST or https://HOST:PORT; http only for localhost and 127.0.0.1, to try
things out.

The key file is sealed with a passphrase, from --passphrase-file or asked for
twice. Keep copies of DIR/keys and of the passphrase in two other places: without
them nothing more can be issued and no label can be recognised. Backups do not
hold them.

An init that fails takes back what it made. One that was cut off (power, kill)
leaves DIR/INCOMPLETE; delete the directory and start again.`,
	example: "ocoptrace init --dir /var/lib/ocoptrace --url https://tx.example.vn --anchor /mnt/other-disk/anchor",
	run:     runInit,
}

// A founding says what a new service will be.
type founding struct {
	baseURL string
	origin  string // name of the log; "" for the usual one
	plain   bool   // the key file is not sealed
}

func runInit(ctx context.Context, in *invocation) error {
	s := in.settings()
	s.ask = in.newPassphrase
	var f founding
	in.StringVar(&f.baseURL, "url", "", "`URL` of the service, for ever")
	in.StringVar(&f.origin, "origin", "", "`name` of the log (C2SP origin, no spaces, no plus sign), for ever (default HOST/log)")
	in.BoolVar(&f.plain, "insecure-plain-key", false, "do not seal the key file: whoever reads DIR/keys can issue in the service's name")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	vkey, err := found(ctx, s, f, in.opening(-1))
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "made %s for %s\nlog key  %s\n", s.dir, f.baseURL, vkey)
	fmt.Fprintf(in.stdout, "Keep copies of %s and its passphrase elsewhere; publish %s and %s.\n", s.dir.keys(), s.dir.vkey(), s.dir.policy())
	fmt.Fprintf(in.stdout, "next: ocoptrace register --dir %s FILE.json\n", s.dir)
	fmt.Fprintf(in.stdout, "and:  ocoptrace user invite --role admin --dir %s, for a link to the first login\n", s.dir)
	return nil
}

// found makes a service in an absent or empty directory and returns the log's
// public key. After an error the directory is empty again.
func found(ctx context.Context, s *settings, f founding, o opening) (vkey string, err error) {
	if err := s.anchorAbsent(); err != nil {
		return "", err
	}
	if err := s.dir.begin("init"); err != nil {
		return "", err
	}
	vkey, err = fill(ctx, s, f, o)
	if err == nil {
		err = s.dir.complete()
	}
	if err != nil {
		return "", errors.Join(err, s.dir.abandon(), ignoreAbsent(os.Remove(s.anchorFile())))
	}
	return vkey, nil
}

func fill(ctx context.Context, s *settings, f founding, o opening) (vkey string, err error) {
	if err := makeKeys(s, f, o); err != nil {
		return "", err
	}
	o.create = true
	v, err := openLog(ctx, s, o)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	if err := v.configure(f.baseURL, o); err != nil {
		return "", err
	}
	vkey = v.keys.LogVerifier
	err = trace.Found(ctx, v.config, trace.Service{
		BaseURL: f.baseURL, Origin: f.logOrigin(), LogKey: vkey,
		IssuerKeys: []string{v.config.Signer.Method()},
	})
	if err != nil {
		return "", err
	}
	if _, err := v.log.Publish(ctx); err != nil {
		return "", err
	}
	return vkey, s.dir.publishKey(vkey)
}

// makeKeys makes the key file. The passphrase is asked for once: what was
// typed opens the file too.
func makeKeys(s *settings, f founding, o opening) error {
	keys, err := keyfile.Generate(o.random, f.logOrigin())
	if err != nil {
		return err
	}
	if f.plain {
		return keyfile.Create(s.dir.keys(), keys, nil)
	}
	s.ask = onceOnly(s.ask)
	passphrase, err := s.passphrase()
	if err != nil {
		return err
	}
	return keyfile.Create(s.dir.keys(), keys, passphrase)
}
