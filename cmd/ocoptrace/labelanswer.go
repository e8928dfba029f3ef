package main

import (
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
)

// A printAnswer is what a verb that prints says for programs.
type printAnswer struct {
	Job      string            `json:"job"` // in the print shop
	Resumed  bool              `json:"resumed"`
	Labels   int64             `json:"labels"` // copies counted
	Runs     []press.Span      `json:"runs"`
	Stock    string            `json:"stock"`
	Template string            `json:"template"`
	Format   press.PrinterKind `json:"format"`
	Start    int               `json:"start"` // position of the first label
	Sheets   int64             `json:"sheets"`
	Next     int               `json:"next"` // free position behind the last label; 1 is a fresh sheet
	Files    []printedFile     `json:"files"`
	Findings printing.Findings `json:"findings"`
}

// A printedFile is one part of a job.
type printedFile struct {
	File   string `json:"file,omitempty"` // "" where it was only sent
	Labels int64  `json:"labels"`         // copies counted
	Read   int64  `json:"read"`           // of its labels, those that were read back
	Bytes  int64  `json:"bytes"`
	Digest string `json:"sha256"`
	Kept   bool   `json:"kept"` // it was there, or had gone to the printer, from an earlier call
	Sent   string `json:"sent,omitempty"`
}

// of fills in what a job says.
func (a *printAnswer) of(job press.Job) {
	fill := job.Fill()
	a.Job, a.Labels, a.Runs = job.ID, job.Labels(), job.Spans
	a.Stock, a.Template, a.Format = job.Sheet.Stock.ID, job.Template.ID, job.Printer.Kind
	a.Start, a.Sheets, a.Next = max(job.Sheet.Start, 1), fill.Sheets, fill.Used%max(fill.Of, 1)+1
	if a.Findings == nil {
		a.Findings = printing.Findings{}
	}
}

// tell prints the answer.
func (c *printCall) tell() error {
	a := c.answer
	if c.service.json {
		return c.in.printJSON(a)
	}
	w := c.in.stdout
	for _, r := range a.Runs {
		fmt.Fprintf(w, "run %s, labels %s\n", r.Run, rangeText(r.From, r.To))
	}
	if a.Resumed {
		fmt.Fprintf(w, "went on with job %s of an earlier call\n", a.Job)
	}
	for _, f := range a.Files {
		fmt.Fprintln(w, f)
	}
	if s := c.chosen.sheet.Stock; !s.Roll && a.Next > 1 {
		fmt.Fprintf(w, "the next job on %s begins at position %d of %d\n", s.ID, a.Next, s.PerPage())
	}
	return nil
}

func (f printedFile) String() string {
	var words []string
	if f.File != "" {
		words = append(words, f.File+":")
	}
	words = append(words, fmt.Sprintf("%d labels,", f.Labels))
	if f.Read < f.Labels {
		words = append(words, fmt.Sprintf("%d read back", f.Read))
	} else {
		words = append(words, "all read back")
	}
	if f.Kept {
		words = append(words, "(kept)")
	}
	if f.Sent != "" {
		words = append(words, "and sent to "+f.Sent)
	}
	return strings.Join(words, " ")
}
