package press

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ocoptrace/storage"
)

// A claim is labels of a part of a job, from when the job is made. Who wants
// them in another job must say why.
type claim struct {
	Span Span   `json:"span"`
	Job  string `json:"job"`
	Out  bool   `json:"out,omitempty"` // the part was handed out
}

func claimKey(entity string, s Span, job string, part int) []byte {
	k := append(under(claimTable, entity, s.Run), number(s.From)...)
	return append(append(k, job...), number(int64(part))...)
}

// setClaims stores the claims of a part.
func setClaims(tx storage.Tx, job Job, part Part, out bool) error {
	for _, piece := range part.Pieces {
		row := claim{piece.Span, job.ID, out}
		if err := writeRow(tx, claimKey(job.Entity, piece.Span, job.ID, part.Index), row); err != nil {
			return err
		}
	}
	return nil
}

// dropClaims deletes the claims of a part.
func dropClaims(tx storage.Tx, job Job, part Part) error {
	for _, piece := range part.Pieces {
		if err := tx.Delete(claimKey(job.Entity, piece.Span, job.ID, part.Index)); err != nil {
			return err
		}
	}
	return nil
}

// A ReprintError names labels that were in other jobs. It is ErrReprint.
type ReprintError struct {
	Spans []Span   // merged
	Jobs  []string // each once
}

func (e *ReprintError) Error() string {
	var texts []string
	for i, s := range e.Spans {
		if i == 5 {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, s.String())
	}
	return fmt.Sprintf("%v: %s", ErrReprint, strings.Join(texts, ", "))
}

// Unwrap returns ErrReprint.
func (e *ReprintError) Unwrap() error { return ErrReprint }

// claimed returns the labels of spans that another job has, and nil for none.
func claimed(tx storage.Tx, entity, job string, spans []Span) (*ReprintError, error) {
	var found ReprintError
	jobs := map[string]bool{}
	byRun := map[string][]Span{}
	for _, s := range merged(spans) {
		byRun[s.Run] = append(byRun[s.Run], s)
	}
	for run, wanted := range byRun {
		err := eachRow(tx, under(claimTable, entity, run), nil, func(_ []byte, c claim) error {
			for _, w := range wanted {
				if m, ok := w.meet(c.Span); ok && c.Job != job {
					found.Spans = append(found.Spans, m)
					if !jobs[c.Job] {
						jobs[c.Job] = true
						found.Jobs = append(found.Jobs, c.Job)
					}
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(found.Spans) == 0 {
		return nil, nil
	}
	found.Spans = merged(found.Spans)
	slices.Sort(found.Jobs)
	return &found, nil
}

var errManyFragments = errors.New("the labels printed before lie in too many places: make several jobs")
