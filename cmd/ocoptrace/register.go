package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

var registerCommand = command{
	name:     "register",
	synopsis: "--dir DIR FILE.json|-",
	about:    "state producers, products, recognitions, their changes, and recalls",
	details: `The file is one JSON object with any of the members entities, products,
recognitions, changes and recalls, each an array of objects. They are stated in
that order, all or none. Days are 2026-11-23. A later statement about the same
producer or product supersedes the earlier one; nothing is ever deleted.

  {"entities": [{"entity": "htx-a", "name": "HTX A", "kind": "cooperative",
                 "communeCode": "02761", "commune": "Xã Mường Khương", "provinceCode": "15"}],
   "products": [{"product": "gao-a", "entity": "htx-a", "name": "Gạo A", "group": "I.2a",
                 "taxonomy": "26/2026", "dateKind": "best_before", "shelfLifeMonths": 12}],
   "recognitions": [{"product": "gao-a", "stars": 4, "number": "15-02761-1-2026",
                 "decision": "12/QĐ-UBND", "authority": "UBND tỉnh Lào Cai", "issued": "2026-03-12"}]}

Everything that is wrong is listed before anything is stated. The same file may be
given again: it is stated once. A file has at most 500 facts.`,
	example: "ocoptrace register --dir /var/lib/ocoptrace producers.json",
	run:     runRegister,
}

func runRegister(ctx context.Context, in *invocation) error {
	s := in.settings()
	asJSON := in.Bool("json", false, "print the answer as JSON: stated, faults")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	file, err := in.readFacts(in.rest[0])
	if err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	answer, err := file.state(ctx, v.registry)
	if err == nil && slices.ContainsFunc(answer.Stated, func(s stated) bool { return !s.Again }) {
		err = v.did(ctx, in.now, "register", "")
	}
	if err = errors.Join(err, v.close()); err != nil {
		return err
	}
	if *asJSON {
		return in.answered(in.printJSON(answer), nil, answer.Faults)
	}
	answer.print(in)
	return in.answered(nil, nil, answer.Faults)
}

// A stated fact, as the answer lists it.
type stated struct {
	Line  int        `json:"line"`
	Kind  trace.Kind `json:"kind"`
	ID    string     `json:"id"`
	Index int64      `json:"index"`
	Again bool       `json:"again"`
}

type registerAnswer struct {
	Stated []stated `json:"stated"`
	Faults []fault  `json:"faults"`
}

// state states the facts unless one of them is faulty.
func (f *factFile) state(ctx context.Context, r *trace.Registry) (registerAnswer, error) {
	answer := registerAnswer{[]stated{}, []fault{}}
	key := f.key + " " + r.Service().LogKey // records of another service have other ids
	receipts, err := r.Stated(ctx, key, len(f.facts))
	if err == nil && receipts == nil {
		if answer.Faults, err = f.rehearse(ctx, r); err != nil || len(answer.Faults) > 0 {
			return answer, err
		}
		receipts, err = r.State(ctx, trace.Order{Facts: f.facts, Key: key})
	}
	if errors.Is(err, translog.ErrGroupTooLarge) {
		err = withHint(err, "the texts are too long to be stated together: divide the file")
	}
	for i, receipt := range receipts {
		answer.Stated = append(answer.Stated, stated{f.lines[i], f.facts[i].Kind(), receipt.ID, receipt.Index, receipt.Again})
	}
	return answer, err
}

func (f *factFile) rehearse(ctx context.Context, r *trace.Registry) ([]fault, error) {
	found, err := r.Rehearse(ctx, f.facts)
	faults := []fault{}
	for i, problems := range found {
		for _, p := range problems {
			faults = append(faults, faultOf(f.name, f.lines[i], f.value(i, p.Field), p))
		}
	}
	return faults, err
}

// value is what the file has in a field of a fact.
func (f *factFile) value(i int, field string) string {
	var members map[string]json.RawMessage
	json.Unmarshal(f.raw[i], &members) // parsed before
	var text string
	if json.Unmarshal(members[field], &text) == nil {
		return text
	}
	return string(members[field])
}

func (a registerAnswer) print(in *invocation) {
	fresh := 0
	if len(a.Stated) > 0 {
		w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "LINE\tKIND\tRECORD\tINDEX\t")
		for _, s := range a.Stated {
			note := "already stated"
			if !s.Again {
				note, fresh = "", fresh+1
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%s\n", s.Line, s.Kind, s.ID, s.Index, note)
		}
		w.Flush()
	}
	printFaults(in.stderr, a.Faults)
	fmt.Fprintf(in.stderr, "%d facts stated\n", fresh)
}
