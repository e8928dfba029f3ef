package printing

import (
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
)

// A stopped batch can be printed for by who confirms it, an overdue one with a word.
func TestWarnings(t *testing.T) {
	stop := func(action trace.RecallAction) *trace.Recall {
		return &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: action, Reason: "kiểm tra", Instruction: "chờ", Contact: "0900 000 007", Date: day(t, "2026-11-22")}
	}
	for name, c := range map[string]struct {
		recall *trace.Recall
		day    string
		want   string
	}{
		"recalled": {stop(trace.ActionRecall), "2026-11-23", "This batch has been recalled since 22 Nov 2026"},
		"on hold":  {stop(trace.ActionHold), "2026-11-23", "This batch has been on hold since 22 Nov 2026"},
		"past":     {nil, "2027-11-21", "This batch is past its date, 20 Nov 2027"},
		"well":     {nil, "2026-11-23", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := rice(t)
			if c.recall != nil {
				w.State(t, c.recall)
			}
			w.Clock.Day(c.day)
			found := warnings(scan(t, w, "gao-seng-cu", "ST-01"), locale.For(locale.English))
			switch {
			case c.want == "" && len(found) == 0:
			case c.want == "" || len(found) != 1 || !strings.HasPrefix(found[0].Text, c.want) || found.Printable() != (c.recall == nil) || !found.Confirmed().Printable():
				t.Errorf("found %+v, want %q", found, c.want)
			}
		})
	}
}
