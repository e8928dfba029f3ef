package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/storage/badger"
	"ocoptrace/trace/translog"
	"ocoptrace/trace/translog/witness"

	"golang.org/x/mod/sumdb/note"
)

var witnessCommand = command{
	name:     "witness",
	synopsis: "init|serve --dir DIR",
	about:    "cosign the logs of others, so that none can show two histories",
	details: `init makes the directory of a witness: a key, sealed with a passphrase, and
DIR/witness.vkey, its public key under --name, which should be the witness's address
without https://. Give that line to the logs.

serve answers POST /add-checkpoint (c2sp.org/tlog-witness) for each log whose public
key is given with --log. A checkpoint is cosigned once it is stored that it was, and
only if its tree extends every tree of that log that this witness cosigned before.
The key and the public key are at /vkey.

Never put an old copy of the directory into use: the witness would sign what it had
refused. If it is lost, make another witness with another name.`,
	example: "ocoptrace witness init --dir /var/lib/witness --name witness.laocai.example.vn\nocoptrace witness serve --dir /var/lib/witness --listen 127.0.0.1:8090 --log tx.vkey",
	run:     runWitness,
}

func runWitness(ctx context.Context, in *invocation) error {
	s := in.settings()
	name := in.String("name", "", "`name` of the witness, for ever: no spaces, no plus sign")
	plain := in.Bool("insecure-plain-key", false, "do not seal the key file")
	listen := in.String("listen", "127.0.0.1:8090", "`address` to listen on, HOST:PORT")
	var logs texts
	in.Var(&logs, "log", "`file` with the public keys of logs to cosign, a line each; may be repeated")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	switch in.rest[0] {
	case "init":
		if *name == "" {
			return in.misuse("--name is needed: what is the witness called?")
		}
		return in.initWitness(s, *name, *plain)
	case "serve":
		if len(logs) == 0 {
			return in.misuse("--log is needed: whose checkpoints are cosigned?")
		}
		if _, _, err := net.SplitHostPort(*listen); err != nil {
			return in.misuse("--listen %s is not HOST:PORT", shortened(*listen))
		}
		return in.serveWitness(ctx, s, *listen, logs)
	}
	return in.misuse("what to do is init or serve, not %s", shortened(in.rest[0]))
}

func (in *invocation) initWitness(s *settings, name string, plain bool) error {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(in.random, seed); err != nil {
		return err
	}
	key := ed25519.NewKeyFromSeed(seed)
	cosigner, err := translog.NewCosigner(name, key)
	if err != nil {
		return in.misuse("--name: %v", err)
	}
	if err := s.dir.begin("witness init"); err != nil {
		return err
	}
	err = in.fillWitness(s, key, cosigner.VKey(), plain)
	if err == nil {
		err = s.dir.complete()
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(os.Remove(s.dir.witness())), s.dir.abandon())
	}
	_, err = fmt.Fprintf(in.stdout, "made a witness in %s\nkey %s\nGive that line to the logs it is to cosign, with its address; their keys go to “witness serve --log FILE”.\n", s.dir, cosigner.VKey())
	return err
}

func (in *invocation) fillWitness(s *settings, key ed25519.PrivateKey, vkey string, plain bool) error {
	var passphrase []byte
	if !plain {
		var err error
		if passphrase, err = in.newPassphrase(s.passphraseFile); err != nil {
			return err
		}
	}
	if err := keyfile.CreateSingle(s.dir.keys(), key, passphrase); err != nil {
		return err
	}
	options := s.storeOptions()
	options.Create = true
	store, err := badger.Open(s.dir.store(), options)
	if err != nil {
		return err
	}
	if err := store.Close(); err != nil {
		return err
	}
	return writeSynced(s.dir.witness(), []byte(vkey+"\n"), 0o644)
}

// serveWitness cosigns until ctx ends.
func (in *invocation) serveWitness(ctx context.Context, s *settings, listen string, logs []string) (err error) {
	cosigner, err := in.openCosigner(s)
	if err != nil {
		return err
	}
	config := witness.Config{Cosigners: []*translog.Cosigner{cosigner}, Now: in.now, Logger: in.logger()}
	for _, file := range logs {
		keys, err := logKeys(file)
		if err != nil {
			return err
		}
		config.Logs = append(config.Logs, keys...)
	}
	store, err := badger.Open(s.dir.store(), s.storeOptions())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	config.Store = witness.Keep(store)
	w, err := witness.New(config)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return withHint(err, "give another address with --listen, or stop what listens there")
	}
	router := server.NewRouter()
	router.Handle("/add-checkpoint", w)
	router.HandleFunc("/vkey", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintln(rw, cosigner.VKey())
	}).Methods(http.MethodGet, http.MethodHead)
	config.Logger.Info("serving", "listen", l.Addr().String(), "witness", cosigner.VKey(), "logs", len(config.Logs))
	return server.Run(ctx, l, server.Config{Handler: router, Logger: config.Logger, Now: in.now, Random: in.random})
}

// openCosigner opens the key and holds it against the public one.
func (in *invocation) openCosigner(s *settings) (*translog.Cosigner, error) {
	if _, err := os.Stat(s.dir.incomplete()); err == nil {
		return nil, s.dir.halfMade()
	}
	text, err := os.ReadFile(s.dir.witness())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, withHint(fmt.Errorf("there is no witness in %s", s.dir), "make one with “ocoptrace witness init --dir %s --name NAME”", s.dir)
	}
	if err != nil {
		return nil, err
	}
	key, err := keyfile.OpenSingle(s.dir.keys(), s.passphrase)
	if err != nil {
		return nil, err
	}
	vkey := strings.TrimSuffix(string(text), "\n")
	name, _, _ := strings.Cut(vkey, "+")
	cosigner, err := translog.NewCosigner(name, key)
	if err == nil && cosigner.VKey() != vkey {
		err = fmt.Errorf("%w: %s is not the public key of %s", keyfile.ErrMalformed, s.dir.witness(), s.dir.keys())
	}
	return cosigner, err
}

// logKeys reads a file of public keys of logs, a line each.
func logKeys(file string) (keys []note.Verifier, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		key, err := note.NewVerifier(line)
		if err != nil {
			return nil, withHint(fmt.Errorf("%s: line %d: %w", file, i+1, err), "a service shows its key at /log/vkey")
		}
		keys = append(keys, key)
	}
	return keys, nil
}
