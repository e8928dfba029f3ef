package place

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxQuery = 200 // characters
	maxWords = 16
)

// Find returns at most limit units that a query means, best first: the whole
// name before its beginning, before words within it, before names that it had;
// tones as typed before others, if any were typed; the rank as typed before
// others; units in force before those gone; the rest in Vietnamese order.
// province, two digits, keeps to one; "" means all. A query without letters,
// or of more than 16 words or 200 characters, finds nothing.
func (f *Finder) Find(query, province string, limit int) []Unit {
	if limit <= 0 || utf8.RuneCountInString(query) > maxQuery {
		return nil
	}
	best := make(map[uint32]uint32) // score by unit
	for _, q := range readings(query) {
		f.match(q, func(e *entry, score uint32) {
			u := &f.units[e.unit]
			if province != "" && u.Province != province {
				return
			}
			if had, there := best[e.unit]; !there || score < had {
				best[e.unit] = score
			}
		})
	}
	order := make([]uint64, 0, len(best))
	for unit, score := range best {
		if !f.units[unit].InForce() {
			score += costGone
		}
		order = append(order, uint64(score)<<32|uint64(unit))
	}
	slices.Sort(order)
	found := make([]Unit, min(limit, len(order)))
	for i := range found {
		found[i] = f.units[uint32(order[i])]
	}
	return found
}

// A reading is one way to understand a query.
type reading struct {
	rank  string // as in ranks; "" if none was typed
	text  string // folded
	toned string // "" if no tones were typed
	words []string
}

// readings are the query as a name, and as a rank with a name if it may be one.
func readings(query string) (all []reading) {
	add := func(rank, text string) {
		r := reading{rank: rank, text: Fold(text)}
		r.words = strings.Fields(r.text)
		if len(r.words) == 0 || len(r.words) > maxWords {
			return
		}
		if hasMarks(query) {
			r.toned = toned(text)
		}
		all = append(all, r)
	}
	add("", query)
	if rank, rest := typedRank(query); rank != "" {
		add(rank, rest)
	}
	return all
}

// typed are the ways in which people write ranks, folded.
var typed = []struct{ text, rank string }{
	{"phuong ", "Phường"}, {"p ", "Phường"}, {"xa ", "Xã"}, {"x ", "Xã"},
	{"thi tran ", "Thị trấn"}, {"tt ", "Thị trấn"}, {"dac khu ", "Đặc khu"}, {"dk ", "Đặc khu"},
}

// typedRank separates a rank from the rest of a query, of which it keeps the tones.
func typedRank(query string) (rank, rest string) {
	folded := Fold(query)
	for _, t := range typed {
		if !strings.HasPrefix(folded, t.text) {
			continue
		}
		fields := strings.FieldsFunc(query, func(r rune) bool { return r == '.' || Fold(string(r)) == "" && !isMark(r) })
		return t.rank, strings.Join(fields[min(len(fields), strings.Count(t.text, " ")):], " ")
	}
	return "", query
}

// Costs of what is less than wanted. The kinds of match are steps of 16.
const (
	costStep  = 16
	costTones = 40 // other tones than were typed: worse than two kinds
	costRank  = 8
	costGone  = 4
	costPast  = 5 * costStep
)

// score tells how well a name that has all words of a query fits it, by the
// kinds of Find. needsProvince says that some words are those of the province.
func (e *entry) score(q *reading, needsProvince bool) uint32 {
	var s uint32
	switch {
	case e.text == q.text:
	case strings.HasPrefix(e.text, q.text), needsProvince && strings.HasPrefix(q.text, e.text+" "):
		s = costStep
	case strings.Contains(" "+e.text, " "+q.text):
		s = 2 * costStep
	case !needsProvince:
		s = 3 * costStep
	default:
		s = 4 * costStep
	}
	if q.toned != "" && !strings.Contains(" "+e.toned, " "+q.toned) && !strings.HasPrefix(q.toned, e.toned+" ") {
		s += costTones
	}
	if q.rank != "" && q.rank != e.rank {
		s += costRank
	}
	if e.past {
		s += costPast
	}
	return s
}
