package web

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A paper is a document of a batch with what held on the two days that count:
// that of production and today.
type paper struct {
	trace.Document
	Name   string
	Making bool // in force on the day of production
	Today  bool // in force today
}

// papers are the documents of a scan's batch.
func (p *page) papers(s *trace.Scan) (all []paper) {
	if s.Batch == nil {
		return nil
	}
	b := s.Batch.Fact
	for _, d := range b.Documents {
		all = append(all, paper{
			Document: d, Name: p.choice(ocop.DocumentKinds(), d.Kind),
			Making: d.Issued.Compare(b.Produced) <= 0 && !d.Expired(b.Produced),
			Today:  !d.Expired(s.Day),
		})
	}
	return all
}
