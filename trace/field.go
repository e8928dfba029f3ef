package trace

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

// Longest texts, in characters.
const (
	maxName = 200
	maxLine = 500
	maxText = 4000
)

var (
	idPattern  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	lotPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,20}$`)
)

// tidy trims texts and brings them to NFC, in which Vietnamese letters are
// one code point each; pasted text often is not.
func tidy(texts ...*string) {
	for _, t := range texts {
		*t = norm.NFC.String(strings.TrimSpace(*t))
	}
}

// fields collects the problems of one fact.
type fields struct{ problems Problems }

func (f *fields) add(field, key string, args ...any) {
	f.problems = append(f.problems, Problem{field, key, args})
}

// must adds the problem unless ok.
func (f *fields) must(ok bool, field, key string, args ...any) {
	if !ok {
		f.add(field, key, args...)
	}
}

func (f *fields) required(field, text string, max int) {
	if text == "" {
		f.add(field, "required")
		return
	}
	f.optional(field, text, max)
}

func (f *fields) optional(field, text string, max int) {
	if n := utf8.RuneCountInString(text); n > max {
		f.add(field, "tooLong", n, max)
	}
	if !utf8.ValidString(text) {
		f.add(field, "notUTF8")
		return
	}
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			f.add(field, "controlCharacter")
			return
		}
	}
}

// id checks an identifier that also stands in links: 1-64 of a-z, 0-9, "-".
func (f *fields) id(field, id string) {
	switch {
	case id == "":
		f.add(field, "required")
	case len(id) > 64 || !idPattern.MatchString(id):
		f.add(field, "badID", id)
	}
}

// lot checks a lot number to be issued: AI 10 allows more characters, but
// these survive every proxy and printer.
func (f *fields) lot(field, lot string) {
	switch {
	case lot == "":
		f.add(field, "required")
	case !lotPattern.MatchString(lot), lot == ".", lot == "..":
		f.add(field, "badLot", lot)
	}
}

func (f *fields) count(field string, n, min, max int64) {
	if n < min || n > max {
		f.add(field, "outOfRange", n, min, max)
	}
}

// atMost bounds how many there are of something.
func (f *fields) atMost(field string, n, most int) {
	f.must(n <= most, field, "tooMany", n, most)
}

// element names the members of an element of a list, counted from 0: the name
// of the third photo is "photos.2.name".
func element(list string, i int) func(member string) string {
	return func(member string) string { return list + "." + strconv.Itoa(i) + "." + member }
}

// maxSubject bounds the JSON of a fact, in bytes, so that its record with
// signature and envelope is one that can be logged (credential.MaxSize).
const maxSubject = 57_000

// fits checks that a fact with lists is not too large for one record; field is
// the list most likely to be cut.
func (f *fields) fits(field string, fact Fact) {
	if len(f.problems) > 0 {
		return
	}
	text, err := json.Marshal(fact)
	f.must(err == nil && len(text) <= maxSubject, field, "recordTooLarge", len(text), maxSubject)
}

func (f *fields) date(field string, d ocop.Date) {
	if d.IsZero() {
		f.add(field, "required")
	}
}
