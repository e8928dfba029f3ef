package printing

import (
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
)

// FieldName names a field of a template for people; that of a producer's own is
// its name in the template.
func FieldName(l *locale.Locale, f label.Field) string {
	if key := "print.field." + string(f); l.Has(key) {
		return l.T(key)
	}
	if vi, ok := strings.CutSuffix(string(f), "En"); ok && l.Has("print.field."+vi) {
		return l.T("print.fieldInEnglish", l.T("print.field."+vi))
	}
	return string(f)
}

// leastExcess is the least part of a millimetre that is worth a word.
const leastExcess = 0.05

// layoutFindings put the problems of a layout into words: one for each, and one
// for all that has no room.
func layoutFindings(l *locale.Locale, problems []label.Problem) (found Findings) {
	var left []string
	for _, p := range problems {
		if p.Kind == label.KindLeftOut {
			left = append(left, FieldName(l, p.Field))
			continue
		}
		if p.Kind == label.KindSide && p.Warning && p.Excess < leastExcess {
			continue
		}
		found = append(found, Finding{Text: problemText(l, p), Warning: p.Warning})
	}
	if len(left) > 0 {
		found = append(found, Finding{Text: l.T("print.linesLeftOut", strings.Join(left, ", ")), Warning: true})
	}
	return found
}
