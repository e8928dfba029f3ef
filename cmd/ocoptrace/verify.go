package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
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
	case *trace.LabelRun:
		return f.ID
	case *trace.LabelStatus:
		return f.Run
	}
	return ""
}

// tell prints what the records say, in log order.
func (in *invocation) tell(c *trace.Checked) {
	today := ocop.DateOf(in.now())
	for _, e := range c.Evidence {
		switch f := e.Fact.(type) {
		case *trace.Entity:
			in.line("who", "%s; %s", f.Name, f.Commune)
		case *trace.Product:
			in.line("what", "%s", f.Name)
		case *trace.Batch:
			in.tellBatch(f, today)
		case *trace.Recall:
			in.line("!", "%s of lot %s on %s: %s %s", f.Action, f.Lot, f.Date, f.Reason, f.Instruction)
		case *trace.LabelRun:
			in.line("labels", "run %s: %d labels for lot %s", f.ID, f.Count, f.Lot)
		case *trace.LabelStatus:
			in.line("labels", "%d to %d of run %s: %s on %s %s", f.From, f.To, f.Run, f.State, f.Date, f.Reason)
		}
	}
	for _, s := range standings(c.Evidence) {
		in.tellStars(s, today)
	}
}

func (in *invocation) tellBatch(b *trace.Batch, today ocop.Date) {
	in.line("batch", "lot %s, produced %s, %d %s", b.Lot, b.Produced, b.Quantity, b.Unit)
	end, kind := b.End()
	note := ""
	if end.Before(today) {
		note = ", which is past"
	}
	switch kind {
	case trace.DateExpires:
		in.line("batch", "use by %s%s", end, note)
	case trace.DateBestBefore:
		in.line("batch", "best before %s%s", end, note)
	}
	if b.Sample {
		in.line("!", "sample data: producer and goods are fictional")
	}
}

func (in *invocation) tellStars(s *trace.Standing, today ocop.Date) {
	r := s.Recognition.Fact
	text := fmt.Sprintf("OCOP %d stars, %s, by %s, decision %s: ", r.Stars, r.Number, r.Authority, r.Decision)
	switch until := s.Until(); {
	case until.IsZero():
		text += fmt.Sprintf("withdrawn on %s", s.Withdrawn())
	case s.InForce(today):
		text += fmt.Sprintf("in force on %s, until %s", today, until)
	case today.Before(r.Issued):
		text += fmt.Sprintf("in force from %s", r.Issued)
	default:
		text += fmt.Sprintf("not in force on %s; it ended on %s", today, until)
	}
	in.line("stars", "%s", text)
}

// standings puts the recognitions of a bundle together with their changes.
func standings(evidence []*trace.Evidence) (all []*trace.Standing) {
	byNumber := make(map[string]*trace.Standing)
	for _, e := range evidence {
		switch f := e.Fact.(type) {
		case *trace.Recognition:
			s := &trace.Standing{Recognition: trace.Proven[*trace.Recognition]{Evidence: e, Fact: f}}
			byNumber[f.Number], all = s, append(all, s)
		case *trace.RecognitionChange:
			if s := byNumber[f.Number]; s != nil {
				s.Changes = append([]trace.Proven[*trace.RecognitionChange]{{Evidence: e, Fact: f}}, s.Changes...)
			}
		}
	}
	return all
}
