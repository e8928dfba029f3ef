package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// capture captures the events of a file.
func (c *eventCall) capture(ctx context.Context, v *service) error {
	file := io.NopCloser(c.stdin)
	if c.rest[1] != "-" {
		opened, err := os.Open(c.rest[1])
		if err != nil {
			return err
		}
		file = opened
	}
	defer file.Close()
	if _, err := v.registry.Entity(ctx, c.entity); err != nil {
		return err
	}
	behaviour := capture.Rollback
	if c.proceed {
		behaviour = capture.Proceed
	}
	jobs := capture.New(capture.Config{Store: v.store, Registry: v.registry, Now: c.now, Random: c.random})
	job, err := jobs.Accept(ctx, c.entity, c.user, behaviour, file)
	if err == nil {
		err = jobs.RunOnce(ctx)
	}
	if err == nil {
		job, err = jobs.Job(ctx, c.entity, job.ID)
	}
	if faults, refused := errors.AsType[epcis.Faults](err); refused {
		for _, f := range faults {
			fmt.Fprintln(c.stderr, f)
		}
		return errReported
	}
	if err != nil {
		return err
	}
	return c.tellJob(job)
}

func (c *eventCall) tellJob(job capture.Job) error {
	for _, f := range job.Errors {
		fmt.Fprintf(c.stderr, "%s: %s\n", f.Path, f.Reason)
	}
	if job.More > 0 {
		fmt.Fprintf(c.stderr, "%d errors more\n", job.More)
	}
	if c.json {
		if err := c.printJSON(job); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(c.stdout, "captured %d of %d events, %d of them before\n", job.Captured, job.Events, job.Again)
	}
	if !job.Success {
		return errReported
	}
	return nil
}

// export writes the events of a batch, or all, as a document; each event has the
// @context that it came with.
func (c *eventCall) export(ctx context.Context, v *service) error {
	read := func(token string) (trace.EventPage, error) {
		if len(c.rest) == 3 {
			return v.registry.EventsOf(ctx, c.rest[1], c.rest[2], token, trace.MaxEventsPerPage)
		}
		return v.registry.Events(ctx, &epcis.Query{NextPageToken: token, PerPage: trace.MaxEventsPerPage}, "")
	}
	page, err := read("")
	if err != nil {
		return err
	}
	h := epcis.Header{Context: epcis.StandardContext(), Type: epcis.DocumentType, SchemaVersion: epcis.SchemaVersion, CreationDate: epcis.TimestampAt(c.now().UTC())}
	w := bufio.NewWriter(c.stdout)
	w.Write(h.AppendOpen(nil))
	for first := true; ; {
		for _, e := range page.Events {
			if !first {
				w.WriteByte(',')
			}
			first = false
			w.Write(e.Event.AppendJSON(nil))
		}
		if page.Next == "" {
			break
		}
		if page, err = read(page.Next); err != nil {
			return err
		}
	}
	w.Write(h.AppendClose(nil))
	io.WriteString(w, "\n")
	return w.Flush()
}
