package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// ErrSample says that a file is not a sample.
var ErrSample = errors.New("sample: malformed")

// A Sample is what assets.Sample specifies, its days reckoned.
type Sample struct {
	Entities     []*trace.Entity            `json:"entities"`
	Products     []*trace.Product           `json:"products"`
	Recognitions []*trace.Recognition       `json:"recognitions"`
	Changes      []*trace.RecognitionChange `json:"changes"`
	Batches      []*trace.Batch             `json:"batches"`
	Runs         []Run                      `json:"runs"`
	Recalls      []*trace.Recall            `json:"recalls"`
	Points       []*trace.Point             `json:"points"`
	Diary        []*trace.DiaryEntry        `json:"diary"`
	Inspections  []*trace.Inspection        `json:"inspections"`
	Drawings     []Drawing                  `json:"drawings"`

	today ocop.Date
}

// A Run is the labels of a batch, of which there is at most one run.
type Run struct {
	Product  string     `json:"product"`
	Lot      string     `json:"lot"`
	Stock    string     `json:"stock"`
	Count    int64      `json:"count"`
	Activate [][2]int64 `json:"activate"`
	Void     []Void     `json:"void"`
}

// Void is a stretch of spoiled labels.
type Void struct {
	From   int64  `json:"from"`
	To     int64  `json:"to"`
	Reason string `json:"reason"`
}

// Read reads a sample that is loaded on a day. Error: ErrSample.
func Read(data []byte, today ocop.Date) (*Sample, error) {
	days, err := withDays(data, today)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSample, err)
	}
	s := &Sample{today: today}
	d := json.NewDecoder(bytes.NewReader(days))
	d.DisallowUnknownFields()
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSample, err)
	}
	seen := make(map[string]bool)
	for _, r := range s.Runs {
		batch := r.Product + "/" + r.Lot
		if seen[batch] {
			return nil, fmt.Errorf("%w: two runs for batch %s", ErrSample, batch)
		}
		seen[batch] = true
	}
	return s, nil
}

// facts are those that refer to no batch, each after what it refers to.
func (s *Sample) facts() []trace.Fact {
	var all []trace.Fact
	all = appendFacts(all, s.Entities)
	all = appendFacts(all, s.Products)
	all = appendFacts(all, s.Recognitions)
	return appendFacts(all, s.Changes)
}

// happenings are what is stated about places and batches beside labels.
func (s *Sample) happenings() []trace.Fact {
	all := appendFacts(nil, s.Points)
	all = appendFacts(all, s.Diary)
	return appendFacts(all, s.Inspections)
}

func appendFacts[F trace.Fact](all []trace.Fact, facts []F) []trace.Fact {
	for _, f := range facts {
		all = append(all, f)
	}
	return all
}

// changes are what happens to the labels of a printed run.
func (s *Sample) changes(r Run, id string) []trace.Fact {
	var all []trace.Fact
	for _, a := range r.Activate {
		all = append(all, &trace.LabelStatus{Run: id, From: a[0], To: a[1], State: trace.LabelActive, Date: s.today})
	}
	for _, v := range r.Void {
		all = append(all, &trace.LabelStatus{Run: id, From: v.From, To: v.To, State: trace.LabelVoided, Reason: v.Reason, Date: s.today})
	}
	return all
}
