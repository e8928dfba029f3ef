package producer

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// importLimits are those of a file that is imported.
var importLimits = table.Limits{Bytes: job.MaxFile, Unpacked: 64 << 20, Rows: 10_000, Columns: 100}

// An intake is a kind of file from which facts are stated, one a row.
type intake struct {
	form    string            // name of the file among the drafts, and of the kind among the jobs
	path    string            // of its pages
	texts   string            // beginning of the keys of its own texts
	columns table.Schema      // that the file should have
	labels  map[string]string // keys of the names of the columns
	// rows makes the rows of a file; those that were imported before are told,
	// and what is wrong with the others.
	rows func(context.Context, *reading) ([]*importRow, error)
}

// A reading is a file that is read for an entity.
type reading struct {
	registry *trace.Registry
	entity   string
	today    ocop.Date
	table    *table.Table
	mapping  table.Mapping
}

// An importRow is a row of a file and the fact that it is.
type importRow struct {
	table.Row
	Fact     trace.Fact
	Problems trace.Problems
	Again    bool   // it was imported before
	key      string // of its order
}

// chosen is the mapping of the columns that a form sent.
func (in *intake) chosen(values url.Values) table.Mapping {
	m := make(table.Mapping)
	for _, c := range in.columns {
		if i, err := strconv.Atoi(values.Get(c.Key)); err == nil {
			m[c.Key] = i
		}
	}
	return m
}

// key names the order of a row by all that counts in it, and how many rows above
// have the same.
func (in *intake) key(r *reading, row table.Row, times map[string]int) string {
	cells, key := r.mapping.Values(row), ""
	for _, c := range in.columns {
		key += cells[c.Key] + "\x00"
	}
	times[key]++
	return "console " + in.form + "\x00" + r.entity + "\x00" + key + "\x00" + strconv.Itoa(times[key])
}

// known notes on rows whether they were imported before, by this file or
// another, and returns the others.
func (r *reading) known(ctx context.Context, rows []*importRow) (fresh []*importRow, err error) {
	for _, row := range rows {
		stated, err := r.registry.Stated(ctx, row.key, 1)
		if err != nil {
			return nil, err
		}
		if row.Again = stated != nil; !row.Again {
			fresh = append(fresh, row)
		}
	}
	return fresh, nil
}

// atOnce is how many rows are stated at once; the log takes them in together.
const atOnce = 32

// work states the sound rows of a file, each once: begun anew it goes on where
// it was cut short.
func (in *intake) work(registry *trace.Registry, now func() time.Time) job.Work {
	return func(ctx context.Context, t job.Task, tell func(job.Progress)) error {
		read, err := table.Read(t.File, importLimits)
		if err != nil {
			return err
		}
		rows, err := in.rows(ctx, &reading{registry, t.Scope, ocop.DateOf(now()), read, in.chosen(t.Values)})
		if err != nil {
			return err
		}
		p := job.Progress{Total: int64(len(rows))}
		var sound []*importRow
		for _, row := range rows {
			switch {
			case row.Again:
				p.Done++
			case len(row.Problems) > 0:
				p.Left++
			default:
				sound = append(sound, row)
			}
		}
		if err := stateRows(ctx, registry, sound, t.User, &p, tell); err != nil {
			return err
		}
		_, err = registry.Publish(ctx)
		return err
	}
}

// stateRows states rows, some at once. What is found wrong only now is left out.
func stateRows(ctx context.Context, registry *trace.Registry, rows []*importRow, by string, p *job.Progress, tell func(job.Progress)) error {
	for tell(*p); len(rows) > 0; tell(*p) {
		n := min(atOnce, len(rows))
		faults := make(chan error, n)
		for _, row := range rows[:n] {
			go func() {
				_, err := registry.State(ctx, trace.Order{Facts: []trace.Fact{row.Fact}, Key: row.key, By: by})
				faults <- err
			}()
		}
		var fault error
		for range n {
			var problems trace.Problems
			switch err := <-faults; {
			case err == nil:
				p.Done++
			case errors.As(err, &problems):
				p.Left++
			default:
				fault = errors.Join(fault, err)
			}
		}
		if fault != nil {
			return fault
		}
		rows = rows[n:]
	}
	return nil
}
