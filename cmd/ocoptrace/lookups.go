package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
)

// lookups gives the pages the tallies of a service.
type lookups struct {
	tallies *tally.Tallies
	proxies []netip.Prefix
	frame   *console.Console    // knows who is signed in; nil: nobody is
	found   func(trace.Finding) // counts what they said; nil: nobody does
}

// newLookups makes the tallies of a service. Their Run stores them.
func (p *program) newLookups(v *service, logger *slog.Logger, proxies []netip.Prefix) *lookups {
	return &lookups{proxies: proxies, tallies: tally.New(tally.Config{
		Store: v.store, Now: p.now, Random: p.random, Logger: logger,
		Subject: func(ctx context.Context, c code.Code) (product, lot string, err error) {
			t, err := v.registry.ResolveCode(ctx, c.String())
			return t.Product, t.Lot, err
		},
	})}
}

// Note implements web.Lookups.
func (l *lookups) Note(r *http.Request, c code.Code, f trace.Finding) {
	l.tallies.Note(tally.Look{
		Code: c, From: server.ClientAddr(r, l.proxies), Channel: r.URL.Query().Get("s"), Finding: string(f),
		SignedIn: l.frame != nil && (&console.Visit{Console: l.frame, R: r}).SignedIn() == nil,
	})
}

// Found is told what a look-up said first.
func (l *lookups) Found(f trace.Finding) {
	if l.found != nil {
		l.found(f)
	}
}

// Told implements web.Lookups.
func (l *lookups) Told(r *http.Request, c code.Code, province string) bool {
	return l.tallies.Told(c, server.ClientAddr(r, l.proxies), province)
}

// History implements web.Lookups.
func (l *lookups) History(ctx context.Context, c code.Code) (web.History, error) {
	one, err := l.tallies.Of(ctx, c)
	if err != nil {
		return web.History{}, err
	}
	_, odds, err := one.Signals()
	return web.History{Looks: one.Total(), First: one.First, Odds: odds, Unusual: odds >= tally.Unusual}, err
}

// run stores look-ups until ctx ends; what it returns is closed after the last.
func (l *lookups) run(ctx context.Context) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.tallies.Run(ctx)
	}()
	return ended
}
