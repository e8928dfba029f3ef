package web

import (
	"strings"
	"time"

	"ocoptrace/trace"
)

// A record is a statement as pages list it.
type record struct {
	Title  string
	Index  int64
	Issued time.Time
	Issuer string // DID
	Method string // the key, shortened
	Path   string // of the record; "/jwt" and "/proof" can be added
}

func (p *page) records(s *trace.Scan) (all []record) {
	for _, e := range s.Evidence() {
		all = append(all, p.record(e))
	}
	return all
}

func (p *page) record(e *trace.Evidence) record {
	_, key, _ := strings.Cut(e.Method, "#")
	return record{
		Title: p.T("kind." + string(e.Fact.Kind())), Index: e.Index, Issued: e.Issued,
		Issuer: e.Issuer, Method: key, Path: "/records/" + strings.TrimPrefix(e.ID, "urn:uuid:"),
	}
}
