package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

var verifyCommand = command{
	name:     "verify",
	synopsis: "BUNDLE|- --policy FILE",
	about:    "verify a bundle of records, without a network or a data directory",
	details: `A bundle is the file that the pages of a batch or label offer. The policy names
the log's public key; take it from a place you trust, not from whoever gave you
the bundle. Printed is what was verified, what the records say, and what cannot be
known from a bundle.`,
	example: "ocoptrace verify ABCD23456789.bundle.json --policy policy",
	run:     runVerify,
}

const maxPolicy = 1 << 20 // bytes

func runVerify(_ context.Context, in *invocation) error {
	policyFile := in.String("policy", "", "`file` with the log's policy (c2sp.org/tlog-policy)")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	if *policyFile == "" {
		return in.misuse("--policy is needed: whose log do you trust?")
	}
	text, err := in.readInput(*policyFile, maxPolicy)
	if err != nil {
		return err
	}
	policy, err := translog.ParsePolicy(text)
	if err != nil {
		return fmt.Errorf("%s: %w", *policyFile, err)
	}
	data, err := in.readInput(in.rest[0], trace.MaxBundle)
	if err != nil {
		return err
	}
	return in.verify(data, policy)
}

func (in *invocation) verify(data []byte, policy translog.Policy) error {
	fmt.Fprintln(in.stdout, "Checks")
	bundle, err := trace.ParseBundle(data)
	if err != nil {
		return in.failed(err)
	}
	in.line("ok", "the bundle is whole: %d records about %s", len(bundle.Entries), about(bundle))
	checked, err := bundle.Verify(policy, in.step)
	if err != nil {
		return in.failed(err)
	}
	in.line("ok", "log %s, %d records at the checkpoint; service %s", checked.Checkpoint.Origin, checked.Checkpoint.Size, checked.Service.BaseURL)
	fmt.Fprintln(in.stdout, "\nWhat the records say")
	in.tell(checked)
	fmt.Fprintln(in.stdout, "\nNot verified, since no bundle can show it")
	in.line("-", "recalls, withdrawals and voided labels stated after the checkpoint: ask the service")
	in.line("-", "whether a label was copied: a photographed label looks the same")
	if bundle.Code != "" {
		in.line("-", "that code %s is of these label runs: only the service can tell", bundle.Code.Groups())
	}
	in.line("-", "the goods themselves: compare name, lot and dates with the pack")
	return nil
}

func about(b trace.Bundle) string {
	text := "product " + b.Product
	if b.Entity != "" {
		text = "a blank label of " + b.Entity
	}
	if b.Lot != "" {
		text += ", lot " + b.Lot
	}
	if b.Code != "" {
		text += ", label " + b.Code.Groups()
	}
	return text
}

func (p *program) line(mark, format string, args ...any) {
	fmt.Fprintf(p.stdout, "  %-6s %s\n", mark, fmt.Sprintf(format, args...))
}

// failed prints the line of the check that failed.
func (in *invocation) failed(err error) error {
	in.line("FAILED", "%v", err)
	fmt.Fprintln(in.stderr, "ocoptrace: the bundle does not verify; nothing it says is proven")
	if errors.Is(err, translog.ErrUnverified) {
		fmt.Fprintln(in.stderr, "hint: either the bundle was altered or the policy is of another log")
	}
	return errReported
}

// step prints a check that succeeded.
func (in *invocation) step(name string, e *trace.Evidence) {
	switch name {
	case trace.StepCheckpoint:
		in.line("ok", "the checkpoint is signed as the policy asks")
	case trace.StepService:
		in.line("ok", "record 0 is the service's and names the keys that sign")
	case trace.StepIncluded:
		in.line("ok", "record %d is in the log: %s %s", e.Index, e.Fact.Kind(), subject(e.Fact))
	case trace.StepSigned:
		in.line("ok", "record %d is signed, unaltered: %s, by %s", e.Index, e.Issued.UTC().Format("2006-01-02 15:04:05Z"), e.Method)
	case trace.StepSubject:
		in.line("ok", "the records are about what the bundle claims")
	}
}

// subject names what a fact is about.
func subject(f trace.Fact) string {
	switch f := f.(type) {
	case *trace.Service:
		return f.BaseURL
	case *trace.Entity:
		return f.ID
	case *trace.Product:
		return f.ID
	case *trace.Recognition:
		return f.Number
	case *trace.RecognitionChange:
		return f.Number
	case *trace.Batch:
		return f.Product + " lot " + f.Lot
	case *trace.Recall:
		return f.Product + " lot " + f.Lot
	case *trace.Point:
		return f.ID
	case *trace.DiaryEntry:
		return f.Product + " lot " + f.Lot
	case *trace.Inspection:
		return f.Product + " lot " + f.Lot
	case *trace.Event:
		return f.ID
	case *trace.ResolverLink:
		return f.Entity + " link " + f.ID
	case *trace.LabelRun:
		return f.ID
	case *trace.LabelStatus:
		return f.Run
	case *trace.LabelClaim:
		return f.Run
	case *trace.LabelReprint:
		return f.Run
	case *trace.LabelAllowance:
		return f.Product + " lot " + f.Lot
	}
	return ""
}
