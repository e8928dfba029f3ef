package stock

import (
	"fmt"
	"strings"
)

// Keys of problems, and what their Args are. Lengths are mm.
const (
	KeyRange     = "range"     // least, most, found: a number outside its range
	KeyNeeded    = "needed"    // a text that must not be empty
	KeyText      = "text"      // most letters: too long, not UTF-8, or with control characters
	KeyID        = "id"        // found: not 1 to 64 of a-z, 0-9 and single hyphens between them
	KeyUnknown   = "unknown"   // found: not one of the words that may stand here
	KeyBeyond    = "beyond"    // excess: labels reach so far over the page
	KeyOverlap   = "overlap"   // overlap: neighbours lie so far over each other
	KeyNoRoom    = "no_room"   // room left between the insets, least room
	KeyNotRound  = "not_round" // width, height: of a round label
	KeyRollRow   = "roll_row"  // a roll's page is not one row as high as its labels
	KeySheetOnly = "sheet"     // found: has a meaning on rolls only
	KeyMany      = "many"      // most, found: too many
	KeyDuplicate = "duplicate" // found: there is another one
)

// A Problem is one fault of a stock, a job or what was read off a test page, by
// the name of its field: a member of the file format, "start", "calibration.offsetX".
type Problem struct {
	Field string
	Key   string
	Args  []any // numbers and short texts, as the key says
}

// Error says in English what is wrong.
func (p Problem) Error() string {
	return p.Field + ": " + fmt.Sprintf(texts[p.Key], p.Args...)
}

var texts = map[string]string{
	KeyRange:     "want %[1]v to %[2]v, not %[3]v",
	KeyNeeded:    "is empty",
	KeyText:      "is not UTF-8 text of at most %v letters without control characters",
	KeyID:        "%.70q is not 1 to 64 of a-z, 0-9 and single hyphens between them",
	KeyUnknown:   "%.40q is not known",
	KeyBeyond:    "the labels reach %v mm over the page",
	KeyOverlap:   "neighbours overlap by %v mm",
	KeyNoRoom:    "leaves %v mm to print on, want %v",
	KeyNotRound:  "a round label is as wide as high, not %v x %v mm",
	KeyRollRow:   "a page of a roll is one row, as high as its labels",
	KeySheetOnly: "%v mm: sheets have no gap; it is the pitch less the label",
	KeyMany:      "at most %v, not %v",
	KeyDuplicate: "%.70q is there already",
}

// Problems are all the faults of one thing, in the order of its fields.
type Problems []Problem

// Error joins the problems.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "; ")
}

// Err returns nothing where there are no problems, and otherwise an error that
// wraps a sentinel and the problems.
func (ps Problems) Err(sentinel error) error {
	if len(ps) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %w", sentinel, ps)
}

func (ps *Problems) add(field, key string, args ...any) {
	*ps = append(*ps, Problem{field, key, args})
}

// within notes a number outside its range; NaN is outside every range.
func (ps *Problems) within(field string, v, least, most float64) bool {
	if v >= least && v <= most {
		return true
	}
	ps.add(field, KeyRange, least, most, v)
	return false
}

func (ps *Problems) counted(field string, n, least, most int) bool {
	if n >= least && n <= most {
		return true
	}
	ps.add(field, KeyRange, least, most, n)
	return false
}
