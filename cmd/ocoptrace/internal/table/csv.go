package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

const byteOrderMark = "\xef\xbb\xbf"

func readCSV(data []byte, l Limits) (rows []Row, err error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	if !utf8.Valid(data) {
		return nil, problem("tableNotUTF8", int64(invalidLine(data)))
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, problem("tableUnknown")
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = separator(data), -1
	for {
		record, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, csvProblem(err)
		}
		line, _ := r.FieldPos(0)
		if rows, err = l.add(rows, Row{line, tidied(record)}); err != nil {
			return nil, err
		}
	}
}

// add adds a row that is within the limits.
func (l Limits) add(rows []Row, r Row) ([]Row, error) {
	if len(rows) > l.Rows {
		return nil, problem("tableTooLong", int64(l.Rows))
	}
	if len(r.Cells) > l.Columns {
		return nil, problem("tableTooWide", int64(r.Line), int64(l.Columns))
	}
	return append(rows, r), nil
}

func csvProblem(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return problem("tableQuotes", int64(parse.Line))
	}
	return err
}

func invalidLine(data []byte) int {
	line := 1
	for l := range bytes.Lines(data) {
		if !utf8.Valid(l) {
			break
		}
		line++
	}
	return line
}

// separator is the one that the header has most of.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	best, most := ',', 0
	for _, s := range ",;\t" {
		if n := bytes.Count(header, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}

// guarded is a text that no spreadsheet runs as a formula (OWASP, CSV
// Injection).
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// bare is a text without the apostrophe that guarded puts before it.
func bare(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		return s[1:]
	}
	return s
}
