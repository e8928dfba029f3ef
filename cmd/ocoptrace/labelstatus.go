package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// changeLabels activates or voids.
func (in *invocation) changeLabels(ctx context.Context, f *labelFlags) error {
	if err := in.restIs(1); err != nil {
		return err
	}
	if err := in.require(f.settings); err != nil {
		return err
	}
	status := &trace.LabelStatus{Run: f.activate, State: trace.LabelActive, Date: ocop.DateOf(in.now())}
	switch {
	case f.activate != "" && f.void != "":
		return in.misuse("--activate and --void at once")
	case f.void != "":
		status.Run, status.State, status.Reason = f.void, trace.LabelVoided, f.reason
	}
	var err error
	if status.From, status.To, err = parseRange(in.rest[0]); err != nil {
		return in.misuse("%v", err)
	}
	v, err := open(ctx, f.settings, in.opening(-1))
	if err != nil {
		return err
	}
	receipts, err := v.registry.State(ctx, trace.Order{Facts: []trace.Fact{status}})
	if err = errors.Join(err, v.close()); err != nil {
		return inWords(err)
	}
	if f.json {
		return in.printJSON(stated{Kind: status.Kind(), ID: receipts[0].ID, Index: receipts[0].Index})
	}
	fmt.Fprintf(in.stdout, "labels %d to %d of %s are %s: record %s, index %d\n", status.From, status.To, status.Run, status.State, receipts[0].ID, receipts[0].Index)
	return nil
}

// inWords words the problems of a single fact.
func inWords(err error) error {
	problems, ok := errors.AsType[trace.Problems](err)
	if !ok {
		return err
	}
	var texts []string
	for _, p := range problems {
		texts = append(texts, p.Field+": "+locale.For(locale.English).Problem(p))
	}
	return errors.New(strings.Join(texts, "; "))
}
