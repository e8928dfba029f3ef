package place

import (
	"slices"
	"strings"
	"unicode"

	"ocoptrace/trace/ocop"
)

// A Finder finds units by their names. It does not change, and may be used by
// any number of goroutines.
type Finder struct {
	units     []Unit // in Vietnamese order of their names without rank
	entries   []entry
	words     []posting // in the order of words
	provinces map[string]uint32
	places    []posting // words of provinces; entry is a value of provinces
}

// An entry is a name of a unit, the present one or one that it had.
type entry struct {
	unit     uint32 // index of units
	province uint32
	past     bool
	rank     string
	text     string // name without rank, folded
	toned    string // the same, see toned
}

// A posting says that an entry has a word.
type posting struct {
	word  string
	entry uint32
}

// NewFinder makes a Finder of units, see Units. Leave out those that are gone
// where only present ones may be chosen.
func NewFinder(units []Unit) *Finder {
	f := &Finder{units: slices.Clone(units), provinces: make(map[string]uint32)}
	slices.SortFunc(f.units, func(a, b Unit) int { return strings.Compare(a.Code, b.Code) })
	Sort(f.units, func(u Unit) string { return u.ShortName() })
	for i, p := range ocop.Provinces() {
		f.provinces[p.Code] = uint32(i)
		for _, name := range append([]string{p.Name, p.NameEn}, p.Merged...) {
			f.places = addWords(f.places, Fold(name), uint32(i))
		}
	}
	for i, u := range f.units {
		f.add(uint32(i), u.Name, u.Province, false)
		for _, p := range u.Past {
			f.add(uint32(i), p.Name, p.Province, true)
		}
	}
	sortPostings(f.words)
	sortPostings(f.places)
	return f
}

func (f *Finder) add(unit uint32, name, province string, past bool) {
	rank, short := splitRank(name)
	e := entry{unit, f.provinces[province], past, rank, Fold(short), toned(short)}
	f.words = addWords(f.words, e.text, uint32(len(f.entries)))
	f.entries = append(f.entries, e)
}

func addWords(to []posting, text string, entry uint32) []posting {
	for word := range strings.FieldsSeq(text) {
		to = append(to, posting{word, entry})
	}
	return to
}

func sortPostings(p []posting) {
	slices.SortFunc(p, func(a, b posting) int { return strings.Compare(a.word, b.word) })
}

// beginning are the postings of words that begin with a text.
func beginning(p []posting, text string) []posting {
	byWord := func(p posting, text string) int { return strings.Compare(p.word, text) }
	from, _ := slices.BinarySearchFunc(p, text, byWord)
	p = p[from:]
	end, _ := slices.BinarySearchFunc(p, text, func(p posting, text string) int {
		if strings.HasPrefix(p.word, text) {
			return -1
		}
		return 1
	})
	return p[:end]
}

// match calls found for the entries that have all words of a query, with
// their score. A word that only the province has will do, but not for all words.
func (f *Finder) match(q reading, found func(*entry, uint32)) {
	inName := make([]uint16, len(f.entries)) // bit i: word i
	inProvince := make([]uint16, len(f.provinces))
	for i, word := range q.words {
		for _, p := range beginning(f.words, word) {
			inName[p.entry] |= 1 << i
		}
		for _, p := range beginning(f.places, word) {
			inProvince[p.entry] |= 1 << i
		}
	}
	all := uint16(1<<len(q.words) - 1)
	for i, words := range inName {
		e := &f.entries[i]
		if words != 0 && words|inProvince[e.province] == all {
			found(e, e.score(&q, words != all))
		}
	}
}

// isMark says that a character is a mark of the letter before it.
func isMark(r rune) bool { return unicode.Is(unicode.Mn, r) }
