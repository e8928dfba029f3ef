package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"
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

// kind is the kind of the file, by its name.
func (d *Download) kind() PrinterKind {
	for i := len(d.Name) - 1; i >= 0; i-- {
		if d.Name[i] == '.' {
			return PrinterKind(d.Name[i+1:])
		}
	}
	return PDF
}
