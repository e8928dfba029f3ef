package audit

import (
	"encoding/csv"
	"io"
	"strings"
)

// TimeFormat is that of times in CSV files (RFC 3339, UTC).
const TimeFormat = "2006-01-02T15:04:05.000Z"

// A Sheet writes entries as CSV (RFC 4180, UTF-8).
type Sheet struct{ w *csv.Writer }

// NewSheet begins a CSV file with the line of its columns.
func NewSheet(w io.Writer) (*Sheet, error) {
	s := &Sheet{csv.NewWriter(w)}
	return s, s.w.Write([]string{"time", "who", "from", "did", "to"})
}

// Write adds an entry.
func (s *Sheet) Write(e Entry) error {
	return s.w.Write([]string{e.Time.Format(TimeFormat), inert(e.Who), string(e.From), e.Did, inert(e.To)})
}

// Close writes what was held back.
func (s *Sheet) Close() error {
	s.w.Flush()
	return s.w.Error()
}

// inert is a text that no spreadsheet program takes for a formula: names and
// lots are chosen by people.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
