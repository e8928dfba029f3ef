package table

import (
	"bytes"
	"strings"

	"ocoptrace/trace"

	"golang.org/x/text/unicode/norm"
)

// Limits bound what Read takes.
type Limits struct {
	Bytes    int   // of the file
	Unpacked int64 // of what an XLSX unpacks to, in bytes
	Rows     int   // besides the header
	Columns  int
}

// Usual are limits that hold a province's list of products several times.
var Usual = Limits{Bytes: 20 << 20, Unpacked: 64 << 20, Rows: 20000, Columns: 200}

// A Row is a line of a table.
type Row struct {
	Line  int      // as the spreadsheet numbers it, from 1
	Cells []string // without empty ones at the end
}

// Cell is a cell of the row, counted from 0; "" beyond its end.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// A Table is what a file holds.
type Table struct {
	Header Row
	Rows   []Row
}

// Read reads a CSV or XLSX file. Errors are trace.Problems of the field "file",
// for a person.
func Read(data []byte, l Limits) (*Table, error) {
	if len(data) > l.Bytes {
		return nil, problem("tableTooLarge", int64(l.Bytes>>20))
	}
	rows, err := readRows(data, l)
	if err != nil {
		return nil, err
	}
	t := &Table{}
	for _, r := range rows {
		if len(r.Cells) == 0 {
			continue
		}
		if t.Header.Cells == nil {
			t.Header = r
			continue
		}
		t.Rows = append(t.Rows, r)
	}
	switch {
	case t.Header.Cells == nil:
		return nil, problem("tableEmpty")
	case len(t.Rows) == 0:
		return nil, problem("tableOnlyHeader", int64(t.Header.Line))
	}
	return t, nil
}

func readRows(data []byte, l Limits) ([]Row, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readXLSX(data, l)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, problem("tableOldExcel")
	}
	return readCSV(data, l)
}

// problem is what is wrong with a file.
func problem(key string, args ...any) trace.Problems {
	return trace.Problems{{Field: "file", Key: key, Args: args}}
}

// lines ends lines as texts here do.
var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// tidied are cells as Row holds them.
func tidied(cells []string) []string {
	for i, c := range cells {
		cells[i] = bare(strings.TrimSpace(lines.Replace(norm.NFC.String(c))))
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
