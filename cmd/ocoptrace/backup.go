package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/control"
	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

var backupCommand = command{
	name:     "backup",
	synopsis: "--dir DIR --out FILE",
	about:    "write a backup, also while the service runs",
	details: `The backup holds the log, all records and everything else in the store at one
moment, and the newest checkpoint. It does not hold the keys: keep copies of
DIR/keys and its passphrase apart from the backups.

If the service runs, it writes the backup and no passphrase is needed. What was
written is read back and verified before FILE gets its name.`,
	example: "ocoptrace backup --dir /var/lib/ocoptrace --out /mnt/backup/ocoptrace-2026-11-23.backup",
	run:     runBackup,
}

func runBackup(ctx context.Context, in *invocation) error {
	s := in.settings()
	out := in.String("out", "", "`file` to write")
	force := in.Bool("force", false, "replace the file if it exists")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if *out == "" {
		return in.misuse("--out is needed: where shall the backup be written?")
	}
	if err := s.dir.ready(); err != nil {
		return err
	}
	var size int64
	err := writeFile(*out, 0o600, *force, func(w io.Writer) error {
		if err := in.writeBackup(ctx, s, w); err != nil {
			return err
		}
		f := w.(*os.File)
		info, err := f.Stat()
		if err != nil {
			return err
		}
		size = info.Size()
		_, err = trace.OpenBackup(f, size)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%s: %d bytes, read back and verified\n", *out, size)
	return nil
}

// writeBackup opens the directory, or asks the service that has it.
func (in *invocation) writeBackup(ctx context.Context, s *settings, w io.Writer) error {
	v, err := open(ctx, s, in.opening(-1))
	if errors.Is(err, storage.ErrHeld) {
		held := err
		err = control.Backup(ctx, s.dir.control(), w)
		if errors.Is(err, control.ErrNobody) {
			return withHint(held, "another command is at work on the directory; wait for its end")
		}
		return err
	}
	if err != nil {
		return err
	}
	b := in.bar("pairs", -1)
	noted, err := v.writeBackup(ctx, w, b.count, in.now())
	b.end()
	if noted != nil {
		fmt.Fprintf(in.stderr, "the backup is written, but that it was made cannot be noted: %v\n", noted)
	}
	return errors.Join(err, v.close())
}

// checkpointSize is the size of the log at a checkpoint that v signed.
func checkpointSize(note []byte, vkey string) (int64, error) {
	policy, err := translog.ParsePolicy(translog.LogPolicy(vkey))
	if err != nil {
		return 0, err
	}
	cp, err := policy.Open(note)
	return cp.Size, err
}
