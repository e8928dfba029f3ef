package consoletest

import (
	"context"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/officer"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/trace/place"
)

// officerConfig is what the site's officers' pages work with.
func (s *Site) officerConfig(t *testing.T, c *console.Console) officer.Config {
	s.Dossiers = dossier.New(dossier.Config{Store: s.Store, Now: s.Clock.Now})
	lists := officer.NewLists(s.Registry)
	t.Cleanup(lists.Close)
	return officer.Config{
		Console: c, Dossiers: s.Dossiers, Lists: lists, Book: statistics.NewBook(s.Registry), Reports: s.Reports, Lookups: s.Lookups,
		Units: func(ctx context.Context) ([]place.Unit, error) { return place.Units(ctx, s.Store) },
	}
}
