package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

var labelJobsVerb = command{
	name:     "label jobs",
	synopsis: "[list | cancel JOB] --entity ID --dir DIR",
	about:    "list print jobs, and give up one that was cut short",
	details: `A job that is not handed out goes on when its command line is given again. Labels
of a job that is cancelled exist all the same: print them with “label reprint”, or
void them.`,
	example: "ocoptrace label jobs --entity htx-a --dir DATA",
	run:     runLabelJobs,
}

// A jobLine is a print job in the list for programs.
type jobLine struct {
	Job     string       `json:"job"`
	State   string       `json:"state"` // handed out, ready, waiting, failed or cancelled
	Created time.Time    `json:"created"`
	By      string       `json:"by,omitempty"`
	Labels  int64        `json:"labels"`
	Runs    []press.Span `json:"runs"`
	Stock   string       `json:"stock"`
	Error   string       `json:"error,omitempty"`
}

// maxJobLines is how many jobs are listed.
const maxJobLines = 100

func runLabelJobs(ctx context.Context, in *invocation) error {
	s := in.labelService()
	entity := in.String("entity", "", "`id` of the producer")
	if err := in.parse(0, 2); err != nil {
		return err
	}
	list := len(in.rest) == 0 || len(in.rest) == 1 && in.rest[0] == "list"
	switch {
	case !list && (len(in.rest) != 2 || in.rest[0] != "cancel"):
		return in.misuse("what to do is list, or cancel JOB")
	case *entity == "":
		return in.misuse("--entity is needed: whose jobs?")
	}
	return s.forEntity(ctx, in, *entity, func(p *press.Press) error {
		if list {
			return in.listJobs(ctx, s, p, *entity)
		}
		err := p.Cancel(ctx, *entity, in.rest[1])
		if errors.Is(err, press.ErrState) {
			return withHint(err, "void labels that are not to be used")
		}
		if err != nil {
			return withHint(err, "“label jobs --entity %s” lists them", *entity)
		}
		return in.tellDone(s, "cancelled", in.rest[1])
	})
}

func (in *invocation) listJobs(ctx context.Context, s *labelService, p *press.Press, entity string) error {
	jobs, err := p.Jobs(ctx, entity, "", maxJobLines)
	if err != nil {
		return err
	}
	lines := []jobLine{}
	for _, j := range jobs {
		state := string(j.State)
		if !j.HandedOut.IsZero() {
			state = "handed out"
		}
		lines = append(lines, jobLine{j.ID, state, j.Created, j.By, j.Labels(), j.Spans, j.Sheet.Stock.ID, j.Error})
	}
	if s.json {
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d labels of %s\t%s\t%s\n", l.Job, l.Created.In(vietNam).Format("02/01/2006 15:04"), l.State, l.Labels, l.Runs[0].Run, l.Stock, l.Error)
	}
	return w.Flush()
}
