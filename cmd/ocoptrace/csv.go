package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// neededFields must be columns of a CSV file; the others may be absent.
var neededFields = []string{"product", "produced", "quantity"}

// readCSVRows reads CSV with a header line, separated by commas, semicolons or
// tabs, whichever the header has most of.
func readCSVRows(file string, data []byte) (rows []row, err error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err == io.EOF {
		return nil, inputError(file, 1, "the file is empty")
	}
	if err != nil {
		return nil, csvError(file, err)
	}
	columns, err := readHeader(file, header)
	if err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, csvError(file, err)
		}
		line, _ := r.FieldPos(0)
		if strings.Join(record, "") == "" { // a spreadsheet's empty row
			continue
		}
		if len(record) != len(columns) {
			return nil, withHint(inputError(file, line, "%d fields where the header has %d", len(record), len(columns)),
				"put texts that hold %q in double quotes", string(r.Comma))
		}
		row := row{line, make(map[string]string)}
		for i, column := range columns {
			row.values[column] = strings.TrimSpace(record[i])
		}
		rows = append(rows, row)
	}
}

func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', 0
	for _, s := range []rune{',', ';', '\t'} {
		if n := bytes.Count(header, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}

// readHeader finds the field of each column, whatever the case of its letters.
func readHeader(file string, header []string) (columns []string, err error) {
	for i, name := range header {
		name = strings.TrimSpace(name)
		known := slices.IndexFunc(batchFields, func(f string) bool { return strings.EqualFold(f, name) })
		if known < 0 {
			return nil, inputError(file, 1, "column %d is called %s; known are %s", i+1, shortened(name), strings.Join(batchFields, ", "))
		}
		if slices.Contains(columns, batchFields[known]) {
			return nil, inputError(file, 1, "there are two columns %q", batchFields[known])
		}
		columns = append(columns, batchFields[known])
	}
	for _, f := range neededFields {
		if !slices.Contains(columns, f) {
			return nil, inputError(file, 1, "there is no column %q", f)
		}
	}
	return columns, nil
}

func csvError(file string, err error) error {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return inputError(file, e.Line, "%v", e.Err)
	}
	return err
}
