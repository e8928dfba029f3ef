package main

import (
	"context"
	"encoding/json"
	"errors"

	"ocoptrace/cmd/ocoptrace/internal/control"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
)

var statusCommand = command{
	name:     "status",
	synopsis: "--dir DIR",
	about:    "how the service does: health, space, log, keys, people, backups, settings",
	details: `If the service runs, it answers; if not, the store is read. No passphrase is
needed and nothing is changed. What is to be seen to comes first, with what to do
next. Exit status 1 says that something does not work or may be lost.`,
	example: "ocoptrace status --dir /var/lib/ocoptrace\nocoptrace status --json --dir /var/lib/ocoptrace",
	run:     runStatus,
}

func runStatus(ctx context.Context, in *invocation) error {
	s := in.storeSettings()
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if err := s.dir.ready(); err != nil {
		return err
	}
	status, err := in.status(ctx, s)
	if err != nil {
		return err
	}
	if *asJSON {
		err = in.printJSON(status)
	} else {
		err = in.printStatus(&status)
	}
	for _, w := range status.Warnings {
		if w.Grave && err == nil {
			err = errReported
		}
	}
	return err
}

// status asks the service that runs, or looks into the store.
func (in *invocation) status(ctx context.Context, s *settings) (status upkeep.Status, err error) {
	text, err := control.Status(ctx, s.dir.control())
	if err == nil {
		err = json.Unmarshal(text, &status)
		return status, err
	}
	if !errors.Is(err, control.ErrNobody) {
		return status, err
	}
	store, err := badger.Open(s.dir.store(), s.storeOptions())
	if errors.Is(err, storage.ErrHeld) {
		return status, withHint(err, "another command is at work on the directory; wait for its end")
	}
	if err != nil {
		return status, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	c, err := in.upkeepAt(ctx, s, store, in.accounts(store))
	if err == nil {
		status, err = c.Look(ctx)
	}
	return status, err
}
