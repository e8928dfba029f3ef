package press

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/send"
)

// A Target is a printer that the operator lets the service connect to.
type Target struct {
	Name   string // 1 to 64 of a-z, 0-9 and "-"; what profiles name
	URL    string // as package send reads it: tcp://HOST:PORT, lp:QUEUE
	Entity string // whose printer it is; "" for everybody's
}

// checkTargets refuses names that are none, or given twice.
func checkTargets(targets []Target) error {
	seen := map[string]bool{}
	for _, t := range targets {
		if !validID(t.Name) || seen[t.Name] {
			return fmt.Errorf("%w: the name %.70q of %.100q is not one of its own of a-z, 0-9 and \"-\"", ErrTarget, t.Name, t.URL)
		}
		if _, err := send.ParseTarget(t.URL); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrTarget, t.Name, err)
		}
		seen[t.Name] = true
	}
	return nil
}

// Targets are the printers that an entity may send to.
func (p *Press) Targets(entity string) (targets []Target) {
	for _, t := range p.c.Targets {
		if t.Entity == "" || t.Entity == entity {
			targets = append(targets, t)
		}
	}
	return targets
}

func (p *Press) target(entity, name string) (Target, error) {
	for _, t := range p.Targets(entity) {
		if t.Name == name && name != "" {
			return t, nil
		}
	}
	return Target{}, fmt.Errorf("%w: %.70q", ErrTarget, name)
}

// A Sender hands bytes to a printer.
type Sender interface {
	// Send sends a file of a kind (pdf, zpl, tspl) to the URL of a Target and
	// returns how many bytes went out, also beside an error. progress is told
	// the bytes sent so far.
	Send(ctx context.Context, url string, kind PrinterKind, name string, body io.Reader, size int64, progress func(sent int64)) (sent int64, err error)
}

// network is the Sender that package send is.
type network struct{}

func (network) Send(ctx context.Context, url string, kind PrinterKind, name string, body io.Reader, _ int64, progress func(int64)) (int64, error) {
	t, err := send.ParseTarget(url)
	if err != nil {
		return 0, err
	}
	o := send.Options{Format: send.Label, Title: name, Progress: progress}
	if kind == PDF {
		o.Format = send.PDF
	}
	receipt, err := t.Send(ctx, body, o)
	return receipt.Sent, err
}

// Send sends a part, counted from 0, to the target of this name, or of the
// job's printer for "". The part is handed out once bytes of it went out, also
// if not all did, and is partial until all went. ErrTarget and those of Open and
// of the Sender.
func (p *Press) Send(ctx context.Context, entity, id string, part int, target string, progress func(sent, size int64)) (err error) {
	d, err := p.Open(ctx, entity, id, part)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.file.Close()) }()
	if target == "" {
		job, err := p.Job(ctx, entity, id)
		if err != nil {
			return err
		}
		target = job.Printer.Target
	}
	t, err := p.target(entity, target)
	if err != nil {
		return err
	}
	if err := p.noteSending(ctx, entity, id, part, true, false); err != nil {
		return err
	}
	kind := d.kind()
	sent, err := p.c.Sender.Send(ctx, t.URL, kind, d.Name, d.file, d.Part.Size, func(n int64) {
		if progress != nil {
			progress(n, d.Part.Size)
		}
	})
	if sent > 0 {
		err = errors.Join(err, d.out())
	}
	if sent == 0 || err == nil {
		err = errors.Join(err, p.noteSending(context.WithoutCancel(ctx), entity, id, part, d.Part.Partial && err != nil, err == nil))
	}
	return err
}
