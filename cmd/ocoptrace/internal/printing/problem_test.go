package printing

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/proof"
)

// Every kind of problem has words of its own in both languages, with all their
// places filled in.
func TestProblemTexts(t *testing.T) {
	kinds := []label.Problem{
		{Kind: label.KindContent, Err: label.ErrContent},
		{Kind: label.KindGlyph, Runes: []rune("漢")}, {Kind: label.KindBeyondBMP, Runes: []rune("🍯")},
		{Kind: label.KindCombining, Runes: []rune{0x301}}, {Kind: label.KindTooLong, Letters: 7},
		{Kind: label.KindSide, Excess: 2}, {Kind: label.KindRTL, Runes: []rune("ع")}, {Kind: label.KindControl}, {Kind: label.KindMissing},
		{Kind: label.KindTemplate, Err: label.ErrContent}, {Kind: label.KindTooWide, Excess: 1, Letters: 3}, {Kind: label.KindTooHigh, Excess: 1}, {Kind: label.KindModule, Module: 0.34},
	}
	for _, lang := range locale.Languages {
		l := locale.For(lang)
		seen := map[string]label.Kind{}
		for _, field := range []label.Field{label.FieldURI, label.FieldName, label.FieldNameEn, label.FieldNutrition, "nutritionEn", "own"} {
			if name := FieldName(l, field); strings.Contains(name, "print.") || name == string(field) && field != "own" {
				t.Errorf("%s: no text for %s", lang, field)
			}
			for _, p := range kinds {
				p.Field = field
				text := problemText(l, p)
				if text == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "print.") {
					t.Errorf("%s %s %s: %q", lang, field, p.Kind, text)
				}
				seen[text] = p.Kind
			}
		}
		for _, err := range []error{fmt.Errorf("label 3: %w", kinds[3]), &layout.Refusal{Problems: kinds[3:4]},
			&proof.Error{Label: 3, Err: proof.ErrDiffers}, ErrPaper, ErrFormat, ErrTemplate, layout.ErrTemplate, Findings{{Text: "x"}}} {
			text, ok := ProblemText(l, err)
			if !ok || text == "" || strings.ContainsAny(text, "{}") {
				t.Errorf("%s: %v is %q", lang, err, text)
			}
		}
		if _, ok := ProblemText(l, errors.New("other")); ok {
			t.Error("any error has a text")
		}
	}
}
