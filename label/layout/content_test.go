package layout

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

func composer(t testing.TB, id string, m Media) *Composer {
	t.Helper()
	c, err := NewComposer(testFonts(), defaults(t)[id], m)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Texts that no label can show are refused by their kind.
func TestUnfitTexts(t *testing.T) {
	c := composer(t, "full", up8)
	for _, test := range []struct {
		field label.Field
		value string
		kind  label.Kind
		runes string
	}{
		{"name", "Giò \U0001F600 lụa", label.KindBeyondBMP, "\U0001F600"},
		{"name", "خبز", label.KindRTL, "خبز"},
		{"name", "לחם", label.KindRTL, "לחם"},
		{"name", "a\u202eb", label.KindRTL, "\u202e"},
		{"lot", "a\u2067b", label.KindRTL, "\u2067"},
		{"lot", "Lô\t12", label.KindControl, "\t"},
		{"lot", "Lô\n12\n", label.KindControl, "\n"},
		{"lot", "Lô\u200b12", label.KindControl, "\u200b"},
		{"lot", "Lô\u202812", label.KindControl, "\u2028"},
		{"lot", "Lô\xff12", label.KindControl, "\ufffd"},
		{"address", "Hà No\u0302\u0323i", label.KindCombining, "\u0302\u0323"},
		{"address", "東京", label.KindGlyph, "東京"},
		{"code", "7K3M-Ỹ", label.KindGlyph, "Ỹ"},
		{"nutrition", "a\tb\tc\td\te", label.KindControl, "\t"},
		{"name", strings.Repeat("a ", 2000), label.KindTooLong, ""},
	} {
		ct := sample()
		ct.Values[test.field] = []string{test.value}
		d, problems := c.Compose(ct)
		if d != nil || len(problems) != 1 {
			t.Errorf("%q: %v", test.value, problems)
			continue
		}
		p := problems[0]
		if p.Field != test.field || p.Kind != test.kind || p.Warning || string(p.Runes) != test.runes {
			t.Errorf("%q: %+v", test.value, p)
		}
	}
}

func TestMissingContent(t *testing.T) {
	for id, want := range map[string][]label.Field{
		"stamp": {"code", "host", "check"}, "gift-en": {"code", "host", "check"}, "poster": {"host", "check"},
	} {
		m := mediaFor(defaults(t)[id])["A5"]
		if m.W == 0 {
			m = up24
		}
		d, problems := composer(t, id, m).Compose(Content{URI: "https://tx.example.vn/x/7K3M9QP2XW4D"})
		var got []label.Field
		for _, p := range problems {
			if p.Kind == label.KindMissing {
				got = append(got, p.Field)
			}
		}
		if d != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v", id, problems)
		}
	}
	ct := sample()
	for _, uri := range []string{"", "https://ví.dụ/", strings.Repeat("x", label.MaxContent+1)} {
		ct.URI = uri
		d, problems := composer(t, "stamp", up24).Compose(ct)
		if d != nil || len(problems) != 1 || problems[0].Kind != label.KindContent || !errors.Is(problems[0], label.ErrContent) {
			t.Errorf("%.20q: %v", uri, problems)
		}
	}
}

// Text beyond all measure costs no time.
func TestHostileTextsAreRefusedFast(t *testing.T) {
	labeltest.SkipUnderRace(t)
	many := slices.Repeat([]string{strings.Repeat("a ", 490) + "a"}, MaxValues)
	for name, values := range map[string][]string{
		"4,000 letters":       {strings.Repeat("Lễ ", 1333)},
		"100 MB":              {strings.Repeat("x", 100<<20)},
		"1,000,000 values":    slices.Repeat([]string{"a"}, 1_000_000),
		"990 letters":         {strings.Repeat("Lễ ", 330)},
		"990 letters, 1 word": {strings.Repeat("Ệ", 990)},
		"60 long values":      many,
		"20 long values":      many[:20],
	} {
		for id, tpl := range defaults(t) {
			for _, m := range mediaFor(tpl) {
				ct := sample()
				ct.Values["name"] = values
				c := composer(t, id, m)
				start := time.Now()
				d, problems := c.Compose(ct)
				out := d != nil && slices.ContainsFunc(problems, func(p label.Problem) bool {
					return p.Field == "name" && p.Kind == label.KindLeftOut
				})
				if !out && (d != nil || problems[0].Letters < 1 && problems[0].Field != "uri") {
					t.Errorf("%s, %s: %v", name, id, problems)
				}
				if took := time.Since(start); took > 2*time.Second {
					t.Errorf("%s, %s on %g x %g: %v", name, id, m.W, m.H, took)
				}
			}
		}
	}
}

// As a name grows letters shrink, then it is refused with a number of letters
// that, taken away, make it fit.
func TestTooLongNamesTellByHowMuch(t *testing.T) {
	for id, m := range map[string]Media{"stamp": tiny, "stamp-en": roll50} {
		c := composer(t, id, m)
		ct := sample()
		name := strings.TrimSpace(strings.Repeat("Giò lụa ", 40))
		for tries := 0; ; tries++ {
			ct.Values["name"] = []string{name}
			d, problems := c.Compose(ct)
			if d != nil {
				break
			}
			p := problems[0]
			letters := []rune(name)
			if p.Field != "name" || p.Excess <= 0 || p.Letters < 1 || p.Letters >= len(letters) || tries == 12 {
				t.Fatalf("%s, try %d: %d letters: %+v", id, tries, len(letters), p)
			}
			name = strings.TrimSpace(string(letters[:len(letters)-p.Letters]))
		}
		if n := len([]rune(name)); n < 15 {
			t.Errorf("%s: only %d letters fit", id, n)
		}
	}
}

// What may be left out is, the last in weight first, and is told; what would have
// had room is not.
func TestLeavingOut(t *testing.T) {
	tpl := defaults(t)["stamp-en"]
	seen := map[label.Field]bool{}
	for h := 40.0; h > 15; h -= 0.5 {
		m := Media{W: 50, H: h, InsetX: 1, InsetY: 1, DPI: laser, MinXHeight: 0.9}
		c, err := NewComposer(testFonts(), tpl, m)
		if err != nil {
			t.Fatal(err)
		}
		left, ok := leftOut(c, sample())
		if !ok {
			break
		}
		for _, f := range left {
			seen[f] = true
			ct := sample()
			for _, other := range left {
				if other != f {
					delete(ct.Values, other)
				}
			}
			if again, _ := leftOut(c, ct); len(again) == 0 {
				t.Errorf("height %g: of %v there was room for %s", h, left, f)
			}
		}
	}
	for _, f := range []label.Field{"callEn", "checkEn", "call"} {
		if !seen[f] {
			t.Errorf("%s was never left out", f)
		}
	}
}

// leftOut returns which fields are left out; ok is false for a refused label.
func leftOut(c *Composer, ct Content) (out []label.Field, ok bool) {
	d, problems := c.Compose(ct)
	for _, p := range problems {
		if p.Kind == label.KindLeftOut && p.Warning {
			out = append(out, p.Field)
		}
	}
	return out, d != nil
}
