package consoletest

import (
	"context"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/officer"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/trace/place"
)

// officerConfig is what the site's officers' pages work with.
func (s *Site) officerConfig(c *console.Console) officer.Config {
	s.Dossiers = dossier.New(dossier.Config{Store: s.Store, Now: s.Clock.Now})
	return officer.Config{
		Console: c, Dossiers: s.Dossiers, Jobs: s.Jobs, Book: statistics.NewBook(s.Registry), Reports: s.Reports, Lookups: s.Lookups,
		Units: func(ctx context.Context) ([]place.Unit, error) { return place.Units(ctx, s.Store) },
	}
}
