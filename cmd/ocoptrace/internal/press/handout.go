package press

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"ocoptrace/storage"
)

// A Download reads the file of a part. Closing it after the last byte was read
// hands the part out; it returns what went wrong with that.
type Download struct {
	Part Part
	Name string // of the file

	file file
	at   int64
	end  bool // the last byte was read
	out  func() error
}

// Open opens the file of a part, counted from 0. ErrNotFound, ErrState if it is
// not made yet, ErrGone if it was removed. ctx is needed until the Download is
// closed, but may have ended then.
func (p *Press) Open(ctx context.Context, entity, id string, part int) (*Download, error) {
	job, parts, err := p.JobParts(ctx, entity, id)
	if err != nil {
		return nil, err
	}
	switch {
	case part < 0 || part >= len(parts):
		return nil, fmt.Errorf("%w: part %d of the %d of job %s", ErrNotFound, part+1, len(parts), id)
	case job.State == Cancelled:
		return nil, fmt.Errorf("%w: %s is cancelled", ErrState, id)
	case !job.Removed.IsZero():
		return nil, fmt.Errorf("%w: job %s, files removed %s", ErrGone, id, job.Removed.Format(time.DateOnly))
	case parts[part].Made.IsZero():
		return nil, fmt.Errorf("%w: part %d of job %s is not made yet", ErrState, part+1, id)
	}
	f, err := p.openPart(job, parts[part])
	if err != nil {
		return nil, err
	}
	d := &Download{Part: parts[part], Name: parts[part].name(job), file: f}
	d.out = func() error {
		if !d.Part.Out.IsZero() {
			return nil
		}
		return p.HandOut(context.WithoutCancel(ctx), entity, id, part)
	}
	return d, nil
}

func (p *Press) openPart(job Job, part Part) (file, error) {
	name := part.name(job)
	f, err := p.spool.disk.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: part %d of job %s", ErrGone, part.Index+1, job.ID)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSpool, err)
	}
	if !p.spool.has(name, part.Size) {
		return nil, errors.Join(fmt.Errorf("%w: part %d of job %s has another size", ErrGone, part.Index+1, job.ID), f.Close())
	}
	return f, nil
}

// Read implements io.Reader.
func (d *Download) Read(b []byte) (int, error) {
	n, err := d.file.Read(b)
	d.at += int64(n)
	d.end = d.end || n > 0 && d.at == d.Part.Size || d.Part.Size == 0
	return n, err
}

// Seek implements io.Seeker.
func (d *Download) Seek(offset int64, whence int) (int64, error) {
	at, err := d.file.Seek(offset, whence)
	if err == nil {
		d.at = at
	}
	return at, err
}

// Close implements io.Closer.
func (d *Download) Close() error {
	err := d.file.Close()
	if d.end {
		d.end = false
		err = errors.Join(err, d.out())
	}
	return err
}

// HandOut notes that whoever prints has a part. With the last part of a job its
// items leave the queue, and where it ended on the stock is remembered. A part
// that was handed out before changes nothing. ErrNotFound, ErrState.
func (p *Press) HandOut(ctx context.Context, entity, id string, part int) error {
	now := p.Now().UTC()
	_, err := p.changeJob(ctx, entity, id, func(tx storage.Tx, job *Job) error {
		parts := job.Parts()
		if part < 0 || part >= len(parts) {
			return fmt.Errorf("%w: part %d of the %d of job %s", ErrNotFound, part+1, len(parts), id)
		}
		at := partKey(entity, id, part)
		row, err := readRow[partRow](tx, at, fmt.Errorf("%w: part %d of job %s is not made yet", ErrState, part+1, id))
		if err != nil {
			return err
		}
		if job.State == Cancelled {
			return fmt.Errorf("%w: %s is cancelled", ErrState, id)
		}
		if !row.Out.IsZero() {
			return nil
		}
		row.Out = now
		if err := writeRow(tx, at, row); err != nil {
			return err
		}
		if err := setClaims(tx, *job, parts[part], true); err != nil {
			return err
		}
		return partOut(tx, job, len(parts), now)
	})
	return err
}

// partOut counts a part that was handed out, and settles the job after the last.
func partOut(tx storage.Tx, job *Job, parts int, now time.Time) error {
	if job.PartsOut++; job.PartsOut < parts {
		return nil
	}
	job.HandedOut = now
	if err := release(tx, job.Entity, job.ID, true); err != nil {
		return err
	}
	at, err := readPosition(tx, job.Entity, job.Sheet.stock())
	if err != nil {
		return err
	}
	return setPosition(tx, job.Entity, at, job.next(), job.ID, now)
}

// A Target is a printer that the operator lets the service connect to.
type Target struct {
	Name   string // 1 to 64 of a-z, 0-9 and "-"; what profiles name
	URL    string // tcp://HOST:PORT or lp:QUEUE
	Entity string // whose printer it is; "" for everybody's
}

// checkTargets refuses names that are none, or given twice.
func checkTargets(targets []Target) error {
	seen := map[string]bool{}
	for _, t := range targets {
		if !validID(t.Name) || t.URL == "" || seen[t.Name] {
			return fmt.Errorf("%w: the name %.70q of %.100q is not one of its own of a-z, 0-9 and \"-\"", ErrTarget, t.Name, t.URL)
		}
		seen[t.Name] = true
	}
	return nil
}

// TargetsOf are the printers that an entity may send to.
func (p *Press) TargetsOf(entity string) (targets []Target) {
	for _, t := range p.Targets {
		if t.Entity == "" || t.Entity == entity {
			targets = append(targets, t)
		}
	}
	return targets
}

func (p *Press) target(entity, name string) (Target, error) {
	for _, t := range p.TargetsOf(entity) {
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

// Send sends a part, counted from 0, to the target of this name, or of the
// job's printer for "". The part is handed out once bytes of it went out, also
// if not all did. ErrTarget and those of Open and of the Sender.
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
	kind := d.kind()
	sent, err := p.Sender.Send(ctx, t.URL, kind, d.Name, d.file, d.Part.Size, func(n int64) {
		if progress != nil {
			progress(n, d.Part.Size)
		}
	})
	if sent > 0 {
		err = errors.Join(err, d.out())
	}
	return err
}

// kind is the kind of the file, by its name.
func (d *Download) kind() PrinterKind {
	for i := len(d.Name) - 1; i >= 0; i-- {
		if d.Name[i] == '.' {
			return PrinterKind(d.Name[i+1:])
		}
	}
	return PDF
}
