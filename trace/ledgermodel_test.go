package trace_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// A modelLabel is one label as the model has it: no ranges, no lists.
type modelLabel struct {
	state     trace.LabelState
	lot       string // "" for a blank label that is not bound
	reprinted int64  // times, bound or not
}

// A ledgerModel holds every label of every run, and what may be printed.
type ledgerModel struct {
	runs     []*trace.LabelRun
	labels   map[string][]modelLabel
	quantity map[string]int64
	allowed  map[string]int64
}

func newLedgerModel() *ledgerModel {
	return &ledgerModel{labels: map[string][]modelLabel{}, quantity: map[string]int64{"ST-01": 100, "ST-02": 40},
		allowed: map[string]int64{}}
}

func (m *ledgerModel) ledger(lot string) trace.Ledger {
	l := trace.Ledger{Declared: m.quantity[lot], Allowed: m.allowed[lot]}
	for _, run := range m.runs {
		for _, label := range m.labels[run.ID] {
			if label.lot != lot {
				continue
			}
			l.Printed++
			l.Reprinted += label.reprinted
			if run.Blank() {
				l.Claimed++
			}
			switch label.state {
			case trace.LabelActive:
				l.Activated++
			case trace.LabelVoided:
				l.Voided++
			default:
				l.Open++
			}
		}
	}
	return l
}

// room says whether a lot may have count labels more.
func (m *ledgerModel) room(lot string, count int64) bool {
	l := m.ledger(lot)
	return l.Activated+l.Open+count <= l.Declared+l.Allowed
}

func (m *ledgerModel) print(run *trace.LabelRun) {
	m.runs = append(m.runs, run)
	for range run.Count {
		m.labels[run.ID] = append(m.labels[run.ID], modelLabel{state: trace.LabelOpen, lot: run.Lot})
	}
}

// all says whether a condition holds for labels from..to of a run, which it has.
func (m *ledgerModel) all(run string, from, to int64, is func(modelLabel) bool) bool {
	labels := m.labels[run]
	return to <= int64(len(labels)) && !slices.ContainsFunc(labels[from-1:to], func(l modelLabel) bool { return !is(l) })
}

// state takes a fact as the registry should, or says that it should not.
func (m *ledgerModel) state(f trace.Fact) bool {
	switch f := f.(type) {
	case *trace.LabelStatus:
		ok := m.all(f.Run, f.From, f.To, func(l modelLabel) bool {
			return l.state != trace.LabelVoided && l.state != f.State && (f.State == trace.LabelVoided || l.lot != "")
		})
		for n := f.From; ok && n <= f.To; n++ {
			m.labels[f.Run][n-1].state = f.State
		}
		return ok
	case *trace.LabelClaim:
		ok := m.all(f.Run, f.From, f.To, func(l modelLabel) bool { return l.state != trace.LabelVoided && l.lot == "" }) && m.room(f.Lot, f.To-f.From+1)
		for n := f.From; ok && n <= f.To; n++ {
			m.labels[f.Run][n-1].lot = f.Lot
		}
		return ok
	case *trace.LabelAllowance:
		m.allowed[f.Lot] += f.Extra
		return true
	}
	return false
}

// A ledgerWalk makes the same things happen in a registry and in the model.
type ledgerWalk struct {
	*tracetest.World
	model  *ledgerModel
	random *rand.Rand
	taken  map[bool]int // how many facts were stated, and refused
}

func newLedgerWalk(t *testing.T, seed uint64) *ledgerWalk {
	w := &ledgerWalk{tracetest.On(t, storagetest.Memory()), newLedgerModel(), rand.New(rand.NewPCG(seed, 1)), map[bool]int{}}
	second := *w.Rice(t)
	second.Lot, second.Quantity = "ST-02", 40
	w.State(t, &second)
	return w
}

func (w *ledgerWalk) lot() string { return []string{"ST-01", "ST-01", "ST-02"}[w.random.IntN(3)] }

// some is a stretch of a run, at times beyond its end.
func (w *ledgerWalk) some() (run *trace.LabelRun, from, to int64) {
	run = w.model.runs[w.random.IntN(len(w.model.runs))]
	from = 1 + w.random.Int64N(run.Count)
	return run, from, from + w.random.Int64N(6)
}

func (w *ledgerWalk) print(t *testing.T) {
	o := trace.RunOrder{Count: 1 + w.random.Int64N(25), Product: "gao-seng-cu", Lot: w.lot()}
	if w.random.IntN(3) == 0 {
		o.Entity, o.Product, o.Lot = "htx-gao-ruong-mau", "", ""
	}
	run, err := w.OrderRun(context.Background(), o)
	want := o.Entity != "" || w.model.room(o.Lot, o.Count)
	w.agree(t, fmt.Sprintf("run %+v", o), err, want)
	if err == nil {
		w.model.print(run)
	}
}

// agree holds what the registry did against the model.
func (w *ledgerWalk) agree(t *testing.T, what string, err error, want bool) {
	t.Helper()
	if err != nil && keysOf(err) == nil {
		t.Fatalf("%s: %v", what, err)
	}
	if (err == nil) != want {
		t.Fatalf("%s: %v, the model says %v", what, err, want)
	}
	w.taken[want]++
}

func (w *ledgerWalk) state(t *testing.T, f trace.Fact) {
	_, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{f}})
	w.agree(t, fmt.Sprintf("%+v", f), err, w.model.state(f))
}

func (w *ledgerWalk) reprint(t *testing.T) {
	run, from, to := w.some()
	_, err := w.Registry.State(context.Background(), trace.Order{Facts: []trace.Fact{
		&trace.LabelReprint{Run: run.ID, From: from, To: to, Reason: "r", Date: run0(t)}}})
	ok := w.model.all(run.ID, from, to, func(l modelLabel) bool { return l.state != trace.LabelVoided })
	w.agree(t, "reprint", err, ok)
	for n := from; ok && n <= to; n++ {
		w.model.labels[run.ID][n-1].reprinted++
	}
}

func (w *ledgerWalk) leftovers(t *testing.T) {
	lot, count := w.lot(), int64(0)
	voided, err := w.VoidLeftovers(context.Background(), trace.VoidOrder{Product: "gao-seng-cu", Lot: lot, Reason: "r", Date: run0(t)})
	if err != nil {
		t.Fatal(err)
	}
	open := w.model.ledger(lot).Open
	for _, s := range voided {
		count += s.To - s.From + 1
		if !w.model.all(s.Run, s.From, s.To, func(l modelLabel) bool { return l.state == trace.LabelOpen && l.lot == lot }) || !w.model.state(s) {
			t.Fatalf("%v voided as left over of %s", stretches([]*trace.LabelStatus{s}), lot)
		}
	}
	if count != open {
		t.Fatalf("%d labels voided as left over of %s, %d were open", count, lot, open)
	}
}

// outlive opens the registry anew, at times after its keys were rebuilt.
func (w *ledgerWalk) outlive(t *testing.T) {
	ctx := context.Background()
	if w.random.IntN(2) == 0 {
		if err := trace.Rebuild(ctx, w.Store, nil); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if w.Registry, err = trace.Open(ctx, w.Config); err != nil {
		t.Fatal(err)
	}
}

func (w *ledgerWalk) step(t *testing.T) {
	op := w.random.IntN(20)
	if op < 3 || len(w.model.runs) == 0 {
		w.print(t)
		return
	}
	run, from, to := w.some()
	switch {
	case op < 8:
		w.state(t, status(t, run, from, to, trace.LabelActive))
	case op < 11:
		w.state(t, status(t, run, from, to, trace.LabelVoided))
	case op < 15:
		c := claim(t, run, from, to)
		c.Lot = w.lot()
		w.state(t, c)
	case op < 17:
		w.reprint(t)
	case op < 18:
		w.state(t, &trace.LabelAllowance{Product: "gao-seng-cu", Lot: w.lot(), Extra: 1 + w.random.Int64N(3), Reason: "r", Date: run0(t)})
	case w.random.IntN(6) == 0:
		w.leftovers(t)
	case op < 19:
		w.outlive(t)
	}
}

// compare holds the ledgers and each label's state against the model.
func (w *ledgerWalk) compare(t *testing.T) {
	t.Helper()
	for lot := range w.model.quantity {
		checkLedger(t, w.World, lot)
		wantLedger(t, w.World, lot, w.model.ledger(lot))
	}
	for _, run := range w.model.runs {
		r, err := w.Registry.Run(context.Background(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		unbound := int64(0)
		for i, label := range w.model.labels[run.ID] {
			if label.lot == "" && label.state == trace.LabelOpen {
				unbound++
			}
			at := slices.IndexFunc(r.Spans, func(s trace.Span) bool { return s.From <= int64(i+1) && int64(i+1) <= s.To })
			if r.Spans[at].State != label.state {
				t.Fatalf("label %d of %s is %s, in the model %s", i+1, run.ID, r.Spans[at].State, label.state)
			}
		}
		if r.Unbound != unbound {
			t.Fatalf("run %s has %d blank labels, in the model %d", run.ID, r.Unbound, unbound)
		}
	}
}

// checkLedger holds a ledger against what is always true.
func checkLedger(t *testing.T, w *tracetest.World, lot string) {
	t.Helper()
	l, err := w.Ledger(context.Background(), "gao-seng-cu", lot)
	if err != nil {
		t.Fatal(err)
	}
	if l.Printed != l.Activated+l.Voided+l.Open || l.Standing() > l.Declared+l.Allowed || l.Room() < 0 || l.Claimed > l.Printed {
		t.Fatalf("ledger of %s: %+v", lot, l)
	}
}

// The ledger against a model that knows each label, over everything that can
// happen to labels, refused or not.
func TestLedgerModel(t *testing.T) {
	for seed := range uint64(8) {
		w := newLedgerWalk(t, seed)
		for i := range 120 {
			w.step(t)
			if i%10 == 9 {
				w.compare(t)
			}
		}
		w.scanAll(t)
		if w.taken[true] < 20 || w.taken[false] < 10 {
			t.Errorf("seed %d: %v", seed, w.taken)
		}
		if _, err := w.Publish(context.Background()); err != nil {
			t.Fatal(err)
		}
		if report := check(t, w.World); len(report.Findings) > 0 {
			t.Errorf("seed %d: %v", seed, report.Findings)
		}
	}
}

// scanAll holds what scans of some labels say against the model.
func (w *ledgerWalk) scanAll(t *testing.T) {
	for _, run := range w.model.runs {
		codes, err := w.Labels(run, 1, run.Count)
		if err != nil {
			t.Fatal(err)
		}
		for i := w.random.IntN(3); i < len(codes); i += 3 {
			s, label := scan(t, w.World, string(codes[i].Code)), w.model.labels[run.ID][i]
			lot := ""
			if s.Batch != nil {
				lot = s.Batch.Fact.Lot
			}
			if s.Label.State != label.state || lot != label.lot || slices.Contains(s.Findings(), trace.FindingUnbound) != (label.lot == "") {
				t.Errorf("label %d of %s: %s of lot %q, in the model %+v; says %v", i+1, run.ID, s.Label.State, lot, label, s.Findings())
			}
			if intact := s.Findings()[0] == trace.FindingIntact; intact != (label.state == trace.LabelActive) {
				t.Errorf("label %d of %s, %+v, says %v", i+1, run.ID, label, s.Findings())
			}
		}
	}
}

// Whatever is asked for at the same time, the invariants hold all along, no
// label is bound twice, and the check finds nothing wrong.
func TestLedgerConcurrent(t *testing.T) {
	faulty := storagetest.Faulty(storagetest.Memory())
	w := tracetest.On(t, faulty)
	w.Rice(t)
	ctx := context.Background()
	roll, err := w.OrderRun(ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 60})
	if err != nil {
		t.Fatal(err)
	}
	faulty.RunTwice(func() bool { return rand.IntN(4) == 0 })
	var group sync.WaitGroup
	for worker := range uint64(6) {
		group.Go(func() {
			random := rand.New(rand.NewPCG(worker, 2))
			for range 12 {
				from := 1 + random.Int64N(60)
				facts := []trace.Fact{
					claim(t, roll, from, min(60, from+random.Int64N(8))),
					status(t, roll, from, from, trace.LabelActive),
					status(t, roll, from, from, trace.LabelVoided),
					&trace.LabelAllowance{Product: "gao-seng-cu", Lot: "ST-01", Extra: 1, Reason: "r", Date: run0(t)},
				}
				var err error
				if pick := random.IntN(7); pick < len(facts) {
					_, err = w.Registry.State(ctx, trace.Order{Facts: facts[pick : pick+1]})
				} else {
					_, err = w.NewRun(ctx, "gao-seng-cu", "ST-01", 1+random.Int64N(9), "")
				}
				if err != nil && keysOf(err) == nil {
					t.Error(err)
				}
				checkLedger(t, w, "ST-01")
			}
		})
	}
	group.Wait()
	claims, err := w.Claims(ctx, "gao-seng-cu", "ST-01")
	if err != nil || len(claims) == 0 {
		t.Fatalf("%d claims, %v", len(claims), err)
	}
	for i, a := range claims {
		for _, b := range claims[:i] {
			if a.From <= b.To && b.From <= a.To {
				t.Errorf("labels %d-%d and %d-%d are bound twice", a.From, a.To, b.From, b.To)
			}
		}
	}
	if _, err := w.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if report := check(t, w); len(report.Findings) > 0 {
		t.Error(report.Findings)
	}
}
