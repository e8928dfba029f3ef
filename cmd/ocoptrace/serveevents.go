package main

import (
	"context"
	"log/slog"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/epcisapi"
	"ocoptrace/cmd/ocoptrace/internal/subscription"
)

// eventsParts are what serves EPCIS events.
type eventsParts struct {
	config epcisapi.Config
}

// largeBodies are the addresses to which documents are sent.
var largeBodies = map[string]int64{epcisapi.Path + "/capture": capture.MaxBody}

func (p *program) eventsOf(v *service, accounts *account.Accounts, logger *slog.Logger, public bool) *eventsParts {
	return &eventsParts{epcisapi.Config{
		Registry: v.registry, Accounts: accounts, Now: p.now, Logger: logger, Public: public,
		Jobs: capture.New(capture.Config{Store: v.store, Registry: v.registry, Now: p.now, Random: p.random, Logger: logger}),
		Book: subscription.New(subscription.Config{
			Store: v.store, Registry: v.registry, Now: p.now, Random: p.random, Logger: logger,
			MayQuery: func(ctx context.Context, user string) bool {
				u, err := accounts.User(ctx, user)
				return err == nil && u.May(account.EventsQuery)
			},
		}),
	}}
}

// api is the binding, for those who are signed in at the consoles too.
func (e *eventsParts) api(frame *console.Console) *epcisapi.API {
	e.config.Session = frame.UserOf
	return epcisapi.New(e.config)
}

// run captures and delivers until ctx ends; the channel is closed behind that.
func (e *eventsParts) run(ctx context.Context) <-chan struct{} {
	done := make(chan struct{})
	var both sync.WaitGroup
	both.Go(func() { e.config.Jobs.Run(ctx) })
	both.Go(func() { e.config.Book.Run(ctx) })
	go func() {
		both.Wait()
		close(done)
	}()
	return done
}
