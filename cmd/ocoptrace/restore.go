package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
)

var restoreCommand = command{
	name:     "restore",
	synopsis: "--dir NEW --from BACKUP --keys KEYFILE [--checkpoint FILE]",
	about:    "make a data directory of a backup",
	details: `The backup is verified before anything is made, and the new directory is checked
as “check” does before it may be used.

Records stated after the backup are not in it. If the service had published a
checkpoint since, give it (the anchor of the lost installation, or a copy from
/log/checkpoint that somebody kept): a backup that lacks records of it is refused,
since going on from there would be a second, contradicting log.`,
	example: "ocoptrace restore --dir /var/lib/ocoptrace-new --from ocoptrace-2026-11-23.backup --keys /media/safe/keys --checkpoint /mnt/other-disk/anchor",
	run:     runRestore,
}

// A restoring is what restore works from.
type restoring struct {
	backup     *trace.Backup
	keys       keyfile.Keys
	sealed     []byte // the key file
	size       int64  // of the log at the backup's checkpoint
	checkpoint []byte // newer one to be extended; nil for none
}

func runRestore(ctx context.Context, in *invocation) error {
	s := in.settings()
	from := in.String("from", "", "backup `file`")
	keys := in.String("keys", "", "key `file` of the service; it is copied")
	checkpoint := in.String("checkpoint", "", "`file` with the newest checkpoint that was published")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if *from == "" || *keys == "" {
		return in.misuse("--from and --keys are needed")
	}
	f, err := os.Open(*from)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := in.verifySources(s, f, *keys, *checkpoint)
	if err != nil {
		return err
	}
	if err := in.restore(ctx, s, r); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%s holds the service again, checked; its log had %d published records when the backup was made\n", s.dir, r.size)
	if *checkpoint == "" {
		fmt.Fprintln(in.stderr, "note: if a newer checkpoint was published since, delete this directory and restore with --checkpoint, or the log may fork")
	}
	return nil
}

// verifySources verifies backup, keys and checkpoint, and that they belong
// together.
func (in *invocation) verifySources(s *settings, f *os.File, keys, checkpoint string) (*restoring, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	r := &restoring{}
	s.ask = onceOnly(s.ask)
	if r.backup, err = trace.OpenBackup(f, info.Size()); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	if r.keys, err = keyfile.Open(keys, s.passphrase); err != nil {
		return nil, err
	}
	if r.sealed, err = os.ReadFile(keys); err != nil {
		return nil, err
	}
	if r.size, err = checkpointSize(r.backup.Checkpoint, r.keys.LogVerifier); err != nil {
		return nil, withHint(fmt.Errorf("%s is not a backup of the log of %s: %w", f.Name(), keys, err), "give the key file of the service that the backup is of")
	}
	if checkpoint == "" {
		return r, nil
	}
	if r.checkpoint, err = os.ReadFile(checkpoint); err != nil {
		return nil, err
	}
	if _, err = checkpointSize(r.checkpoint, r.keys.LogVerifier); err != nil {
		return nil, fmt.Errorf("%s is not a checkpoint of this log: %w", checkpoint, err)
	}
	return r, nil
}

// restore makes the directory; after an error it is empty again.
func (in *invocation) restore(ctx context.Context, s *settings, r *restoring) error {
	if err := s.anchorAbsent(); err != nil {
		return err
	}
	if err := s.dir.begin("restore"); err != nil {
		return err
	}
	err := in.load(ctx, s, r)
	if err == nil {
		err = in.verifyRestored(ctx, s, r)
	}
	if err == nil {
		err = s.dir.complete()
	}
	if err != nil {
		return errors.Join(err, s.dir.abandon(), ignoreAbsent(os.Remove(s.anchorFile())))
	}
	return nil
}

func (in *invocation) load(ctx context.Context, s *settings, r *restoring) error {
	if err := writeSynced(s.dir.keys(), r.sealed, 0o600); err != nil {
		return err
	}
	if err := s.dir.publishKey(r.keys.LogVerifier); err != nil {
		return err
	}
	options := s.storeOptions()
	options.Create = true
	store, err := badger.Open(s.dir.store(), options)
	if err != nil {
		return err
	}
	b := in.bar("pairs", -1)
	_, err = storage.Load(ctx, store, r.backup.Dump, b.count)
	b.end()
	return errors.Join(err, store.Close())
}

// verifyRestored checks the directory under the backup's checkpoint and under
// the newer one, and opens it as a service would.
func (in *invocation) verifyRestored(ctx context.Context, s *settings, r *restoring) error {
	for _, checkpoint := range [][]byte{r.checkpoint, r.backup.Checkpoint} {
		if checkpoint == nil {
			continue
		}
		if err := in.verifyUnder(ctx, s, checkpoint); err != nil {
			return err
		}
	}
	if r.checkpoint != nil {
		newer, err := checkpointSize(r.checkpoint, r.keys.LogVerifier)
		if err == nil && newer > r.size {
			err = s.anchor().Store(ctx, r.checkpoint)
		}
		if err != nil {
			return err
		}
	}
	v, err := openService(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	return v.close()
}

func (in *invocation) verifyUnder(ctx context.Context, s *settings, checkpoint []byte) error {
	if err := s.anchor().Store(ctx, checkpoint); err != nil {
		return err
	}
	answer, err := in.check(ctx, s, false)
	if err != nil {
		return err
	}
	if !answer.Sound {
		answer.print(in)
		return withHint(errors.New("what the backup holds does not verify"), "use another backup; a newer one if a record of --checkpoint is missing")
	}
	return nil
}
