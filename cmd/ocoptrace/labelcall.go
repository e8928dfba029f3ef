package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// A printCall is one call of a verb that prints labels.
type printCall struct {
	in      *invocation
	service *labelService
	flags   *paperFlags

	registry *trace.Registry
	shop     *press.Press
	entity   string
	chosen   chosenPaper
	answer   printAnswer
}

// commandLine is the name of the printer that --send names.
const commandLine = "command-line"

// with opens the directory, finds whose labels are printed and on what, calls f,
// and prints the answer.
func (c *printCall) with(ctx context.Context, owner func(*service) (string, error), f func() error) error {
	var targets []press.Target
	if c.flags.target != nil {
		targets = []press.Target{{Name: commandLine, URL: c.flags.target.String()}}
	}
	err := c.service.within(ctx, c.in, func(v *service) (err error) {
		if c.entity, err = owner(v); err != nil {
			return err
		}
		c.registry = v.registry
		return v.atPress(targets, func(p *press.Press) (err error) {
			c.shop = p
			if c.chosen, err = c.flags.choose(ctx, p, c.entity); err != nil {
				return err
			}
			if err := f(); err != nil {
				return err
			}
			return c.end(ctx)
		})
	})
	if err != nil {
		return printWords(err)
	}
	return nil
}

// end prints the answer, and then notes that it was told. A call that is cut
// short before is meant by the next one that asks for the same.
func (c *printCall) end(ctx context.Context) error {
	if err := c.tell(); err != nil || c.answer.Job == "" {
		return err
	}
	return c.shop.Settle(context.WithoutCancel(ctx), c.entity, c.answer.Job)
}

// printWords words what keeps labels from being printed.
func printWords(err error) error {
	found, ok := errors.AsType[printing.Findings](err)
	if !ok {
		if text, known := printing.ProblemText(locale.For(locale.English), err); known {
			return errors.New(text)
		}
		return err
	}
	texts := make([]string, len(found))
	for i, f := range found {
		texts[i] = f.String()
	}
	err = errors.New(strings.Join(texts, "; "))
	if found.Confirmed().Printable() {
		return withHint(err, "--confirm prints them all the same")
	}
	return err
}

// order is what all orders of the call have.
func (c *printCall) order() press.Order {
	printer := c.chosen.printer
	return press.Order{By: c.service.by, Sheet: c.chosen.sheet, Template: c.chosen.template, Texts: c.flags.Texts, With: &printer}
}

// key tells what is asked of the call from all else: a call that asks for the
// same, on the same paper and to the same file, means the same labels, wherever
// it sends them.
func (c *printCall) key(what string, asked any) string {
	return orderKey(c.registry, what, struct {
		Asked any               `json:"asked"`
		Paper *paperFlags       `json:"paper"`
		Kind  press.PrinterKind `json:"kind"`
	}{asked, c.flags, c.chosen.printer.Kind})
}

// jobKeyOf is a key for the print shop of a key for the registry.
func jobKeyOf(key string) string { return fmt.Sprintf("cli-%.24x", sha256.Sum256([]byte(key))) }

// creatable refuses a file that could not be written once its labels exist. No
// file, "", is none to refuse.
func creatable(name string, force bool) error {
	if name == "" {
		return nil
	}
	directory := filepath.Dir(name)
	switch info, err := os.Stat(directory); {
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a directory", directory)
	}
	return absent(name, force)
}

// printable finds out whether labels can be printed before they exist, and
// prints what a person should know.
func (c *printCall) printable(ctx context.Context, parts []printing.Part) error {
	draft, err := c.draft(ctx, parts)
	if err != nil {
		return err
	}
	for _, name := range partNames(c.flags.Out, len(draft.Parts())) {
		if err := creatable(name, c.flags.force); err != nil {
			return err
		}
	}
	setup := press.SetupOf(draft)
	setup.Locale = locale.For(locale.English)
	found, err := printing.Check(ctx, c.registry, parts, setup)
	if err != nil {
		return err
	}
	if !found.Printable() {
		return found
	}
	for _, f := range found {
		fmt.Fprintf(c.in.stderr, "note: %s\n", f)
	}
	c.answer.Findings = append(c.answer.Findings, found...)
	return nil
}

// draft is the job as it will be, of runs that may not exist yet.
func (c *printCall) draft(ctx context.Context, parts []printing.Part) (press.Job, error) {
	job := press.Job{
		Entity: c.entity, Sheet: c.chosen.sheet, Printer: c.chosen.printer, Template: c.chosen.template,
		Texts: c.flags.Texts, Created: c.in.now(),
	}
	for i, p := range parts {
		from, to := p.Span()
		job.Spans = append(job.Spans, press.Span{Run: fmt.Sprint(i), From: from, To: to})
	}
	sheet, err := c.shop.Continue(ctx, c.entity, job.Sheet)
	if err != nil {
		return job, withHint(err, "--start 1 for a fresh sheet; without --corner and --down it goes on as the last job did")
	}
	c.tellPosition(job.Sheet, sheet)
	job.Sheet = sheet
	return job, nil
}

// tellPosition says where a job begins on a sheet that has been used, which the
// flags do not say.
func (c *printCall) tellPosition(asked, found stock.Job) {
	if asked.Start != 0 || found.Start <= 1 {
		return
	}
	order := ""
	if asked.Corner != found.Corner || asked.Down != found.Down {
		order = ", counted " + press.CountOf(found).String() + " as in that job"
	}
	of := found.Stock.PerPage()
	fmt.Fprintf(c.in.stderr, "note: the last job on %s ended at position %d of %d; this one begins at %d%s (--start 1 for a fresh sheet)\n", found.Stock.ID, found.Start-1, of, found.Start, order)
}

// partNames are FILE.pdf, or FILE-1.pdf, FILE-2.pdf and so on; empty names where
// there is no file.
func partNames(out string, parts int) []string {
	names := make([]string, parts)
	if out == "" {
		return names
	}
	ending := filepath.Ext(out)
	for i := range names {
		if names[i] = out; parts > 1 {
			names[i] = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(out, ending), i+1, ending)
		}
	}
	return names
}
