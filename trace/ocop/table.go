package ocop

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
)

// ErrTable means that a table is damaged.
var ErrTable = errors.New("damaged table")

// A line is one row of a table by column name. Its first fault is kept in the
// reader of the table.
type line struct {
	r      *reader
	where  string
	fields map[string]string
}

// A reader reads the tables of a file system and keeps the first fault.
type reader struct {
	files   fs.FS
	sources map[string]Source
	err     error
}

func (r *reader) fail(where, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s: %s", ErrTable, where, fmt.Sprintf(format, args...))
	}
}

// table calls f for every row of a file, from the second line on.
func (r *reader) table(file string, f func(line)) {
	in, err := r.files.Open("tables/" + file)
	if err != nil {
		r.fail(file, "%v", err)
		return
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil || len(rows) < 2 {
		r.fail(file, "%d lines, %v", len(rows), err)
		return
	}
	for i, row := range rows[1:] {
		l := line{r, fmt.Sprintf("%s row %d", file, i+2), make(map[string]string, len(row))}
		for column, name := range rows[0] {
			l.fields[name] = row[column]
		}
		f(l)
	}
}

// text returns a field that may be empty.
func (l line) text(name string) string {
	value, found := l.fields[name]
	if !found {
		l.r.fail(l.where, "no column %s", name)
	}
	return value
}

// must returns a field that may not be empty.
func (l line) must(name string) string {
	value := l.text(name)
	if value == "" {
		l.r.fail(l.where, "empty %s", name)
	}
	return value
}

// one returns a field that has one of the values.
func (l line) one(name string, values ...string) string {
	value := l.text(name)
	for _, allowed := range values {
		if value == allowed {
			return value
		}
	}
	l.r.fail(l.where, "%s is %q, not one of %q", name, value, values)
	return value
}

func (l line) yes(name string) bool { return l.one(name, "yes", "no") == "yes" }

func (l line) date(name string) (d Date) {
	if err := d.UnmarshalText([]byte(l.text(name))); err != nil {
		l.r.fail(l.where, "%s: %v", name, err)
	}
	return d
}

func (l line) count(name string) int {
	n, err := strconv.ParseUint(l.text(name), 10, 16)
	if err != nil {
		l.r.fail(l.where, "%s: %v", name, err)
	}
	return int(n)
}

func (l line) number(name string) float64 {
	x, err := strconv.ParseFloat(l.text(name), 64)
	if err != nil || !(0 <= x && x <= 1e6) { // NaN is neither
		l.r.fail(l.where, "%s is %q", name, l.text(name))
	}
	return x
}
