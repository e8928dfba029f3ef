package press

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/pdf"
	"ocoptrace/label/proof"
	"ocoptrace/label/stock"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

// rice is a press of the rice cooperative, with a run of its labels.
func rice(t *testing.T, count int64) (*Press, *tracetest.World, *trace.LabelRun) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	run, err := w.NewRun(t.Context(), "gao-seng-cu", "ST-01", count, "a run of labels")
	check(t, err)
	p, err := New(Config{
		Store: w.Store, Now: w.Clock.Now, Random: rand.Reader, Spool: t.TempDir(),
		Maker: Labels(w.Registry), Ledger: Statements(w.Registry, "hết ngày"),
	})
	check(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		<-ended
		check(t, p.Close())
	})
	return p, w, run
}

func riceOrder(t *testing.T, run *trace.LabelRun, id string) Order {
	t.Helper()
	s, err := printing.Stocks().Find(id)
	check(t, err)
	return Order{
		By: "lan", Spans: []Span{{run.ID, 1, run.Count}}, Sheet: stock.Job{Stock: s, Start: 1},
		Template: printing.TemplateFor(s.LabelW, s.LabelH),
	}
}

// A file of the press holds the labels of the record, in their order.
func TestLabelsAreThoseOfTheRecord(t *testing.T) {
	p, w, run := rice(t, 30)
	o := riceOrder(t, run, "a4-24-70x37")
	o.Sheet.Start, o.Sheet.Copies = 5, 2
	job, err := p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	check(t, err)
	_, err = p.Wait(t.Context(), job.Entity, job.ID)
	check(t, err)
	d, err := p.Open(t.Context(), job.Entity, job.ID, 0)
	check(t, err)
	file, err := io.ReadAll(d)
	check(t, errors.Join(err, d.Close()))
	seen, err := pdf.Read(file)
	check(t, err)
	want, err := w.Labels(run, 1, 30)
	check(t, err)
	if len(seen) != 60 {
		t.Fatalf("%d symbols for 30 labels of 2 copies", len(seen))
	}
	for i, s := range seen {
		text, err := proof.Symbol(s.Bitmap)
		check(t, err)
		if text != want[i/2].URI {
			t.Errorf("place %d has %s, want %s", i+1, text, want[i/2].URI)
		}
	}
	if seen[0].Page != 0 || seen[19].Page != 0 || seen[20].Page != 1 {
		t.Error("the first sheet has not 20 labels")
	}
}

func TestLabelsOfAnotherAreNotPrinted(t *testing.T) {
	p, _, run := rice(t, 5)
	_, err := p.Submit(t.Context(), "htx-khac", riceOrder(t, run, "a4-24-70x37"))
	is(t, err, ErrNotFound)
	o := riceOrder(t, run, "a4-24-70x37")
	o.Spans[0].To = 6
	_, err = p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	is(t, err, ErrSpan)
	o.Spans[0] = Span{"k1-99", 1, 2}
	_, err = p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	is(t, err, trace.ErrNotFound)
}

func TestLabelsThatAreVoidedAreNotPrinted(t *testing.T) {
	p, w, run := rice(t, 5)
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 3, To: 4, State: trace.LabelVoided, Reason: "rách", Date: ocop.DateOf(w.Clock.Now())})
	o := riceOrder(t, run, "a4-24-70x37")
	_, err := p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	is(t, err, ErrVoided)
	o.Spans = []Span{{run.ID, 1, 2}, {run.ID, 5, 5}}
	_, err = p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	check(t, err)
}

func TestLabelPrintersTakeNoSheets(t *testing.T) {
	p, _, run := rice(t, 5)
	check(t, p.SavePrinter(t.Context(), "htx-gao-ruong-mau", Printer{ID: "xp", Kind: ZPL, DPI: 203}))
	o := riceOrder(t, run, "a4-24-70x37")
	o.Printer = "xp"
	_, err := p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	is(t, err, ErrRoll)
}

// What cannot be printed is refused before anything is kept.
func TestLabelsWithoutRoomAreRefused(t *testing.T) {
	p, _, run := rice(t, 5)
	o := riceOrder(t, run, "a4-24-70x37")
	full, err := printing.FindTemplate("full")
	check(t, err)
	o.Template = full
	_, err = p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	var found printing.Findings
	if !errors.As(err, &found) || found.Printable() {
		t.Fatal("a full label on a small sheet gives", err)
	}
	if jobs, err := p.Jobs(t.Context(), "htx-gao-ruong-mau", "", 9); err != nil || len(jobs) != 0 {
		t.Error("kept", len(jobs), err)
	}
}

// A label printer gets its own language.
func TestLabelsForALabelPrinter(t *testing.T) {
	p, _, run := rice(t, 3)
	check(t, p.SavePrinter(t.Context(), "htx-gao-ruong-mau", Printer{ID: "xp", Kind: TSPL, DPI: 203}))
	o := riceOrder(t, run, "roll-50x30")
	o.Printer = "xp"
	job, err := p.Submit(t.Context(), "htx-gao-ruong-mau", o)
	check(t, err)
	_, err = p.Wait(t.Context(), job.Entity, job.ID)
	check(t, err)
	d, err := p.Open(t.Context(), job.Entity, job.ID, 0)
	check(t, err)
	file, err := io.ReadAll(d)
	check(t, errors.Join(err, d.Close()))
	if !bytes.Contains(file, []byte("SIZE 50")) || !strings.HasSuffix(d.Name, ".tspl") {
		t.Errorf("%s begins with %.60q", d.Name, file)
	}
}

// Labels and copies are the same whether or not a label's copies are divided
// between parts.
func TestSpread(t *testing.T) {
	run := "k1-0"
	spans, copies := spread([]Piece{{Span{run, 1, 3}, 2}, {Span{run, 4, 9}, 2}})
	if copies != 2 || len(spans) != 2 {
		t.Error("equal copies give", spans, copies)
	}
	spans, copies = spread([]Piece{{Span{run, 1, 1}, 1}, {Span{run, 2, 3}, 2}})
	want := []int64{1, 2, 2, 3, 3}
	if copies != 1 || len(spans) != len(want) {
		t.Fatal("different copies give", spans, copies)
	}
	for i, s := range spans {
		if s != (Span{run, want[i], want[i]}) {
			t.Errorf("place %d has %v, want label %d", i, s, want[i])
		}
	}
}

func TestSetupSaysTheTexts(t *testing.T) {
	job := Job{Printer: Printer{Kind: PDF}, Texts: map[string]string{
		TextConfirmed: "1", TextPieces: "24", TextCarton: "3", TextCartons: "10", TextGross: "12,5 kg",
		TextContains: "a/L1\nb/L2\n\nnone", TextPointName: "Chợ", TextPointHours: "7–18",
	}}
	o := SetupOf(job)
	if !o.Confirmed || *o.Carton != (printing.Carton{Pieces: 24, Number: 3, Of: 10, Gross: "12,5 kg"}) {
		t.Errorf("%+v", o)
	}
	if len(o.Contains) != 2 || o.Contains[1] != (printing.Lot{Product: "b", Lot: "L2"}) {
		t.Error(o.Contains)
	}
	if *o.Point != (printing.Point{Name: "Chợ", Hours: "7–18"}) {
		t.Error(o.Point)
	}
	if o := SetupOf(Job{Texts: map[string]string{TextPieces: "-1", TextCarton: "x"}}); o.Carton != nil || o.Point != nil || o.Confirmed {
		t.Errorf("%+v", o)
	}
}

// A label printer is told to draw symbols, unless its profile wants pictures.
func TestSetupOfALabelPrinter(t *testing.T) {
	for _, kind := range []PrinterKind{ZPL, TSPL} {
		for _, pictures := range []bool{false, true} {
			o := SetupOf(Job{Printer: Printer{Kind: kind, DPI: 203, Gap: 2.5, Pictures: pictures}})
			want := thermal.Printer{DPI: 203, GapMM: 2.5, SymbolAsImage: pictures}
			if o.Printer != want || o.Format != printing.Format(kind) {
				t.Errorf("%s: %+v as %q, want %+v", kind, o.Printer, o.Format, want)
			}
		}
	}
}

// A printer that leaves the edges blank keeps labels at the edge clear of them,
// and lets the others be.
func TestPaperOfAPrinterWithBlankEdges(t *testing.T) {
	at := stock.Stock{PageW: 210, PageH: 297, LabelW: 70, LabelH: 37, PitchX: 70, PitchY: 37, Cols: 3, Rows: 8, MarginTop: 0.5, InsetX: 2, InsetY: 2}
	p := paperOf(stock.Job{Stock: at}, Printer{InsetX: 6, InsetY: 5})
	if p.InsetX != 6 || p.InsetY != 4.5 {
		t.Error("insets of", p.InsetX, p.InsetY)
	}
	p = paperOf(stock.Job{Stock: at}, Printer{})
	if p.InsetX != 2 || p.InsetY != 2 {
		t.Error("insets of", p.InsetX, p.InsetY)
	}
}
