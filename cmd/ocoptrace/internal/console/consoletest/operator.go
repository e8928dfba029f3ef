package consoletest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/operator"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/trace"
)

// furnishOperator gives the frame the operator's room. The anchor lies in a
// folder of its own; a test may set what else is looked at in s.Upkeep.
func (s *Site) furnishOperator(t *testing.T, c *console.Console) {
	t.Helper()
	service, err := trace.ReadService(Ctx, s.Store)
	Check(t, err)
	cp, err := s.Publish(Ctx)
	Check(t, err)
	anchor := filepath.Join(t.TempDir(), "anchor")
	Check(t, os.WriteFile(anchor, cp.Note, 0o600))
	s.Upkeep = &upkeep.Config{
		Store: s.Store, Accounts: s.Accounts, Now: s.Clock.Now, Started: s.Clock.Now(), Version: "v1.2.3",
		Dir: t.TempDir(), Anchor: anchor, Service: service, Founded: s.Clock.Now(), Sealed: true, Codes: []string{"k1"},
		Space:    func() (free, total, least uint64, err error) { return 100 << 30, 200 << 30, 10 << 30, nil },
		Jobs:     func(context.Context) (int, error) { return 0, nil },
		Tallies:  func(context.Context, int) (int, error) { return 0, nil },
		Settings: []upkeep.Setting{{Name: "listen", Variable: "OCOPTRACE_LISTEN", Value: "127.0.0.1:9", Default: "127.0.0.1:8080", Given: true}, {Name: "proxy"}},
	}
	_, err = operator.New(operator.Config{
		Console: c, Dir: "/var/lib/ocoptrace", Look: func(ctx context.Context) (upkeep.Status, error) { return s.Upkeep.Look(ctx) },
		Backup: func(ctx context.Context, w io.Writer) error {
			if err := s.WriteBackup(ctx, w, nil); err != nil {
				return err
			}
			return upkeep.NoteBackup(ctx, s.Store, s.Clock.Now(), 1<<20)
		},
	})
	Check(t, err)
}
