package printing

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/proof"
	"ocoptrace/label/thermal"
)

// problemText says what is wrong with a label and what to do.
func problemText(l *locale.Locale, p label.Problem) string {
	field := FieldName(l, p.Field)
	switch p.Kind {
	case label.KindGlyph, label.KindBeyondBMP:
		return l.T("print.problem.glyph", field, string(p.Runes))
	case label.KindCombining:
		return l.T("print.problem.combining", field)
	case label.KindTooLong:
		return l.T("print.problem.tooLong", field, p.Letters)
	case label.KindTooWide, label.KindTooHigh:
		return roomText(l, p)
	case label.KindSide:
		if !p.Warning {
			return l.T("print.problem.sideLeast", excess(p, l))
		}
		return l.T("print.problem.side", excess(p, l))
	case label.KindPicture:
		return l.T("print.problem.picture")
	case label.KindRTL:
		return l.T("print.problem.rtl", field, string(p.Runes))
	case label.KindControl:
		return l.T("print.problem.control", field)
	case label.KindMissing:
		return l.T("print.problem.missing", field)
	case label.KindTemplate:
		return l.T("print.problem.template", p.Err)
	case label.KindModule:
		if !p.Warning {
			return l.T("print.problem.moduleLeast", millimetres(p.Module, 2, l), millimetres(label.MinModule, 2, l))
		}
		return l.T("print.problem.module", millimetres(p.Module, 2, l), millimetres(label.RetailModule, 2, l))
	}
	return l.T("print.problem.other", p.Error())
}

// given are the fields whose texts nobody can shorten who prints labels.
var given = []label.Field{
	label.FieldCode, label.FieldHost, label.FieldCall, label.FieldCheck, label.FieldCheckShort, label.FieldNote,
	label.FieldLot, label.FieldProduced, label.FieldExpires, label.FieldStars, label.FieldAlcohol, label.FieldNutrition,
}

// roomText says what has no room: by how many letters to shorten it, where that
// helps, and otherwise how many millimetres there lack.
func roomText(l *locale.Locale, p label.Problem) string {
	field := label.Field(strings.TrimSuffix(string(p.Field), "En"))
	switch {
	case p.Field == label.FieldURI:
		return l.T("print.problem.symbol", excess(p, l))
	case p.Letters == 0 || slices.Contains(given, field):
		return l.T("print.problem.lack", FieldName(l, p.Field), excess(p, l))
	}
	return l.T("print.problem.noRoom", FieldName(l, p.Field), p.Letters)
}

// excess is that of a problem in tenths of a millimetre, rounded up: nobody is
// told that 0.0 mm lack.
func excess(p label.Problem, l *locale.Locale) string {
	return millimetres(math.Ceil(p.Excess*10-1e-6)/10, 1, l)
}

func millimetres(mm float64, digits int, l *locale.Locale) string {
	s := fmt.Sprintf("%.*f", digits, mm)
	if l.Lang() == locale.Vietnamese {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// ProblemText says what is wrong with a job or a label, for an error of Write or
// Check, in the language of l. ok is false where the error is of another kind.
func ProblemText(l *locale.Locale, err error) (text string, ok bool) {
	var p label.Problem
	var found Findings
	var refused *layout.Refusal
	var misread *proof.Error
	switch {
	case errors.As(err, &found):
		return found.Error(), true
	case errors.As(err, &refused) && len(refused.Problems) > 0:
		return layoutFindings(l, refused.Problems).Error(), true
	case errors.As(err, &misread):
		return l.T("print.problem.proof", misread.Label, misread.Error()), true
	case errors.As(err, &p):
		return problemText(l, p), true
	case errors.Is(err, ErrPaper):
		return l.T("print.problem.paper", err), true
	case errors.Is(err, ErrTemplate), errors.Is(err, layout.ErrTemplate):
		return l.T("print.problem.template", err), true
	case errors.Is(err, ErrFormat), errors.Is(err, thermal.ErrPrinter), errors.Is(err, layout.ErrMedia):
		return l.T("print.problem.printer", err), true
	}
	return "", false
}
