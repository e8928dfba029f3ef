package main

import (
	"context"
	"errors"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

// leftoverReason is the public reason of labels that are voided by themselves
// at the end of a day.
const leftoverReason = "Không dùng hết trong ngày"

// openPress opens the print shop of an open directory. Its files lie in the
// directory; targets are the printers that it may connect to.
func (v *service) openPress(targets []press.Target) (*press.Press, error) {
	return press.New(v.pressConfig(targets))
}

func (v *service) pressConfig(targets []press.Target) press.Config {
	return press.Config{
		Store: v.store, Now: v.config.Now, Random: v.config.Random, Spool: v.dir.spool(),
		Maker: press.Labels(v.registry), Ledger: press.Statements(v.registry, leftoverReason), Targets: targets,
		Parallel: 1, // a part is made on all cores, and two of them take twice the memory
	}
}

// atPress calls f with the open print shop, for a command of the operator.
func (v *service) atPress(targets []press.Target, f func(p *press.Press) error) error {
	config := v.pressConfig(targets)
	config.Names = true
	p, err := press.New(config)
	if err != nil {
		return err
	}
	return errors.Join(f(p), p.Close())
}

// withWorkers calls f while the shop makes files.
func withWorkers(ctx context.Context, p *press.Press, f func() error) error {
	working, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- p.Run(working) }()
	err := f()
	stop()
	if worked := <-ended; worked != nil && !errors.Is(worked, context.Canceled) {
		err = errors.Join(err, worked)
	}
	return err
}
