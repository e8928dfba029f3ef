package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/cmd/ocoptrace/internal/roster"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	places "ocoptrace/trace/place"
)

// listAnswer is the answer of import list for programs.
type listAnswer struct {
	DryRun bool    `json:"dryRun"`
	Rows   int     `json:"rows"`
	New    int     `json:"new"`
	Known  int     `json:"known"`
	Bad    int     `json:"bad"`
	Facts  int     `json:"facts"` // stated, or to be stated
	Faults []fault `json:"faults,omitempty"`
}

// runImportList takes in a province's list of recognised products.
func (in *invocation) runImportList(ctx context.Context, s *settings, f *importFlags) (err error) {
	if _, known := ocop.ProvinceByCode(f.province); !known {
		return in.misuse("--province is needed: the code of the province whose list this is, such as 01")
	}
	if err := in.require(s); err != nil {
		return err
	}
	list, err := in.readList(in.rest[1])
	if err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	answer, err := in.takeList(ctx, v, list, f)
	if err = errors.Join(err, v.close()); err != nil {
		return err
	}
	if f.json {
		return in.answered(in.printJSON(answer), nil, answer.Faults)
	}
	in.printList(answer)
	return in.answered(nil, nil, answer.Faults)
}

// readList reads the file and finds its columns by their names.
func (in *invocation) readList(file string) (roster.List, error) {
	data, err := in.readInput(file, int64(table.Usual.Bytes))
	if err != nil {
		return roster.List{}, err
	}
	var problems trace.Problems
	read, err := table.Read(data, table.Usual)
	if err == nil {
		list := roster.List{Table: read, Mapping: roster.Schema().Guess(read.Header)}
		if problems = roster.Schema().Check(list.Mapping, read.Header); len(problems) == 0 {
			return list, nil
		}
	} else if !errors.As(err, &problems) {
		return roster.List{}, err
	}
	for _, p := range problems {
		fmt.Fprintln(in.stderr, faultOf(file, 1, "", p))
	}
	return roster.List{}, errReported
}

func (in *invocation) takeList(ctx context.Context, v *service, list roster.List, f *importFlags) (a listAnswer, err error) {
	if list.Units, err = places.Units(ctx, v.store); err != nil {
		return a, err
	}
	list.Province, list.Today = f.province, ocop.DateOf(in.now())
	b := in.bar("checking", 1)
	p, err := roster.Make(ctx, v.registry, list, func(done, total int) { b.of(int64(done), int64(total)) })
	b.end()
	if err != nil {
		return a, err
	}
	n := p.Count()
	a = listAnswer{DryRun: f.dryRun, Rows: len(p.Rows), New: n[roster.New], Known: n[roster.Known], Bad: n[roster.Bad], Facts: p.Facts()}
	for _, r := range p.Rows {
		for _, problem := range r.Problems {
			a.Faults = append(a.Faults, faultOf(in.rest[1], r.Line, "", problem))
		}
	}
	if f.dryRun {
		return a, nil
	}
	b = in.bar("stating", 1)
	err = p.Take(ctx, v.registry.State, "", func(done, total int) { b.of(int64(done), int64(total)) })
	b.end()
	return a, err
}

func (in *invocation) printList(a listAnswer) {
	printFaults(in.stderr, a.Faults)
	done := "stated"
	if a.DryRun {
		done = "would be stated"
	}
	fmt.Fprintf(in.stdout, "%d rows: %d new, %d known, %d with faults, left out; %d facts %s\n", a.Rows, a.New, a.Known, a.Bad, a.Facts, done)
}
