package table

import (
	"slices"
	"strings"
	"unicode"

	"ocoptrace/trace"

	"golang.org/x/text/unicode/norm"
)

// A Column is one thing that a table should hold.
type Column struct {
	Key      string   // as problems name it
	Names    []string // by which a header is recognised besides Key
	Required bool
}

// A Schema lists the columns that a table should have.
type Schema []Column

// A Mapping says in which column of a table, counted from 0, the value of a key
// stands. Keys that stand nowhere are absent.
type Mapping map[string]int

// Guess maps the columns whose header is, or else begins with, a name of
// theirs. No column of the table is taken twice.
func (s Schema) Guess(header Row) Mapping {
	m, taken := make(Mapping), make(map[int]bool)
	for _, matches := range []func(header, name string) bool{
		func(header, name string) bool { return header == name },
		func(header, name string) bool { return strings.HasPrefix(header, name+" ") },
	} {
		for _, c := range s {
			if _, found := m[c.Key]; found {
				continue
			}
			if i := c.find(header, taken, matches); i >= 0 {
				m[c.Key], taken[i] = i, true
			}
		}
	}
	return m
}

func (c Column) find(header Row, taken map[int]bool, matches func(header, name string) bool) int {
	for _, name := range append([]string{c.Key}, c.Names...) {
		name = folded(name)
		i := slices.IndexFunc(header.Cells, func(cell string) bool { return matches(folded(cell), name) })
		if i >= 0 && !taken[i] {
			return i
		}
	}
	return -1
}

// Check returns what keeps a mapping from being used on a table with a header:
// a required column that stands nowhere, one that the table does not have, or
// two that stand in one.
func (s Schema) Check(m Mapping, header Row) (problems trace.Problems) {
	taken := make(map[int]string)
	for _, c := range s {
		i, found := m[c.Key]
		switch {
		case !found && c.Required:
			problems = append(problems, trace.Problem{Field: c.Key, Key: "tableColumnNeeded"})
		case found && (i < 0 || i >= len(header.Cells)):
			problems = append(problems, trace.Problem{Field: c.Key, Key: "tableColumnAbsent", Args: []any{int64(i + 1)}})
		case found && taken[i] != "":
			problems = append(problems, trace.Problem{Field: c.Key, Key: "tableColumnTwice", Args: []any{header.Cell(i)}})
		case found:
			taken[i] = c.Key
		}
	}
	return problems
}

// Values are the cells of a row by key; those that stand nowhere are "".
func (m Mapping) Values(r Row) map[string]string {
	values := make(map[string]string, len(m))
	for key, i := range m {
		values[key] = r.Cell(i)
	}
	return values
}

// folded is a header without case, tones and punctuation: words of a-z and 0-9
// between single spaces.
func folded(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r):
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
