package ocop

import "slices"

// A Code is one choice of a list: what records hold and what people read.
type Code struct {
	Code   string // of a-z, 0-9 and "_", e.g. "food_safety"; unique in its list at any time
	Name   string
	NameEn string
	Source Source // with the days on which the choice is offered
}

// A CodeList is a dated list of choices in the order in which they are offered.
type CodeList []Code

// On returns the choices of a day.
func (l CodeList) On(day Date) CodeList {
	return slices.DeleteFunc(slices.Clone(l), func(c Code) bool { return !c.Source.On(day) })
}

// ByCode returns the newest choice of a code, offered today or only once: what
// was recorded stays readable.
func (l CodeList) ByCode(code string) (Code, bool) {
	for _, c := range slices.Backward(l) {
		if c.Code == code {
			return c, true
		}
	}
	return Code{}, false
}

// DocumentKinds are the kinds of documents that accompany a batch: certificates,
// declarations, test reports, contracts.
func DocumentKinds() CodeList { return slices.Clone(law.documentKinds) }

// DiaryActivities are the activities of a production diary (nhật ký sản xuất).
func DiaryActivities() CodeList { return slices.Clone(law.diaryActivities) }

// InspectionPlaces are the kinds of places where goods are inspected.
func InspectionPlaces() CodeList { return slices.Clone(law.inspectionPlaces) }

// An Outcome is what an inspection found.
type Outcome struct {
	Code
	Adverse bool // something is wrong with the goods or their labels
}

// Outcomes returns the outcomes of an inspection on a day, in the order in which
// they are offered.
func Outcomes(on Date) []Outcome {
	return slices.DeleteFunc(slices.Clone(law.outcomes), func(o Outcome) bool { return !o.Source.On(on) })
}

// OutcomeByCode returns the newest outcome of a code.
func OutcomeByCode(code string) (Outcome, bool) {
	for _, o := range slices.Backward(law.outcomes) {
		if o.Code.Code == code {
			return o, true
		}
	}
	return Outcome{}, false
}

func (r *reader) readCodes(file string) (all CodeList) {
	r.table(file, func(l line) { all = append(all, l.code()) })
	r.distinct(file, all)
	return all
}

func (r *reader) readOutcomes() (all []Outcome) {
	const file = "inspection_outcomes.csv"
	var codes CodeList
	r.table(file, func(l line) {
		codes = append(codes, l.code())
		all = append(all, Outcome{codes[len(codes)-1], l.yes("adverse")})
	})
	r.distinct(file, codes)
	return all
}

func (l line) code() Code {
	code := l.must("code")
	for _, char := range code {
		if !('a' <= char && char <= 'z' || '0' <= char && char <= '9' || char == '_') {
			l.r.fail(l.where, "code %q, not of a-z, 0-9 and _", code)
		}
	}
	return Code{Code: code, Name: l.must("name"), NameEn: l.must("name_en"), Source: l.source()}
}

// distinct refuses two rows of one code that hold on the same day.
func (r *reader) distinct(file string, all CodeList) {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.Code == b.Code && (a.Source.On(b.Source.From) || b.Source.On(a.Source.From)) {
				r.fail(file, "code %s twice on one day", a.Code)
			}
		}
	}
}
