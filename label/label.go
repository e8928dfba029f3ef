package label

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"time"
)

// Label is the content of one label. Texts are printed as given, in NFC; an
// empty one takes no room. Rows break at spaces, not at no-break spaces.
type Label struct {
	URI    string   // content of the symbol
	Code   string   // the same identity to be typed: "7K3M-9QP2-XW4D"
	Host   string   // where to type it: "tx.example.vn"
	Name   string   // product
	NameEN string   // product in English; on stocks with English only
	Lot    string   // "Lô L261123A"
	Dates  []string // "NSX 23/11/2026", "HSD 03/12/2026"
	Stars  string   // "OCOP 4 sao"
	Lines  []string // producer, address, storage, net quantity; on stocks with Lines only
	Call   string   // "Quét để xem nguồn gốc"
	Note   string   // "DỮ LIỆU MẪU"
}

// Field names a part of a label in a [Problem].
type Field string

// Fields of a label.
const (
	FieldURI    Field = "uri"
	FieldCode   Field = "code"
	FieldHost   Field = "host"
	FieldName   Field = "name"
	FieldNameEN Field = "name_en"
	FieldLot    Field = "lot"
	FieldDates  Field = "dates"
	FieldStars  Field = "stars"
	FieldLines  Field = "lines"
	FieldCall   Field = "call"
	FieldNote   Field = "note"
)

// Fonts holds TrueType fonts with a Unicode cmap. They are only read. Mono sets
// the code, with letters of one width, so that all labels of a run look alike;
// where it is empty Bold does.
type Fonts struct {
	Regular, Bold, Mono []byte
}

// style picks one of the fonts.
type style int

const (
	regular style = iota
	bold
	mono
	styles // their number
)

// Of returns the font of a style.
func (f Fonts) Of(s Style) []byte { return f.all()[s] }

// all returns the fonts by style.
func (f Fonts) all() [styles][]byte {
	if len(f.Mono) == 0 {
		f.Mono = f.Bold
	}
	return [styles][]byte{f.Regular, f.Bold, f.Mono}
}

// Job says where and how labels are printed.
type Job struct {
	Stock            Stock
	Start            int       // 1-based position of the first label on the first page; 0 means 1
	OffsetX, OffsetY float64   // shift of everything, mm, at most MaxOffset either way
	Title            string    // document title
	Created          time.Time // document date; zero means 1970-01-01, never the clock
}

// Limits of one document.
const (
	MaxLabels = 2400 // 100 sheets of 24
	MaxOffset = 10   // mm
)

// Errors of [WritePDF] beside [ErrStock], [ErrFonts] and [LabelError].
var (
	ErrJob           = errors.New("label: job")
	ErrNoLabels      = errors.New("label: no labels to print")
	ErrTooManyLabels = fmt.Errorf("label: more than %d labels; print them as several documents", MaxLabels)
)

func (j Job) check() error {
	if err := j.Stock.check(); err != nil {
		return err
	}
	if j.Start < 0 || j.Start > j.Stock.PerPage() {
		return fmt.Errorf("%w: start %d, the page has positions 1 to %d", ErrJob, j.Start, j.Stock.PerPage())
	}
	for _, v := range []float64{j.OffsetX, j.OffsetY} {
		if !(math.Abs(v) <= MaxOffset) { // also refuses NaN
			return fmt.Errorf("%w: offset %g mm, want at most %d either way", ErrJob, v, MaxOffset)
		}
	}
	for _, r := range j.Title {
		if r > 0xFFFF {
			return fmt.Errorf("%w: title has %q, beyond U+FFFF", ErrJob, r)
		}
	}
	return nil
}

// All yields the labels without errors, for [WritePDF].
func All(labels []Label) iter.Seq2[Label, error] {
	return func(yield func(Label, error) bool) {
		for _, l := range labels {
			if !yield(l, nil) {
				return
			}
		}
	}
}
