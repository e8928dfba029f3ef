package gs1

import (
	"iter"
	"strconv"
	"strings"
)

// table holds every AI by its code. It is built once and never changed.
var table = buildTable(rows)

func buildTable(rows string) map[string]*AI {
	t := make(map[string]*AI)
	for line := range strings.Lines(strings.TrimSpace(rows)) {
		column := strings.Split(strings.TrimSpace(line), "|")
		var row AI
		row.parseFormat(column[1])
		row.parseUse(column[2])
		row.requires = groups(column[3])
		for code, title := range expand(column[0], column[5]) {
			a := row
			a.Code, a.Title = code, title
			a.excludes = a.patterns(column[4])
			t[code] = &a
		}
	}
	return t
}

// expand yields the codes of a row with their titles.
func expand(codes, titles string) iter.Seq2[string, string] {
	return func(yield func(code, title string) bool) {
		first, last, isRange := strings.Cut(codes, "-")
		switch {
		case !isRange:
			yield(first, titles)
		case strings.HasSuffix(first, "n"):
			families(first[:3], strings.Split(titles, "; "), yield)
		default:
			counted(first, last, titles, yield)
		}
	}
}

// families are the AIs of consecutive measures, with 0 to 5 decimals.
func families(first string, titles []string, yield func(code, title string) bool) {
	for i, title := range titles {
		for decimals := range 6 {
			if !yield(strconv.Itoa((number(first)+i)*10+decimals), title) {
				return
			}
		}
	}
}

// counted are the AIs from first to last; a number at the title's end counts on.
func counted(first, last, title string, yield func(code, title string) bool) {
	stem := strings.TrimRight(title, digits)
	for i := range number(last) - number(first) + 1 {
		counted := title
		if stem != title {
			counted = stem + strconv.Itoa(number(title[len(stem):])+i)
		}
		if !yield(strconv.Itoa(number(first)+i), counted) {
			return
		}
	}
}

func (a *AI) parseFormat(format string) {
	var b strings.Builder
	for i, part := range strings.Fields(format) {
		c, length := parseComponent(part)
		a.components = append(a.components, c)
		a.max += c.max
		if !c.optional {
			a.min += c.min
		}
		if i > 0 {
			length = "+" + length
		}
		if c.optional {
			length = "[" + length + "]"
		}
		b.WriteString(length)
	}
	a.Format = b.String()
}

// parseComponent reads "N6:date" or "[X..17]" and gives back its "N6", "X..17".
func parseComponent(s string) (component, string) {
	body := strings.Trim(s, "[]")
	length, names, _ := strings.Cut(body, ":")
	c := component{kind: length[0], set: charsets[length[0]], optional: s != body}
	if most, variable := strings.CutPrefix(length[1:], ".."); variable {
		c.min, c.max = 1, number(most)
	} else {
		c.min, c.max = number(length[1:]), number(length[1:])
	}
	for _, name := range list(names, ",") {
		c.rules = append(c.rules, ruleOf(name))
	}
	return c, length
}

var charsets = map[byte]class{'N': digit, 'X': cset82, 'Y': cset39, 'Z': cset64}

func (a *AI) parseUse(use string) {
	kind, qualifiers, _ := strings.Cut(use, " ")
	a.Key = kind == "key"
	a.Attribute = a.Key || kind == "attr"
	for _, sequence := range list(qualifiers, "/") {
		a.qualifiers = append(a.qualifiers, strings.Split(sequence, ","))
	}
}

// groups splits "01+21,8004".
func groups(s string) [][]string {
	var out [][]string
	for _, group := range list(s, ",") {
		out = append(out, strings.Split(group, "+"))
	}
	return out
}

// patterns splits "310n,8111".
func (a *AI) patterns(s string) []string {
	if s == "one" {
		return []string{a.Code[:3] + "n"}
	}
	return list(s, ",")
}

// list is strings.Split that makes nothing of "".
func list(s, separator string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, separator)
}

// number reads a number of the table.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("gs1: table of application identifiers: " + err.Error())
	}
	return n
}
