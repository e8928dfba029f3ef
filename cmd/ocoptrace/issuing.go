package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"ocoptrace/trace"
)

// issuing is one run over a file.
type issuing struct {
	registry *trace.Registry
	file     *batchFile
	bar      *bar
	batches  []*trace.Batch // by row; nil where it was issued before
	bad      []bool         // by row
	done     []*issued      // by row
	faults   []fault
}

func (i *issuing) run(ctx context.Context, partial bool) error {
	n := len(i.file.rows)
	i.batches, i.bad, i.done = make([]*trace.Batch, n), make([]bool, n), make([]*issued, n)
	if err := i.recall(ctx); err != nil {
		return err
	}
	if err := i.prepare(ctx); err != nil {
		return err
	}
	if len(i.faults) > 0 && !partial {
		return nil
	}
	for from := 0; from < n; from += trace.MaxOrder {
		if err := i.issue(ctx, from, min(from+trace.MaxOrder, n)); err != nil {
			return err
		}
		i.bar.of(int64(min(from+trace.MaxOrder, n)), int64(n))
	}
	return nil
}

// fresh names the first of the batches that this call issued; "" for none.
func (i *issuing) fresh() string {
	for _, d := range i.done {
		if d != nil && !d.Again {
			return d.Product + "/" + d.Lot
		}
	}
	return ""
}

// recall finds the rows that an earlier call issued: as whole orders, or row
// by row where others in the order were faulty.
func (i *issuing) recall(ctx context.Context) error {
	for from := 0; from < len(i.file.rows); from += trace.MaxOrder {
		to := min(from+trace.MaxOrder, len(i.file.rows))
		receipts, err := i.registry.Stated(ctx, i.file.key(from, to), to-from)
		if err != nil {
			return err
		}
		if receipts != nil {
			i.note(from, receipts)
			continue
		}
		for r := from; r < to; r++ {
			receipts, err := i.registry.Stated(ctx, i.file.rowKey(r), 1)
			if err != nil {
				return err
			}
			i.note(r, receipts)
		}
	}
	return nil
}

// prepare completes the other rows and lists what is wrong with them.
func (i *issuing) prepare(ctx context.Context) error {
	var batches []*trace.Batch
	var rows []int
	wrong := make(map[int][]fault)
	for r, row := range i.file.rows {
		if i.done[r] != nil {
			continue
		}
		i.batches[r], wrong[r] = row.batch(i.file.name)
		batches, rows = append(batches, i.batches[r]), append(rows, r)
	}
	if len(batches) == 0 {
		return nil
	}
	problems, err := i.registry.Prepare(ctx, batches)
	if err != nil {
		return err
	}
	for n, r := range rows {
		faults := i.file.faults(r, wrong[r], problems[n])
		i.bad[r] = len(faults) > 0
		i.faults = append(i.faults, faults...)
	}
	return nil
}

// issue states rows from..to-1: as one order if all of them are to be stated,
// else each good one by itself.
func (i *issuing) issue(ctx context.Context, from, to int) error {
	var facts []trace.Fact
	var rows []int
	for r := from; r < to; r++ {
		if i.done[r] == nil && !i.bad[r] {
			facts, rows = append(facts, i.batches[r]), append(rows, r)
		}
	}
	if len(facts) == to-from {
		return i.state(ctx, from, trace.Order{Facts: facts, Key: i.file.key(from, to)})
	}
	for n, r := range rows {
		if err := i.state(ctx, r, trace.Order{Facts: facts[n : n+1], Key: i.file.rowKey(r)}); err != nil {
			return err
		}
	}
	return nil
}

func (i *issuing) state(ctx context.Context, from int, o trace.Order) error {
	receipts, err := i.registry.State(ctx, o)
	if f, ok := errors.AsType[*trace.FactError](err); ok {
		return fmt.Errorf("%s:%d: %w", i.file.name, i.file.rows[from+f.Fact].line, f.Err)
	}
	if err != nil {
		return err
	}
	i.note(from, receipts)
	return nil
}

// note records receipts of the rows from a row on.
func (i *issuing) note(from int, receipts []trace.Receipt) {
	for n, receipt := range receipts {
		r := from + n
		b := i.batches[r]
		if b == nil || receipt.Again {
			b = batchOf(receipt.Record)
		}
		i.done[r] = &issued{i.file.rows[r].line, b.Product, b.Lot, receipt.ID, receipt.Index, receipt.Again}
	}
}

func (i *issuing) answer() issueAnswer {
	a := issueAnswer{[]issued{}, i.faults}
	if a.Faults == nil {
		a.Faults = []fault{}
	}
	for _, d := range i.done {
		if d != nil {
			a.Issued = append(a.Issued, *d)
		}
	}
	return a
}

// print prints the table of what is issued, and the faults.
func (i *issuing) print(in *invocation) {
	a := i.answer()
	fresh := 0
	if len(a.Issued) > 0 {
		w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "LINE\tPRODUCT\tLOT\tRECORD\tINDEX\t")
		for _, d := range a.Issued {
			note := "already issued"
			if !d.Again {
				note, fresh = "", fresh+1
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%s\n", d.Line, d.Product, d.Lot, d.ID, d.Index, note)
		}
		w.Flush()
	}
	printFaults(in.stderr, i.faults)
	fmt.Fprintf(in.stderr, "%d of %d batches issued", fresh, len(i.file.rows))
	if again := len(a.Issued) - fresh; again > 0 {
		fmt.Fprintf(in.stderr, ", %d issued before", again)
	}
	fmt.Fprintln(in.stderr)
	if len(i.faults) > 0 && fresh == 0 {
		fmt.Fprintln(in.stderr, "hint: mend the lines above and run the command again, or add --partial to issue the others")
	}
}
