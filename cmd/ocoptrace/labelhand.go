package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/proof"
)

// hand has the files of a job made, and hands them out: to the files that the
// flags name, or to a printer.
func (c *printCall) hand(ctx context.Context, job press.Job) error {
	err := withWorkers(ctx, c.shop, func() (err error) {
		job, err = c.made(ctx, job)
		return err
	})
	if err != nil {
		return withHint(err, "the labels exist, and none is lost: the same command line goes on with them")
	}
	_, parts, err := c.shop.JobParts(ctx, c.entity, job.ID)
	if err != nil {
		return err
	}
	c.answer.of(job)
	for i, name := range partNames(c.flags.Out, len(parts)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.handPart(ctx, job, parts[i], name); err != nil {
			return err
		}
	}
	if c.flags.target != nil {
		if err := halfPrinted(job, parts); err != nil {
			return err
		}
	}
	return c.shop.Sweep(ctx)
}

// halfPrinted refuses to end a job of which an earlier call sent only some: what
// came out of the printer is a person's to see.
func halfPrinted(job press.Job, parts []press.Part) error {
	for _, p := range parts {
		if p.Partial {
			return withHint(fmt.Errorf("an earlier call sent some of part %d of job %s (%s), which is not sent again", p.Index+1, job.ID, spanWords(job.Spans)),
				"look which labels are missing: “label reprint” prints them, with a reason; without --send this command writes the file; --new-run makes other labels")
		}
	}
	return nil
}

// spanWords names labels: "run k1-0, labels 1-30".
func spanWords(spans []press.Span) string {
	var texts []string
	for _, s := range spans {
		texts = append(texts, fmt.Sprintf("run %s, labels %s", s.Run, rangeText(s.From, s.To)))
	}
	return strings.Join(texts, "; ")
}

// made waits until all parts are made, and shows how far they are. What an
// earlier call left behind is made good.
func (c *printCall) made(ctx context.Context, job press.Job) (press.Job, error) {
	if job.State == press.Failed || !job.Removed.IsZero() {
		if err := c.shop.Retry(ctx, c.entity, job.ID); err != nil {
			return job, err
		}
	}
	ended := make(chan struct{})
	shown := make(chan struct{})
	go func(job press.Job) {
		defer close(shown)
		c.show(ctx, job, ended)
	}(job)
	job, err := c.shop.Wait(ctx, c.entity, job.ID)
	close(ended)
	<-shown
	return job, err
}

// show draws how far a job is until it has ended.
func (c *printCall) show(ctx context.Context, job press.Job, ended <-chan struct{}) {
	if !c.in.terminal {
		return
	}
	b := c.in.bar("labels", job.Labels())
	defer b.end()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if p, err := c.shop.Progress(ctx, c.entity, job.ID); err == nil {
				b.of(p.Labels, p.Total)
			}
		}
	}
}

// handPart writes the file of a part, unless it is there, and sends it.
func (c *printCall) handPart(ctx context.Context, job press.Job, part press.Part, name string) error {
	file := printedFile{File: name, Labels: part.Labels, Bytes: part.Size, Digest: part.Digest}
	file.Read, file.Kept = readBack(part), name == "" && !part.Sent.IsZero()
	if name != "" {
		kept, err := c.writePart(ctx, job, part, name)
		if err != nil {
			return err
		}
		file.Kept = kept
	}
	if c.flags.target != nil && part.Sent.IsZero() && !part.Partial {
		if err := c.sendPart(ctx, job, part); err != nil {
			return err
		}
		file.Sent = c.flags.target.String()
	}
	c.answer.Files = append(c.answer.Files, file)
	return nil
}

// readBack is how many labels of a part were read back.
func readBack(part press.Part) int64 {
	var labels int64
	for _, p := range part.Pieces {
		labels += p.Len()
	}
	_, n := proof.Sample(labels)
	return n
}

// writePart copies a part to its file. kept says that the file was there, whole.
func (c *printCall) writePart(ctx context.Context, job press.Job, part press.Part, name string) (kept bool, err error) {
	if digest, err := digestOf(name); err == nil && digest == part.Digest {
		return true, c.written(ctx, job, part)
	}
	d, err := c.shop.Open(ctx, c.entity, job.ID, part.Index)
	if err != nil {
		return false, err
	}
	spooled := filepath.Join(c.service.dir.spool(), d.Name)
	if err := d.Close(); err != nil { // unread: the part is handed out when its file has its name
		return false, err
	}
	if err := removeUnfinished(name); err != nil {
		return false, err
	}
	err = writeFile(name, 0o644, c.flags.force, func(w io.Writer) error { return copyWhole(w, spooled, part.Digest) })
	if err != nil {
		return false, err
	}
	return false, c.written(ctx, job, part)
}

// written hands out a part whose file is there. One that is to be sent as well
// is handed out when it went to the printer.
func (c *printCall) written(ctx context.Context, job press.Job, part press.Part) error {
	if c.flags.target != nil {
		return nil
	}
	return c.shop.HandOut(ctx, c.entity, job.ID, part.Index)
}

// removeUnfinished removes what writing a file left behind that was killed.
func removeUnfinished(name string) error {
	folder, base := filepath.Split(name)
	entries, err := os.ReadDir(filepath.Clean(folder))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "."+base+".tmp") && e.Type().IsRegular() {
			err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// copyWhole copies a file of the print shop, which must have a digest.
func copyWhole(w io.Writer, file, digest string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, hash), f); err != nil {
		return err
	}
	if read := fmt.Sprintf("%x", hash.Sum(nil)); read != digest {
		return withHint(fmt.Errorf("%s is damaged: its SHA-256 is %s, and was %s", file, read, digest), "delete it, and the same command line makes it again")
	}
	return nil
}

func digestOf(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return fmt.Sprintf("%x", hash.Sum(nil)), err
}

func (c *printCall) sendPart(ctx context.Context, job press.Job, part press.Part) error {
	b := c.in.bar("bytes sent", part.Size)
	err := c.shop.Send(ctx, c.entity, job.ID, part.Index, commandLine, b.of)
	b.end()
	if err != nil {
		return withHint(fmt.Errorf("to %s: %w", c.flags.target, err), "no label is lost: the same command, also with another --send, goes on with them. If some of it was printed, look which labels are missing; “label reprint” prints those alone, with a reason")
	}
	return nil
}
