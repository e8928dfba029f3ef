package printing

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// Every label of a run on every stock, drawn as a thermal printer draws and
// read back, holds the link that the registry gave it.
func TestEveryLabelReadsBack(t *testing.T) {
	w := rice(t)
	for _, batch := range []struct{ product, lot, prefix string }{
		{"gao-seng-cu", "ST-01", "https://tx.example.vn/01/09520000000011/10/ST-01/21/"},
		{"banh-da", "BD-01", "https://tx.example.vn/x/"},
	} {
		count := int64(70)
		run := newRun(t, w, batch.product, batch.lot, count)
		all := codes(t, w, run, 1, count)
		for _, s := range label.Stocks() {
			t.Run(batch.product+"/"+s.ID, func(t *testing.T) {
				start := min(2, s.PerPage())
				doc := labeltest.Open(t, write(t, w, run, Options{Stock: s, Start: start}))
				for i, got := range doc.ReadLabels(grid(s), start, int(count), 203, true) {
					if want := all[i]; got != want.URI || want.URI != batch.prefix+want.Code.String() {
						t.Errorf("label %d reads %q, want %q", i+1, got, want.URI)
					}
				}
			})
		}
		voidAll(t, w, run)
	}
}

// voidAll makes room for another run of the batch.
func voidAll(t *testing.T, w *tracetest.World, run *trace.LabelRun) {
	t.Helper()
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: run.Count, State: trace.LabelVoided, Reason: "in thử", Date: day(t, "2026-11-23")})
}

// A part of a run holds those labels and no others.
func TestPartOfARun(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 60)
	s := stock(t, "a4-24-70x37")
	doc := labeltest.Open(t, write(t, w, run, Options{Stock: s, From: 31, To: 40, Start: 20}))
	if doc.Pages() != 2 {
		t.Errorf("10 labels from position 20 on %d pages", doc.Pages())
	}
	for i, got := range doc.ReadLabels(grid(s), 20, 10, 300, false) {
		if want := codes(t, w, run, 31, 40)[i].URI; got != want {
			t.Errorf("label %d reads %q, want %q", i+31, got, want)
		}
	}
}

// Printing again gives the same bytes while the clock stands still, so a label
// reprinted is the same label.
func TestReprint(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 30)
	o := Options{Stock: stock(t, "roll-50x30")}
	if first := write(t, w, run, o); !bytes.Equal(first, write(t, w, run, o)) {
		t.Error("two prints of a run differ")
	}
}

func TestPartsCoverARun(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		s := label.Stocks()[r.IntN(len(label.Stocks()))]
		run := &trace.LabelRun{Count: 1 + r.Int64N(20_000)}
		o := Options{Stock: s, Start: r.IntN(s.PerPage() + 1), From: r.Int64N(run.Count + 1)}
		if r.IntN(2) == 0 {
			o.To = max(o.From, 1) + r.Int64N(run.Count-max(o.From, 1)+1)
		}
		checkParts(t, run, o, o.Parts(run))
	}
}

// checkParts goes through the documents label by label.
func checkParts(t *testing.T, run *trace.LabelRun, o Options, parts []Options) {
	t.Helper()
	from, to := max(o.From, 1), o.To
	if to == 0 {
		to = run.Count
	}
	next, start := from, max(o.Start, 1)
	for i, p := range parts {
		n := p.To - p.From + 1
		if p.From != next || n < 1 || n > label.MaxLabels || p.Start != start {
			t.Fatalf("%+v of %d: part %d is %d-%d from position %d, want from %d at %d", o, run.Count, i, p.From, p.To, p.Start, next, start)
		}
		if last := i == len(parts)-1; !last && (n+int64(start)-1)%int64(o.Stock.PerPage()) != 0 {
			t.Fatalf("%+v: part %d ends within a page", o, i)
		}
		next, start = p.To+1, 1
	}
	if next != to+1 {
		t.Fatalf("%+v of %d: parts end at %d", o, run.Count, next-1)
	}
}

// A run longer than a document is refused whole and printed in parts.
func TestLongRun(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "banh-da", "BD-01", 2450)
	o := Options{Stock: stock(t, "a4-65-38x21")}
	if err := WriteRun(context.Background(), &bytes.Buffer{}, w.Registry, run, o); !errors.Is(err, label.ErrTooManyLabels) {
		t.Errorf("2,450 labels in one document: %v", err)
	}
	parts := o.Parts(run)
	if len(parts) != 2 || parts[0].To != 2340 {
		t.Fatalf("parts %+v", parts)
	}
	doc := labeltest.Open(t, write(t, w, run, parts[1]))
	want := codes(t, w, run, 2341, 2450)
	for i, got := range doc.ReadLabels(grid(o.Stock), 1, len(want), 300, false) {
		if got != want[i].URI {
			t.Errorf("label %d reads %q", i+2341, got)
		}
	}
}

func TestWriteRunRefuses(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 5)
	good := Options{Stock: stock(t, "a4-24-70x37")}
	stranger := *run
	stranger.CodeKey = "k9"
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	var problems trace.Problems
	for name, c := range map[string]struct {
		ctx    context.Context
		run    *trace.LabelRun
		change func(*Options)
		want   func(error) bool
	}{
		"beyond the run": {nil, run, func(o *Options) { o.To = 6 }, func(err error) bool { return errors.As(err, &problems) }},
		"backwards":      {nil, run, func(o *Options) { o.From, o.To = 4, 3 }, func(err error) bool { return errors.As(err, &problems) }},
		"another's key":  {nil, &stranger, func(*Options) {}, func(err error) bool { return errors.Is(err, trace.ErrForeignKey) }},
		"start":          {nil, run, func(o *Options) { o.Start = 25 }, func(err error) bool { return errors.Is(err, label.ErrJob) }},
		"offset":         {nil, run, func(o *Options) { o.OffsetX = 11 }, func(err error) bool { return errors.Is(err, label.ErrJob) }},
		"stopped":        {cancelled, run, func(*Options) {}, func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		o, ctx := good, c.ctx
		c.change(&o)
		if ctx == nil {
			ctx = context.Background()
		}
		var b bytes.Buffer
		if err := WriteRun(ctx, &b, w.Registry, c.run, o); !c.want(err) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", name, err, b.Len())
		}
	}
	broken := errors.New("disk full")
	if err := WriteRun(context.Background(), failing{broken}, w.Registry, run, good); !errors.Is(err, broken) {
		t.Errorf("a writer's error: %v", err)
	}
}

// failing is a writer that fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
