package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/send"
	"ocoptrace/label/stock"
)

func zebra() Printer {
	return Printer{ID: "zebra", Name: "Máy in kho", Kind: ZPL, DPI: 203.2, Target: "kho", Gap: 2, InsetX: 1.5}
}

func TestPrinterRefuses(t *testing.T) {
	w := open(t)
	for name, c := range map[string]struct {
		change func(*Printer)
		want   error
	}{
		"as it is":       {func(*Printer) {}, nil},
		"no id":          {func(r *Printer) { r.ID = "" }, ErrID},
		"kind":           {func(r *Printer) { r.Kind = "epl" }, ErrPrinter},
		"no dpi":         {func(r *Printer) { r.DPI = 0 }, ErrPrinter},
		"NaN":            {func(r *Printer) { r.DPI = math.NaN() }, ErrPrinter},
		"dpi":            {func(r *Printer) { r.DPI = 1e9 }, ErrPrinter},
		"pdf":            {func(r *Printer) { r.Kind, r.DPI = PDF, 0 }, nil},
		"gap":            {func(r *Printer) { r.Gap = -1 }, ErrPrinter},
		"inset":          {func(r *Printer) { r.InsetY = math.Inf(1) }, ErrPrinter},
		"font":           {func(r *Printer) { r.Font = "A\nB" }, ErrPrinter},
		"name":           {func(r *Printer) { r.Name = strings.Repeat("ế", 101) }, ErrPrinter},
		"address":        {func(r *Printer) { r.Target = "tcp://127.0.0.1:22" }, ErrTarget},
		"unknown":        {func(r *Printer) { r.Target = "khong-co" }, ErrTarget},
		"another's":      {func(r *Printer) { r.Target = "rieng" }, ErrTarget},
		"download":       {func(r *Printer) { r.Target = "" }, nil},
		"stock":          {func(r *Printer) { r.Calibrations = map[string]stock.Calibration{"A/": {}} }, ErrID},
		"calibration":    {func(r *Printer) { r.Calibrations = map[string]stock.Calibration{"a": {OffsetX: 11}} }, ErrPrinter},
		"calibrationNaN": {func(r *Printer) { r.Calibrations = map[string]stock.Calibration{"a": {OffsetY: math.NaN()}} }, ErrPrinter},
	} {
		r := zebra()
		c.change(&r)
		if err := w.SavePrinter(t.Context(), htx, r); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestPrinters(t *testing.T) {
	w := open(t)
	check(t, w.SavePrinter(t.Context(), htx, zebra()))
	check(t, w.Calibrate(t.Context(), htx, "zebra", "a4-24-70x37", stock.Calibration{OffsetX: 1.5, OffsetY: -2}))
	check(t, w.Calibrate(t.Context(), htx, "zebra", "roll-50x30", stock.Calibration{OffsetX: 0.5}))
	is(t, w.Calibrate(t.Context(), htx, "zebra", "roll-50x30", stock.Calibration{OffsetX: 99}), ErrPrinter)
	is(t, w.Calibrate(t.Context(), htx, "canon", "roll-50x30", stock.Calibration{}), ErrNotFound)
	r, err := w.Printer(t.Context(), htx, "zebra")
	check(t, err)
	if len(r.Calibrations) != 2 || r.Calibrations["roll-50x30"].OffsetX != 0.5 || r.Target != "kho" {
		t.Errorf("%+v", r)
	}
	o := order(5)
	o.Printer = "zebra"
	job, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	if job.Sheet.Calibration.OffsetY != -2 || job.Printer.Kind != ZPL || job.Printer.Calibrations != nil {
		t.Errorf("%+v", job)
	}
	all, err := w.Printers(t.Context(), htx)
	check(t, err)
	if len(all) != 1 {
		t.Error(all)
	}
	check(t, w.RemovePrinter(t.Context(), htx, "zebra"))
	check(t, w.RemovePrinter(t.Context(), htx, "zebra"))
	_, err = w.Printer(t.Context(), htx, "zebra")
	is(t, err, ErrNotFound)
	for i := range MaxPrinters {
		check(t, w.SavePrinter(t.Context(), htx, Printer{ID: fmt.Sprint("p", i), Kind: PDF}))
	}
	is(t, w.SavePrinter(t.Context(), htx, zebra()), ErrLimit)
}

// wire is a Sender that takes so many bytes.
type wire struct {
	got   strings.Builder
	url   string
	kind  PrinterKind
	limit int64
}

var errUnplugged = errors.New("the printer closed the connection")

func (s *wire) Send(_ context.Context, url string, kind PrinterKind, _ string, body io.Reader, size int64, progress func(int64)) (int64, error) {
	s.url, s.kind = url, kind
	n, err := io.Copy(&s.got, io.LimitReader(body, s.limit))
	progress(n)
	if n < size {
		err = errUnplugged
	}
	return n, err
}

func TestSend(t *testing.T) {
	w := open(t)
	s := &wire{}
	w.Press.c.Sender = s
	w.run(t)
	check(t, w.SavePrinter(t.Context(), htx, zebra()))
	o := order(5)
	o.Printer = "zebra"
	job := w.ready(t, o)

	is(t, w.Send(t.Context(), htx, job.ID, 0, "rieng", nil), ErrTarget)
	is(t, w.Send(t.Context(), htx, job.ID, 0, "tcp://127.0.0.1:22", nil), ErrTarget)
	is(t, w.Send(t.Context(), "khac", job.ID, 0, "rieng", nil), ErrNotFound)
	is(t, w.Send(t.Context(), htx, job.ID, 0, "", nil), errUnplugged) // nothing went out
	if job, _ = w.Job(t.Context(), htx, job.ID); !job.HandedOut.IsZero() || w.partial(t, job) {
		t.Error("nothing was handed out")
	}
	is(t, w.Settle(t.Context(), htx, job.ID), ErrState)
	s.limit = 7
	var told []int64
	is(t, w.Send(t.Context(), htx, job.ID, 0, "kho", func(sent, size int64) { told = append(told, sent, size) }), errUnplugged)
	if !slices.Equal(told, []int64{7, int64(len(lines(job)))}) || s.url != "tcp://192.0.2.1:9100" || s.kind != ZPL {
		t.Errorf("%v %s %s", told, s.url, s.kind)
	}
	if job, _ = w.Job(t.Context(), htx, job.ID); job.HandedOut.IsZero() || !w.partial(t, job) {
		t.Error("some of it was handed out")
	}
	s.limit = 0
	is(t, w.Send(t.Context(), htx, job.ID, 0, "", nil), errUnplugged)
	if !w.partial(t, job) {
		t.Error("some of it is printed, whatever came later")
	}
	s.limit = 1 << 20
	s.got.Reset()
	check(t, w.Send(t.Context(), htx, job.ID, 0, "", nil))
	if s.got.String() != string(lines(job)) {
		t.Errorf("sent %q", s.got.String())
	}
	if w.partial(t, job) {
		t.Error("all of it went out")
	}
	check(t, w.Settle(t.Context(), htx, job.ID))
	before, err := w.Job(t.Context(), htx, job.ID)
	check(t, err)
	w.clock.pass(time.Hour)
	check(t, w.Settle(t.Context(), htx, job.ID))
	if job, _ = w.Job(t.Context(), htx, job.ID); !job.Over() || !job.Settled.Equal(before.Settled) {
		t.Errorf("settled %v, and %v before", job.Settled, before.Settled)
	}

	o = order(5)
	o.Spans[0].Run = "k2-0"
	plain := w.ready(t, o) // a PDF to print oneself has no printer
	is(t, w.Send(t.Context(), htx, plain.ID, 0, "", nil), ErrTarget)
}

// partial says that a part of the job went to a printer, and not to its end.
func (w *world) partial(t *testing.T, job Job) bool {
	t.Helper()
	_, parts, err := w.JobParts(t.Context(), job.Entity, job.ID)
	check(t, err)
	return slices.ContainsFunc(parts, func(p Part) bool {
		if p.Partial && !p.Sent.IsZero() {
			t.Errorf("part %d went out, and is not known to have: %+v", p.Index, p)
		}
		return p.Partial
	})
}

// A printer that the end of the process cut short has a part, or some of it.
func TestSendCutShort(t *testing.T) {
	w := open(t)
	w.run(t)
	o := order(5)
	o.With = &Printer{Kind: ZPL, DPI: 203, Target: "kho"}
	job := w.ready(t, o)
	begun := false
	w.Press.c.Sender = senderFunc(func() { begun = w.partial(t, job) })
	is(t, w.Send(t.Context(), htx, job.ID, 0, "", nil), errUnplugged)
	if !begun || w.partial(t, job) {
		t.Errorf("partial %t while it is sent, %t after nothing went out", begun, w.partial(t, job))
	}
}

// senderFunc is called in place of sending, and sends nothing.
type senderFunc func()

func (f senderFunc) Send(context.Context, string, PrinterKind, string, io.Reader, int64, func(int64)) (int64, error) {
	f()
	return 0, errUnplugged
}

func TestTargetsAreChecked(t *testing.T) {
	for _, targets := range [][]Target{
		{{Name: "", URL: "lp:a"}},
		{{Name: "a"}},
		{{Name: "a", URL: "http://192.0.2.1/"}},
		{{Name: "a", URL: "lp:-d x"}},
		{{Name: "tcp://a", URL: "lp:a"}},
		{{Name: "a", URL: "lp:a"}, {Name: "a", URL: "lp:b"}},
	} {
		_, err := New(Config{Spool: t.TempDir(), Targets: targets})
		is(t, err, ErrTarget)
	}
}

// The bytes that arrive at a printer's raw port are those of the file.
func TestSendOverNetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer l.Close()
	arrived := make(chan []byte, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			close(arrived)
			return
		}
		defer conn.Close()
		data, _ := io.ReadAll(conn)
		arrived <- data
	}()
	w := open(t)
	w.Press.c.Targets = []Target{{Name: "kho", URL: "tcp://" + l.Addr().String()}}
	w.run(t)
	check(t, w.SavePrinter(t.Context(), htx, zebra()))
	o := order(2000)
	o.Printer = "zebra"
	job := w.ready(t, o)
	check(t, w.Send(t.Context(), htx, job.ID, 0, "", nil))
	if got := <-arrived; !bytes.Equal(got, lines(job)) {
		t.Errorf("%d bytes arrived", len(got))
	}
	if job, err = w.Job(t.Context(), htx, job.ID); err != nil || job.HandedOut.IsZero() {
		t.Errorf("not handed out (%v)", err)
	}
	plain := order(1)
	plain.Spans[0].Run = "k2-0"
	pdf := w.ready(t, plain)
	is(t, w.Send(t.Context(), htx, pdf.ID, 0, "kho", nil), send.ErrFormat)
}

// A printer that is not saved prints as the order says, by the sheet's own
// calibration.
func TestOrderWith(t *testing.T) {
	w := open(t)
	o := order(10)
	o.Sheet = a4(3)
	o.Sheet.Calibration = stock.Calibration{OffsetX: 1}
	o.With = &Printer{Kind: ZPL, DPI: 300, Calibrations: map[string]stock.Calibration{o.Sheet.Stock.ID: {OffsetX: 5}}}
	job, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	if r := job.Printer; r.Kind != ZPL || r.DPI != 300 || r.Calibrations != nil || job.Sheet.Calibration.OffsetX != 1 {
		t.Errorf("%+v on %+v", r, job.Sheet.Calibration)
	}
	o.With.DPI = 7
	if _, err := w.Submit(t.Context(), htx, o); !errors.Is(err, ErrPrinter) {
		t.Errorf("7 dpi: %v", err)
	}
}
