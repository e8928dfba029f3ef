package press

import (
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
)

// mixedUp is a Maker that gives one label of each part the symbol of the label
// before it, as a fault between record and document would.
type mixedUp struct {
	labels
	wrong int // from 1
}

func (m mixedUp) Make(ctx context.Context, w io.Writer, job Job, part Part, done func(int64)) error {
	o := SetupOf(job)
	spans, _ := spread(part.Pieces)
	o.Paper, o.Done = paperOf(part.On(job), job.Printer), done
	impose := o.Paper.Impose
	o.Paper.Impose = func(all iter.Seq2[*label.Drawing, error]) iter.Seq2[*label.Page, error] {
		return impose(m.mix(all))
	}
	parts, err := PartsOf(ctx, m, spans)
	if err != nil {
		return err
	}
	return printing.Write(ctx, w, m.Registry, parts, o)
}

func (m mixedUp) mix(all iter.Seq2[*label.Drawing, error]) iter.Seq2[*label.Drawing, error] {
	return func(yield func(*label.Drawing, error) bool) {
		var before label.Symbol
		n := 0
		for d, err := range all {
			if n++; err == nil && n == m.wrong {
				mixed := *d
				mixed.Symbols = slices.Clone(d.Symbols)
				mixed.Symbols[0].Symbol = before
				d = &mixed
			} else if err == nil {
				before = d.Symbols[0].Symbol
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// A label whose symbol is another's stops its job: no file is kept or handed
// out, and the job says which label it was and what was read in place of what.
func TestAMixedUpLabelStopsTheJob(t *testing.T) {
	for stock, kind := range map[string]PrinterKind{"a4-24-70x37": PDF, "roll-50x30": ZPL} {
		p, w, run := rice(t, 30)
		p.c.Maker = mixedUp{labels{w.Registry}, 7}
		o := riceOrder(t, run, stock)
		check(t, p.SavePrinter(t.Context(), "htx-gao-ruong-mau", Printer{ID: "xp", Kind: kind, DPI: 203}))
		o.Printer = "xp"
		job, err := p.Submit(t.Context(), "htx-gao-ruong-mau", o)
		check(t, err)
		_, err = p.Wait(t.Context(), job.Entity, job.ID)
		codes, wrong := w.Labels(run, 6, 7)
		check(t, wrong)
		if err == nil {
			t.Fatalf("%s: the job went on", stock)
		}
		job, wrong = p.Job(t.Context(), job.Entity, job.ID)
		check(t, wrong)
		wants := []string{"label 7", codes[1].URI}
		if kind == PDF { // a label printer makes the symbol of the link, and its dots differ from those laid out
			wants = append(wants, codes[0].URI)
		}
		for _, want := range wants {
			if job.State != Failed || !strings.Contains(job.Error, want) {
				t.Errorf("%s: %s, %q, which lacks %q", stock, job.State, job.Error, want)
			}
		}
		if d, err := p.Open(t.Context(), job.Entity, job.ID, 0); err == nil {
			d.Close()
			t.Errorf("%s: a file is handed out", stock)
		}
		noFiles(t, p.c.Spool)
	}
}

func noFiles(t *testing.T, dir string) {
	t.Helper()
	check(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			t.Errorf("%s was left", path)
		}
		return err
	}))
}
