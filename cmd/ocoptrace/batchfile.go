package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/trace"
)

// A batchFile is a file of batches. Its digest and the service are the keys of
// orders, so that the same file is the same orders, and records of another
// service have other ids.
type batchFile struct {
	name    string
	digest  string
	service string // its log key
	rows    []row
}

func (p *program) readBatches(name string) (*batchFile, error) {
	data, err := p.readInput(name, maxInput)
	if err != nil {
		return nil, err
	}
	if name == "-" {
		name = "(input)"
	}
	rows, err := readRows(name, data)
	if err == nil && len(rows) == 0 {
		err = inputError(name, 1, "there are no batches in it")
	}
	return &batchFile{name: name, digest: fmt.Sprintf("%x", sha256.Sum256(data)), rows: rows}, err
}

// key names the order of rows from..to-1.
func (f *batchFile) key(from, to int) string {
	return fmt.Sprintf("batches %s %s %d-%d", f.service, f.digest, from, to)
}

// rowKey names the order of one row.
func (f *batchFile) rowKey(row int) string {
	return fmt.Sprintf("batches %s %s %d", f.service, f.digest, row)
}

// faults joins what was unreadable in a row with what the registry found; of
// one field, the first only.
func (f *batchFile) faults(r int, unreadable []fault, problems trace.Problems) []fault {
	all := slices.Clone(unreadable)
	for _, p := range problems {
		if slices.ContainsFunc(unreadable, func(u fault) bool { return u.Field == p.Field || endsOf(u.Field, p.Field) }) {
			continue
		}
		all = append(all, faultOf(f.name, f.rows[r].line, f.rows[r].values[p.Field], p))
	}
	return all
}

// endsOf says that a problem of an end date or lot may only follow from an
// unreadable date.
func endsOf(unreadable, field string) bool {
	dates := []string{"produced", "expires", "bestBefore"}
	return slices.Contains(dates, unreadable) && (slices.Contains(dates, field) || field == "lot")
}

// batchOf reads the batch of a record of the log.
func batchOf(record []byte) *trace.Batch {
	var r struct {
		CredentialSubject trace.Batch `json:"credentialSubject"`
	}
	json.Unmarshal(record, &r) // a record of our own log
	return &r.CredentialSubject
}

// parseRange reads FROM-TO, or one number for both.
func parseRange(s string) (from, to int64, err error) {
	first, last, several := strings.Cut(s, "-")
	from, err = strconv.ParseInt(first, 10, 64)
	if to = from; err == nil && several {
		to, err = strconv.ParseInt(last, 10, 64)
	}
	if err != nil || from < 1 || to < from {
		return 0, 0, fmt.Errorf("%s is not a range of labels, such as 1-48", shortened(s))
	}
	return from, to, nil
}
