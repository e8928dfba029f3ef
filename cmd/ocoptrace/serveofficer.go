package main

import (
	"context"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/officer"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	places "ocoptrace/trace/place"
)

// officerConfig is what the officers' pages of a service work with.
func (p *program) officerConfig(v *service, frame *console.Console, reports *report.Book, looks *tally.Tallies) officer.Config {
	return officer.Config{
		Console: frame, Jobs: v.jobs, Book: statistics.NewBook(v.registry), Reports: reports, Lookups: looks,
		Dossiers: dossier.New(dossier.Config{Store: v.store, Now: p.now}),
		Units:    func(ctx context.Context) ([]places.Unit, error) { return places.Units(ctx, v.store) },
	}
}
