package label

import (
	"errors"
	"strings"
	"testing"
)

// What a problem says names the field, and what has to go.
func TestProblemSaysWhere(t *testing.T) {
	for _, test := range []struct {
		problem Problem
		want    string
	}{
		{Problem{Kind: KindGlyph, Runes: []rune("蜜")}, "蜜"},
		{Problem{Kind: KindBeyondBMP, Runes: []rune("🍯")}, "🍯"},
		{Problem{Kind: KindCombining, Runes: []rune{0x302, 0x303}}, "U+0302"},
		{Problem{Kind: KindTooLong, Letters: 7}, "7"},
		{Problem{Kind: KindTooWide, Excess: 1.25, Letters: 3}, "3 letters"},
		{Problem{Kind: KindTooHigh, Excess: 2.5, Letters: 9}, "2.5 mm"},
		{Problem{Kind: KindTooHigh, Excess: 2.5}, "larger label or a template"},
		{Problem{Kind: KindSide, Excess: 2.5}, "2.5 mm"},
		{Problem{Kind: KindModule, Module: 0.3387}, "0.339 mm"},
		{Problem{Kind: KindRTL, Runes: []rune("ع")}, "ع"},
		{Problem{Kind: KindControl, Runes: []rune("\n")}, "U+000A"},
		{Problem{Kind: KindMissing}, "empty"},
		{Problem{Kind: KindPicture}, "picture"},
		{Problem{Kind: KindLeftOut}, "no room"},
		{Problem{Kind: KindContent, Err: ErrContent}, ErrContent.Error()},
		{Problem{Kind: KindTemplate, Err: ErrFonts}, ErrFonts.Error()},
	} {
		p := test.problem
		p.Field = FieldNet
		if got := p.Error(); !strings.HasPrefix(got, "net: ") || !strings.Contains(got, test.want) {
			t.Errorf("%s: %q does not say %q", p.Kind, got, test.want)
		}
		if !errors.Is(p, p.Err) && p.Err != nil {
			t.Errorf("%s: is not its reason", p.Kind)
		}
	}
	if got := (Problem{Field: FieldURI, Kind: KindTooHigh, Excess: 1}).Error(); !strings.Contains(got, "symbol is 1.0 mm too large") {
		t.Errorf("%q", got)
	}
}
