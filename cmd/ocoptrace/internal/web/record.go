package web

import (
	"strings"
	"time"

	"ocoptrace/trace"
)

// A record is a statement as pages list it.
type record struct {
	Title  string
	Kind   trace.Kind
	Index  int64
	Issued time.Time
	Issuer string // DID
	Key    string // its public key, of the DID document
	Path   string // of the record; "/jwt" and "/proof" can be added
}

func (p *page) records(s *trace.Scan) (all []record) {
	for _, e := range s.Evidence() {
		all = append(all, p.record(e))
	}
	return all
}

// commonKey is the key that signed all records; "" if several did.
func commonKey(records []record) string {
	for _, r := range records {
		if r.Key != records[0].Key {
			return ""
		}
	}
	return records[0].Key
}

func (p *page) record(e *trace.Evidence) record {
	_, key, _ := strings.Cut(e.Method, "#")
	return record{
		Title: p.T("kind." + string(e.Fact.Kind())), Kind: e.Fact.Kind(), Index: e.Index, Issued: e.Issued,
		Issuer: e.Issuer, Key: key, Path: "/records/" + strings.TrimPrefix(e.ID, "urn:uuid:"),
	}
}
