package place

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

const (
	maxRows = 12000   // Viet Nam had 11,000 communes at most
	maxFile = 4 << 20 // bytes
	maxName = 100     // characters
)

// columns are the header of a list.
var columns = []string{"commune_code", "commune_name", "commune_name_en", "province_code", "province_name"}

// ErrList means that a file is no list of communes, or has errors in rows.
var ErrList = errors.New("not a list of communes")

// A RowError is one thing wrong in a row of a list.
type RowError struct {
	Line   int    // from 1, of the file
	Column string // of the header; "" if the row as a whole
	Value  string
	Reason string // plain English
}

func (e RowError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("line %d: %s %.60q: %s", e.Line, e.Column, e.Value, e.Reason)
}

// RowErrors are all errors of a list, in the order of its lines. It is ErrList.
type RowErrors []RowError

func (e RowErrors) Error() string {
	if len(e) == 1 {
		return fmt.Sprintf("%v: %v", ErrList, e[0])
	}
	return fmt.Sprintf("%v: %v, and %d more errors", ErrList, e[0], len(e)-1)
}

// Is makes RowErrors an ErrList.
func (e RowErrors) Is(target error) bool { return target == ErrList }

// A List is what ReadCommunes read.
type List struct {
	Communes []Commune // in the order of their codes
	Digest   string    // SHA-256 of what was read, hexadecimal; equal for equal communes
}

// ReadCommunes reads a list in the form of the package comment. Errors in rows
// are RowErrors, all of them; anything else wrong with the file is ErrList.
func ReadCommunes(r io.Reader) (List, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return List{}, err
	}
	if len(data) > maxFile {
		return List{}, fmt.Errorf("%w: more than %d bytes", ErrList, maxFile)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if line := invalidLine(data); line > 0 {
		return List{}, RowErrors{{Line: line, Reason: "not UTF-8; in a spreadsheet, save as “CSV UTF-8”"}}
	}
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord = -1
	if err := readHeader(c); err != nil {
		return List{}, err
	}
	l := lister{lines: make(map[string]int)}
	if err := l.readRows(c); err != nil {
		return List{}, err
	}
	return l.list()
}

// invalidLine is the first line that is not UTF-8; 0 if all are.
func invalidLine(data []byte) int {
	line := 0
	for l := range bytes.Lines(data) {
		line++
		if !utf8.Valid(l) {
			return line
		}
	}
	return 0
}

func readHeader(c *csv.Reader) error {
	header, err := c.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: the file is empty", ErrList)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrList, err)
	}
	if !slices.Equal(header, columns) {
		return fmt.Errorf("%w: the first row must be %s, not %.100q", ErrList, strings.Join(columns, ","), strings.Join(header, ","))
	}
	return nil
}

// A lister gathers communes and errors of rows.
type lister struct {
	communes []Commune
	lines    map[string]int // by code
	errs     RowErrors
}

func (l *lister) readRows(c *csv.Reader) error {
	for {
		row, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil: // quotes are wrong: where rows begin is unknown from here
			return fmt.Errorf("%w: %w", ErrList, err)
		case len(l.lines) == maxRows:
			return fmt.Errorf("%w: more than %d rows", ErrList, maxRows)
		}
		line, _ := c.FieldPos(0)
		l.row(line, row)
	}
}

func (l *lister) row(line int, row []string) {
	if len(row) != len(columns) {
		l.errs = append(l.errs, RowError{Line: line, Reason: fmt.Sprintf("%d columns, not %d", len(row), len(columns))})
		return
	}
	for i := range row {
		row[i] = norm.NFC.String(strings.TrimSpace(row[i]))
	}
	before := len(l.errs)
	wrong := func(column int, format string, args ...any) {
		l.errs = append(l.errs, RowError{line, columns[column], row[column], fmt.Sprintf(format, args...)})
	}
	if !digits(row[0], 5) {
		wrong(0, "a code is five digits; a spreadsheet drops leading zeros unless the column is text")
	} else if first, twice := l.lines[row[0]]; twice {
		wrong(0, "also on line %d", first)
	}
	rank, short := splitRank(row[1])
	switch {
	case rank == "":
		wrong(1, "a name begins with Xã, Phường, Đặc khu or Thị trấn")
	case badName(short) != "":
		wrong(1, "%s", badName(short))
	}
	if row[2] != "" && badName(row[2]) != "" {
		wrong(2, "%s", badName(row[2]))
	}
	checkProvince(row, wrong)
	l.lines[row[0]] = line
	if len(l.errs) == before {
		l.communes = append(l.communes, Commune{row[0], rank + " " + short, row[2], row[3]})
	}
}

func checkProvince(row []string, wrong func(column int, format string, args ...any)) {
	p, known := ocop.ProvinceByCode(row[3])
	if !known {
		wrong(3, "there is no such province; codes are two digits, 01 to 96")
		return
	}
	typed := Fold(row[4])
	for _, rank := range []string{"tinh ", "thanh pho ", "tp "} {
		typed = strings.TrimPrefix(typed, rank)
	}
	if typed != Fold(p.Name) {
		wrong(4, "%s is %s", row[3], p.FullName())
	}
}

// badName says what is wrong with a name; "" if nothing.
func badName(name string) string {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return "the name is missing"
	case n > maxName:
		return fmt.Sprintf("%d characters, at most %d are allowed", n, maxName)
	case strings.Contains(name, "  "):
		return "two spaces follow each other"
	case Fold(name) == "":
		return "there is no letter in it"
	}
	for _, r := range name {
		if !nameRune(r) {
			return fmt.Sprintf("%q does not belong in a name", r)
		}
	}
	return ""
}

func (l *lister) list() (List, error) {
	if len(l.errs) > 0 {
		return List{}, l.errs
	}
	if len(l.communes) == 0 {
		return List{}, fmt.Errorf("%w: no rows follow the header", ErrList)
	}
	slices.SortFunc(l.communes, func(a, b Commune) int { return strings.Compare(a.Code, b.Code) })
	h := sha256.New()
	for _, c := range l.communes {
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\n", c.Code, c.Name, c.NameEn, c.Province)
	}
	return List{l.communes, hex.EncodeToString(h.Sum(nil))}, nil
}
