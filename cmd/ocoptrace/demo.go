package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/sample"
	"ocoptrace/trace/ocop"
)

var demoCommand = command{
	name:     "demo",
	synopsis: "[--dir DIRECTORY] [--listen ADDRESS] [--once]",
	about:    "makes a service with sample data, its labels and bundles, and serves it",
	details: `The directory is made at the first start: fictional producers, products, batches
and labels in every state that a scan can meet, signed and logged as real ones
are. The next start goes on with it; nothing is stated twice, and files that are
missing are written again. The keys are not sealed with a passphrase and links
begin with http://ADDRESS of the first start, so it is for looking only.

  DIR/demo.json     every link, file and code (docs/demo.md tells its members)
  DIR/labels/       a PDF for each batch with labels
  DIR/bundles/      a bundle for each batch, to verify without a network
  DIR/policy        whom “ocoptrace verify” is to trust`,
	example: "ocoptrace demo\nocoptrace demo --once --dir /tmp/demo",
	run:     runDemo,
}

// A demo is an open service with the sample in it.
type demo struct {
	*invocation
	service *service
	day     ocop.Date // on which the sample was loaded, and from which its days are reckoned
	batches []*sample.Batch
}

func runDemo(ctx context.Context, in *invocation) (err error) {
	s := &settings{ask: in.passphraseFrom}
	in.StringVar((*string)(&s.dir), "dir", "ocoptrace-demo", "`directory` of the demo; it is made at the first start")
	listen := in.String("listen", "127.0.0.1:8080", "`address` to serve on, localhost or 127.0.0.1 and a port; that of the first start stands in all links")
	once := in.Bool("once", false, "end when everything is written, instead of serving")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	baseURL, err := demoURL(*listen)
	if err != nil {
		return in.misuse("--listen %s: %v", shortened(*listen), err)
	}
	if err := foundDemo(ctx, in.program, s, baseURL); err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(demoInterval(*once)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	d := &demo{invocation: in, service: v}
	if err := d.load(ctx); err != nil {
		return err
	}
	file, err := d.writeFiles(ctx)
	if err != nil {
		return err
	}
	d.tell(file, baseURL)
	if *once {
		return nil
	}
	return in.serveOpened(ctx, v, serving{settings: s, listen: *listen, inForce: in.inForce()})
}

// load states what of the sample is not stated yet and publishes it.
func (d *demo) load(ctx context.Context) error {
	issued, err := founded(ctx, d.service.store)
	if err != nil {
		return err
	}
	d.day = ocop.DateOf(issued)
	s, err := sample.Read(assets.Sample, d.day)
	if err != nil {
		return err
	}
	if err := d.illustrate(ctx, s); err != nil {
		return err
	}
	bar := d.bar("records", -1)
	d.batches, err = s.State(ctx, d.service.registry, bar.of)
	bar.end()
	if err != nil {
		return err
	}
	_, err = d.service.registry.Publish(ctx)
	return err
}

// demoURL is the base URL of links to a demo that listens on an address: one of
// this machine alone, since it is served without TLS.
func demoURL(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", err
	}
	if n, err := net.LookupPort("tcp", port); err != nil || n == 0 {
		return "", errors.New("the links on labels need a port from 1 to 65535")
	}
	if !isLoopback(host) {
		return "", errors.New("a demo is served without TLS, so only on localhost or 127.0.0.1")
	}
	return strings.TrimSuffix("http://"+net.JoinHostPort(host, port), ":80"), nil
}

// demoMark is the file that tells a demo from a service in earnest.
func (d directory) demoMark() string { return d.path("DEMO") }

const demoMarkText = "This directory was made by “ocoptrace demo”: its records are fictional and its keys are not sealed.\n"

// foundDemo makes the directory of a demo unless there is one, and refuses any
// other: a sample must not get into the log of a service in earnest.
func foundDemo(ctx context.Context, p *program, s *settings, baseURL string) error {
	if err := clearHalfMade(s); err != nil {
		return err
	}
	_, err := os.Stat(s.dir.demoMark())
	if err == nil {
		return nil
	}
	if _, err := os.Stat(s.dir.store()); !errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("%s is a service, not a demo", s.dir), "name another directory with --dir; it is made")
	}
	if err := s.dir.begin("demo"); err != nil {
		return err
	}
	err = writeSynced(s.dir.demoMark(), []byte(demoMarkText), 0o644)
	if err == nil {
		_, err = fill(ctx, s, founding{baseURL: baseURL, plain: true}, p.opening(-1))
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(os.Remove(s.dir.demoMark())), s.dir.abandon())
	}
	return s.dir.complete()
}

// clearHalfMade removes a demo whose making was cut short: no record of it can
// have been shown to anybody.
func clearHalfMade(s *settings) error {
	by, err := os.ReadFile(s.dir.incomplete())
	if err != nil || trimLine(by) != "demo" {
		return nil // whole, absent or another command's; others say so
	}
	if err := free(s); err != nil {
		return err
	}
	return errors.Join(ignoreAbsent(os.Remove(s.dir.demoMark())), s.dir.abandon())
}

// demoFiles are the folders of what a demo writes beside the service.
const (
	demoLabels  = "labels"
	demoBundles = "bundles"
	demoJSON    = "demo.json"
)

// tidyFolder makes a folder and removes what a writer that was killed left.
func (d directory) tidyFolder(name string) error {
	if err := os.MkdirAll(d.path(name), 0o700); err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(d.path(name), ".*.tmp*"))
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
