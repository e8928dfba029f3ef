package stock

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a stock.
const (
	MaxPage   = 2000 // mm of a page's side
	MinLabel  = 5    // mm of a label's side
	MinRoom   = 3    // mm between the insets
	MaxAcross = 100  // columns, rows
	MaxCodes  = 100
	MaxGap    = 25.4 // mm of liner, as label printers take
	slack     = 0.01 // mm, for rounded measures
)

var id = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check lists all that is wrong with a stock, nothing for one that can be used.
func (s Stock) Check() Problems {
	var ps Problems
	s.checkTexts(&ps)
	if s.checkNumbers(&ps) {
		s.checkFit(&ps)
	}
	s.checkShape(&ps)
	if s.Roll && (s.Rows != 1 || !(math.Abs(s.PageH-s.LabelH) <= slack)) {
		ps.add("roll", KeyRollRow)
	}
	if !s.Roll && s.Gap != 0 {
		ps.add("gap", KeySheetOnly, s.Gap)
	}
	return ps
}

func (s Stock) checkTexts(ps *Problems) {
	if len(s.ID) > 64 || !id.MatchString(s.ID) {
		ps.add("id", KeyID, s.ID)
	}
	ps.text("maker", s.Maker, 40)
	if len(s.Codes) > MaxCodes {
		ps.add("codes", KeyMany, MaxCodes, len(s.Codes))
	}
	for _, code := range s.Codes[:min(len(s.Codes), MaxCodes)] {
		if ps.text("codes", code, 40) && code == "" {
			ps.add("codes", KeyNeeded)
		}
	}
	if ps.text("name.vi", s.Name.Vi, 100) && s.Name.Vi == "" {
		ps.add("name.vi", KeyNeeded)
	}
	if ps.text("name.en", s.Name.En, 100) && s.Name.En == "" {
		ps.add("name.en", KeyNeeded)
	}
	ps.text("source", s.Source, 500)
	ps.text("uneven", s.Uneven, 500)
}

func (ps *Problems) text(field, s string, most int) bool {
	control := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	if utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, control) {
		return true
	}
	ps.add(field, KeyText, most)
	return false
}

// checkNumbers reports whether all measures are within their ranges.
func (s Stock) checkNumbers(ps *Problems) bool {
	before := len(*ps)
	for _, f := range []struct {
		field          string
		v, least, most float64
	}{
		{"pageW", s.PageW, MinLabel, MaxPage}, {"pageH", s.PageH, MinLabel, MaxPage},
		{"labelW", s.LabelW, MinLabel, MaxPage}, {"labelH", s.LabelH, MinLabel, MaxPage},
		{"marginLeft", s.MarginLeft, 0, MaxPage}, {"marginTop", s.MarginTop, 0, MaxPage},
		{"pitchX", s.PitchX, 0, MaxPage}, {"pitchY", s.PitchY, 0, MaxPage},
		{"insetX", s.InsetX, 0, MaxPage}, {"insetY", s.InsetY, 0, MaxPage},
		{"gap", s.Gap, 0, MaxGap}, {"radius", s.Radius, 0, MaxPage},
	} {
		ps.within(f.field, f.v, f.least, f.most)
	}
	ps.counted("cols", s.Cols, 1, MaxAcross)
	ps.counted("rows", s.Rows, 1, MaxAcross)
	return len(*ps) == before
}

// checkFit looks at measures that are within their ranges.
func (s Stock) checkFit(ps *Problems) {
	ps.fits("labelW", "pitchX", -s.Right(), s.LabelW-s.PitchX, s.Cols)
	ps.fits("labelH", "pitchY", -s.Bottom(), s.LabelH-s.PitchY, s.Rows)
	if room := s.LabelW - 2*s.InsetX; room < MinRoom {
		ps.add("insetX", KeyNoRoom, hundredths(room), MinRoom)
	}
	if room := s.LabelH - 2*s.InsetY; room < MinRoom {
		ps.add("insetY", KeyNoRoom, hundredths(room), MinRoom)
	}
}

func (ps *Problems) fits(label, pitch string, beyond, overlap float64, n int) {
	if beyond > slack {
		ps.add(label, KeyBeyond, hundredths(beyond))
	}
	if n > 1 && overlap > slack {
		ps.add(pitch, KeyOverlap, hundredths(overlap))
	}
}

func (s Stock) checkShape(ps *Problems) {
	switch s.Shape {
	case Rect, Oval:
	case Round:
		if !(math.Abs(s.LabelW-s.LabelH) <= slack) {
			ps.add("shape", KeyNotRound, s.LabelW, s.LabelH)
		}
	case Rounded:
		if most := min(s.LabelW, s.LabelH) / 2; s.Radius > most {
			ps.add("radius", KeyRange, 0.0, most, s.Radius)
		}
	default:
		ps.add("shape", KeyUnknown, string(s.Shape))
	}
	if s.Radius != 0 && s.Shape != Rounded {
		ps.add("radius", KeyUnknown, "radius without rounded corners")
	}
}

func hundredths(mm float64) float64 { return math.Round(mm*100) / 100 }
