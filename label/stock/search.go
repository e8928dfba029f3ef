package stock

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Limits of a query; what is beyond them is not looked at.
const (
	maxQuery = 200 // bytes
	maxWords = 16
)

// Search returns the stocks that answer to every word of a query, the best
// first and equals in the catalogue's order. Case, diacritics and punctuation do
// not matter. A word may be
//
//   - a maker's code or its end: "L7160", "7160"
//   - a size, in mm: "70x37", "70 x 37 mm", "70×37", "63,5*38,1". Sides may
//     differ by 0.5 mm; a label turned by 90 degrees comes later. A number before
//     it is how many there are on a page or across a roll: "24 x 70x37"
//   - a number of labels on a page: "24"
//   - the beginning of a maker, or of a word of the name in either language
//   - a part of the id
//   - "roll" or "cuộn", "sheet" or "tờ"
//
// Words that say nothing of a stock, such as "tem", "nhãn", "label", are passed
// over. All stocks answer to a query without words.
func (c *Catalogue) Search(query string) []Stock {
	q := parse(query)
	type found struct {
		stock Stock
		score int
	}
	var hits []found
	for _, s := range c.stocks {
		if score, ok := q.score(s); ok {
			hits = append(hits, found{s, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	out := make([]Stock, len(hits))
	for i, h := range hits {
		out[i] = h.stock
	}
	return out
}

// score sums how well a stock answers; ok is false where a word has no answer.
func (q question) score(s Stock) (sum int, ok bool) {
	for _, z := range q.sizes {
		n := z.score(s)
		if n == 0 {
			return 0, false
		}
		sum += n
	}
	for _, word := range q.words {
		n := scoreWord(s, word)
		if n == 0 {
			return 0, false
		}
		sum += n
	}
	return sum, true
}

func (z size) score(s Stock) int {
	near := func(a, b float64) bool { return math.Abs(a-b) <= 0.5 }
	exact := func(a, b float64) bool { return math.Abs(a-b) < 0.05 }
	switch {
	case z.n != 0 && z.n != s.PerPage():
		return 0
	case exact(z.w, s.LabelW) && exact(z.h, s.LabelH):
		return 100
	case near(z.w, s.LabelW) && near(z.h, s.LabelH):
		return 80
	case near(z.w, s.LabelH) && near(z.h, s.LabelW):
		return 20
	}
	return 0
}

func scoreWord(s Stock, word string) int {
	best, bare := 0, squeeze(word)
	for _, code := range s.Codes {
		code = squeeze(fold(code))
		switch {
		case code == bare:
			best = max(best, 100)
		case len(bare) >= 3 && strings.HasSuffix(code, bare):
			best = max(best, 90)
		case len(bare) >= 2 && strings.HasPrefix(code, bare):
			best = max(best, 60)
		}
	}
	if strconv.Itoa(s.PerPage()) == word {
		best = max(best, 70)
	}
	if slices.Contains(kinds[s.Roll], word) {
		best = max(best, 50)
	}
	switch {
	case begins(s.Maker, bare):
		best = max(best, 50)
	case begins(s.Name.Vi, bare), begins(s.Name.En, bare):
		best = max(best, 40)
	case strings.Contains(s.ID, strings.Trim(word, ".-")):
		best = max(best, 10)
	}
	return best
}

// kinds are words for rolls and for sheets.
var kinds = map[bool][]string{
	true:  {"roll", "rolls", "cuon"},
	false: {"sheet", "sheets", "to"},
}

// begins reports whether a word of a text begins so.
func begins(text, word string) bool {
	for part := range strings.FieldsSeq(fold(text)) {
		if strings.HasPrefix(squeeze(part), word) {
			return true
		}
	}
	return false
}
