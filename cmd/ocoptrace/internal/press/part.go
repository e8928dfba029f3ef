package press

import (
	"context"
	"fmt"
	"time"

	"ocoptrace/storage"
)

// partLabels is how many labels a part has at most, copies counted, unless one
// sheet has more.
const partLabels = 2400

// A Piece is labels of which each is printed so many times in a row.
type Piece struct {
	Span
	Copies int
}

// A Part is one file of a job.
type Part struct {
	Index  int     // from 0
	Pieces []Piece // in the order in which they are printed
	Start  int     // position of the first label on the first sheet; 1 for all parts but the first
	Labels int64   // copies counted

	Size   int64     // bytes; 0 until it is made
	Digest string    // SHA-256 of the file, hexadecimal; "" until it is made
	Made   time.Time // zero until it is made
	Out    time.Time // when it was handed out; zero until then

	Sent    time.Time // when all of it had gone to a printer; zero until then
	Partial bool      // sending it began, and is not known to have come to its end
}

// partRow is what is stored of a part.
type partRow struct {
	Size   int64     `json:"size"`
	Digest string    `json:"sha256"`
	Made   time.Time `json:"made"`
	Out    time.Time `json:"out,omitzero"`

	Sent    time.Time `json:"sent,omitzero"`
	Partial bool      `json:"partial,omitempty"`
}

func partKey(entity, job string, index int) []byte {
	return append(under(partTable, entity, job), number(int64(index))...)
}

// Parts divides a job: every part but the last ends with a whole sheet.
func (j Job) Parts() (parts []Part) {
	per, each := int64(perSheet(j.Sheet)), int64(copies(j.Sheet))
	most := max(partLabels-partLabels%per, per)
	all := j.Labels()
	first := start(j.Sheet)
	room := most - int64(first-1)
	for at := int64(0); at < all; {
		end := min(at+room, all)
		parts = append(parts, Part{
			Index: len(parts), Start: first, Labels: end - at,
			Pieces: pieces(j.Spans, each, at, end),
		})
		at, room, first = end, most, 1
	}
	return parts
}

// pieces are the labels at places from to to-1, where each label of the spans
// takes as many places as it has copies.
func pieces(spans []Span, copies, from, to int64) (all []Piece) {
	for _, s := range spans {
		places := s.Len() * copies
		if lo, hi := max(from, 0), min(to, places); lo < hi {
			all = append(all, cut(s, copies, lo, hi)...)
		}
		from, to = from-places, to-places
	}
	return all
}

// cut is pieces of one span: a label whose copies began in the part before,
// whole ones, and a label whose copies end in the part behind.
func cut(s Span, copies, lo, hi int64) (all []Piece) {
	add := func(labels, n int64) {
		if labels > 0 && n > 0 {
			from := s.From + lo/copies
			all = append(all, Piece{Span{s.Run, from, from + labels - 1}, int(n)})
			lo += labels * n
		}
	}
	if lo%copies != 0 {
		add(1, min(copies-lo%copies, hi-lo))
	}
	add((hi-lo)/copies, copies)
	add(1, hi-lo)
	return all
}

// name is the name of the part's file.
func (t Part) name(j Job) string {
	return fmt.Sprintf("%s-%04d.%s", j.ID, t.Index+1, j.Printer.Kind)
}

// readParts divides a job and adds what is stored of each part.
func readParts(tx storage.Tx, job Job) ([]Part, error) {
	parts := job.Parts()
	keys := make([][]byte, len(parts))
	for i := range parts {
		keys[i] = partKey(job.Entity, job.ID, i)
	}
	i := -1
	err := eachRow(tx, under(partTable, job.Entity, job.ID), nil, func(key []byte, row partRow) error {
		for i++; i < len(keys) && string(keys[i]) != string(key); i++ {
		}
		if i == len(keys) {
			return fmt.Errorf("job %s has a row of a part it does not have", job.ID)
		}
		parts[i].Size, parts[i].Digest, parts[i].Made, parts[i].Out = row.Size, row.Digest, row.Made, row.Out
		parts[i].Sent, parts[i].Partial = row.Sent, row.Partial
		return nil
	})
	return parts, err
}

// JobParts returns a job of an entity and its parts. ErrNotFound.
func (p *Press) JobParts(ctx context.Context, entity, id string) (job Job, parts []Part, err error) {
	if err := checkJob(entity, id); err != nil {
		return job, nil, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		if job, err = readJob(tx, entity, id); err != nil {
			return err
		}
		parts, err = readParts(tx, job)
		return err
	})
	return job, parts, err
}

// ETag is the entity tag of the part's file for HTTP (RFC 9110 section 8.8.3).
func (t Part) ETag() string { return `"` + t.Digest + `"` }
