package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// maxInput bounds a file of batches or facts, in bytes.
const maxInput = 64 << 20

// batchFields are the columns of a file of batches.
var batchFields = []string{"product", "lot", "produced", "expires", "bestBefore", "quantity", "unit"}

// A row is one batch as it stands in a file.
type row struct {
	line   int
	values map[string]string // by batchFields; what is absent is empty
}

var errInput = errors.New("the file cannot be read")

func inputError(file string, line int, format string, args ...any) error {
	return fmt.Errorf("%w: %s:%d: %s", errInput, file, line, fmt.Sprintf(format, args...))
}

// readRows reads CSV or JSON, told apart by the first character.
func readRows(file string, data []byte) ([]row, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, withHint(inputError(file, invalidLine(data), "not UTF-8"), "in a spreadsheet, save as “CSV UTF-8”")
	}
	if begin := bytes.TrimSpace(data); len(begin) > 0 && (begin[0] == '[' || begin[0] == '{') {
		return readJSONRows(file, data)
	}
	return readCSVRows(file, data)
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

// batch makes a batch of a row, and lists what is not of its field's type.
func (r row) batch(file string) (*trace.Batch, []fault) {
	b := &trace.Batch{Product: r.values["product"], Lot: r.values["lot"], Unit: r.values["unit"]}
	var faults []fault
	wrong := func(field, reason string) {
		faults = append(faults, fault{File: file, Line: r.line, Field: field, Value: r.values[field], Key: "unreadable", Reason: reason})
	}
	for field, date := range map[string]*ocop.Date{"produced": &b.Produced, "expires": &b.Expires, "bestBefore": &b.BestBefore} {
		if r.values[field] == "" {
			continue
		}
		var err error
		if *date, err = ocop.ParseLocalDate(r.values[field]); err != nil {
			wrong(field, "not a day; write 2026-11-23 or 23/11/2026")
		}
	}
	if quantity := r.values["quantity"]; quantity != "" {
		var err error
		if b.Quantity, err = strconv.ParseInt(quantity, 10, 64); err != nil {
			wrong("quantity", "not a whole number; write digits only, such as 1200")
		}
	}
	slices.SortFunc(faults, func(a, b fault) int {
		return slices.Index(batchFields, a.Field) - slices.Index(batchFields, b.Field)
	})
	return b, faults
}

// readJSONRows reads an array of objects with members of batchFields, whose
// values are texts or whole numbers.
func readJSONRows(file string, data []byte) (rows []row, err error) {
	err = eachElement(file, data, func(line int, element json.RawMessage) error {
		members, err := readMembers(file, line, element)
		if err != nil {
			return err
		}
		r := row{line, make(map[string]string)}
		for _, m := range members {
			if !slices.Contains(batchFields, m.name) {
				return inputError(file, m.line, "unknown field %s; known are %s", shortened(m.name), strings.Join(batchFields, ", "))
			}
			if r.values[m.name], err = scalar(m.value); err != nil {
				return inputError(file, m.line, "%s: %v", m.name, err)
			}
		}
		rows = append(rows, r)
		return nil
	})
	return rows, err
}

// scalar is the text of a JSON text, number or null.
func scalar(value json.RawMessage) (string, error) {
	switch value[0] {
	case '"':
		var s string
		err := json.Unmarshal(value, &s)
		return strings.TrimSpace(s), err
	case 'n':
		return "", nil
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return string(value), nil
	}
	return "", fmt.Errorf("%s is neither a text nor a number", shortened(string(value)))
}

// eachElement calls f for each element of a JSON array, with its line.
func eachElement(file string, data []byte, f func(line int, element json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return inputError(file, lineAt(data, d.InputOffset()), "a JSON array is needed, [ … ]")
	}
	for d.More() {
		at := d.InputOffset()
		var element json.RawMessage
		if err := d.Decode(&element); err != nil {
			return jsonError(file, data, err)
		}
		at += int64(bytes.IndexFunc(data[at:], func(r rune) bool { return !strings.ContainsRune(", \t\r\n", r) }))
		if err := f(lineAt(data, at), element); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return jsonError(file, data, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return inputError(file, lineAt(data, d.InputOffset()), "something follows the JSON value")
	}
	return nil
}

// A member is one member of a JSON object.
type member struct {
	name  string
	line  int
	value json.RawMessage
}

// readMembers reads a JSON object that begins on a line. A name that is there
// twice is an error.
func readMembers(file string, line int, object json.RawMessage) (members []member, err error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, inputError(file, line, "an object is needed, { … }")
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, jsonError(file, object, err)
		}
		m := member{name: name.(string), line: line - 1 + lineAt(object, d.InputOffset())}
		if slices.ContainsFunc(members, func(other member) bool { return other.name == m.name }) {
			return nil, inputError(file, m.line, "%s is there twice", shortened(m.name))
		}
		if err := d.Decode(&m.value); err != nil {
			return nil, jsonError(file, object, err)
		}
		members = append(members, m)
	}
	return members, nil
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(offset, int64(len(data)))], []byte("\n"))
}

func jsonError(file string, data []byte, err error) error {
	offset := int64(len(data))
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	}
	return inputError(file, lineAt(data, offset), "not JSON: %v", err)
}
