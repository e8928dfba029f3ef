package upkeep

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

const gib = 1 << 30

// config looks at a registry with ten records, whose files lie in a folder of
// their own.
func config(t *testing.T) (*Config, *tracetest.World) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	dir := t.TempDir()
	for name, text := range map[string]string{"store/a": "12345", "store/b/c": "678", "spool/x.pdf": "90"} {
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte(text), 0o600))
	}
	service, err := trace.ReadService(t.Context(), w.Store)
	must(t, err)
	cp, err := w.Registry.Publish(t.Context())
	must(t, err)
	anchor := filepath.Join(t.TempDir(), "anchor")
	must(t, os.WriteFile(anchor, cp.Note, 0o600))
	must(t, os.Chtimes(anchor, w.Clock.Now(), w.Clock.Now()))
	accounts := account.New(account.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader})
	must(t, accounts.Add(t.Context(), account.User{Name: "quan", Role: account.Admin}, "mùa vàng trên núi cao"))
	return &Config{
		Store: w.Store, Accounts: accounts, Now: w.Clock.Now, Version: "v1", Started: w.Clock.Now(),
		Dir: dir, StoreDir: filepath.Join(dir, "store"), SpoolDir: filepath.Join(dir, "spool"), Anchor: anchor,
		Service: service, Founded: w.Clock.Now(), Sealed: true, Codes: []string{"k1"},
		Space:   func() (free, total, least uint64, err error) { return 100 * gib, 200 * gib, 10 * gib, nil },
		Jobs:    func(context.Context) (int, error) { return 2, nil },
		Tallies: func(_ context.Context, most int) (int, error) { return min(7, most), nil },
	}, w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func look(t *testing.T, c *Config) Status {
	t.Helper()
	s, err := c.Look(t.Context())
	must(t, err)
	return s
}

func TestLook(t *testing.T) {
	c, _ := config(t)
	must(t, NoteBackup(t.Context(), c.Store, c.Now(), 4711))
	s := look(t, c)
	if s.Disk.Store != 8 || s.Disk.Spool != 2 || s.Disk.Least != 10*gib {
		t.Errorf("disk %+v", s.Disk)
	}
	if s.Log.Size == 0 || s.Log.Published != s.Log.Size || s.Log.Witnesses != 0 || s.Log.AnchorBeside || !s.Log.PublishedAt.Equal(c.Now().Truncate(time.Second)) {
		t.Errorf("log %+v at %v", s.Log, c.Now())
	}
	if s.People.Roles["admin"] != 1 || s.People.Roles["officer"] != 0 || s.Work != (Work{2, 7}) {
		t.Errorf("people %+v, work %+v", s.People, s.Work)
	}
	if len(s.Keys) != 3 || s.Keys[0].Public != c.Service.LogKey || s.Keys[2].ID != "k1" {
		t.Errorf("keys %+v", s.Keys)
	}
	if len(s.Backups) != 1 || s.Backups[0].Bytes != 4711 || len(s.Warnings) != 0 {
		t.Errorf("backups %+v, warnings %+v", s.Backups, s.Warnings)
	}
}

// Each warning comes with its cause and with nothing else.
func TestWarnings(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cause func(*Config, *tracetest.World)
		want  []string
	}{
		{"not ready", func(c *Config, _ *tracetest.World) {
			c.Ready = func(context.Context) error { return errors.New("the log has stopped") }
		}, []string{"notReady"}},
		{"full", func(c *Config, _ *tracetest.World) {
			c.Space = func() (free, total, least uint64, err error) { return 9 * gib, 200 * gib, 10 * gib, nil }
		}, []string{"diskFull"}},
		{"nearly full", func(c *Config, _ *tracetest.World) {
			c.Space = func() (free, total, least uint64, err error) { return 19 * gib, 200 * gib, 10 * gib, nil }
		}, []string{"diskLow"}},
		{"an old backup", func(c *Config, w *tracetest.World) { w.Clock.Set(w.Clock.Now().Add(OldBackup + time.Second)) }, []string{"backupOld"}},
		{"plain keys", func(c *Config, _ *tracetest.World) { c.Sealed = false }, []string{"keysPlain"}},
		{"anchor beside", func(c *Config, _ *tracetest.World) { c.Dir = filepath.Dir(c.Anchor) }, []string{"anchorBeside"}},
		{"no https", func(c *Config, _ *tracetest.World) { c.Service.BaseURL = "http://127.0.0.1:8080" }, []string{"noHTTPS"}},
		{"anchor gone", func(c *Config, _ *tracetest.World) { c.Anchor += "x" }, []string{"notReady", "logBehind"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, w := config(t)
			must(t, NoteBackup(t.Context(), c.Store, c.Now(), 1))
			tt.cause(c, w)
			var got []string
			for _, warning := range look(t, c).Warnings {
				got = append(got, warning.Key)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("warnings %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNoBackupNoAdmin(t *testing.T) {
	c, _ := config(t)
	must(t, c.Accounts.Add(t.Context(), account.User{Name: "hoa", Role: account.Officer}, "mùa vàng trên núi cao"))
	must(t, c.Accounts.Remove(t.Context(), "quan"))
	s := look(t, c)
	if len(s.Warnings) != 2 || s.Warnings[0].Key != "noAdmin" || s.Warnings[1].Key != "noBackup" || !s.Warnings[1].Grave {
		t.Errorf("warnings %+v", s.Warnings)
	}
}

// Records that wait for a checkpoint are worth a warning once they wait too
// long, and only while something should publish them.
func TestBehind(t *testing.T) {
	now := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	s := Status{At: now, Running: true, Log: Log{Size: 3, Published: 2, PublishedAt: now.Add(-Behind)}}
	if s.behind() {
		t.Error("too early")
	}
	s.At = now.Add(time.Second)
	if !s.behind() {
		t.Error("never")
	}
	if s.Running = false; s.behind() {
		t.Error("nothing runs")
	}
	s.Running, s.Log.Published = true, 3
	if s.behind() {
		t.Error("nothing waits")
	}
}

func TestBackups(t *testing.T) {
	c, w := config(t)
	for i := range keptBackups + 3 {
		w.Clock.Set(w.Clock.Now().Add(time.Second))
		must(t, NoteBackup(audit.As(t.Context(), audit.Actor{Who: "quan", From: audit.Console}), c.Store, c.Now(), int64(i)))
	}
	all, err := Backups(t.Context(), c.Store)
	must(t, err)
	if len(all) != keptBackups || all[0].Bytes != keptBackups+2 || !all[0].At.Equal(c.Now().Truncate(time.Millisecond)) || all[keptBackups-1].Bytes != 3 {
		t.Errorf("%d backups, %+v to %+v", len(all), all[0], all[len(all)-1])
	}
	entries, n, err := audit.New(audit.Config{Store: c.Store, Now: c.Now}).Latest(t.Context(), audit.Filter{Did: BackupAction}, 1)
	must(t, err)
	if n != keptBackups+3 || entries[0].Who != "quan" || entries[0].From != audit.Console {
		t.Errorf("%d entries, %+v", n, entries)
	}
	if got := look(t, c).Backups; len(got) != listed {
		t.Errorf("%d are listed", len(got))
	}
}
