package label

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestCheckFindsNothing(t *testing.T) {
	for _, s := range Stocks() {
		if got := Check(testFonts(), s, testLabel(1)); len(got) > 0 {
			t.Errorf("%s: %v", s.ID, got)
		}
	}
}

func TestCheckFinds(t *testing.T) {
	for _, test := range []struct {
		name    string
		stock   string
		change  func(*Label)
		field   Field
		kind    Kind
		runes   string
		warning bool
	}{
		{"Chinese", "roll-50x30", func(l *Label) { l.Name = "蜜 Mật 蜜ong" }, FieldName, KindGlyph, "蜜", false},
		{"star", "roll-50x30", func(l *Label) { l.Stars = "★★★★" }, FieldStars, KindGlyph, "★", false},
		{"line feed", "roll-50x30", func(l *Label) { l.Lot = "Lô\n1" }, FieldLot, KindGlyph, "\n", false},
		{"emoji", "roll-50x30", func(l *Label) { l.Note = "🍯" }, FieldNote, KindBeyondBMP, "🍯", false},
		{"not NFC", "roll-50x30", func(l *Label) { l.Host = norm.NFD.String("mễ.vn") }, FieldHost, KindCombining, "\u0302\u0303", false},
		{"not UTF-8", "roll-50x30", func(l *Label) { l.Call = "a\xffb" }, FieldCall, KindGlyph, "\ufffd", false},
		{"field not drawn", "roll-50x30", func(l *Label) { l.Lines = []string{"蜜"} }, FieldLines, KindGlyph, "蜜", false},
		{"no link", "roll-50x30", func(l *Label) { l.URI = "" }, FieldURI, KindContent, "", false},
		{"link not ASCII", "roll-50x30", func(l *Label) { l.URI = "https://mễ.vn" }, FieldURI, KindContent, "", false},
		{"link too long", "roll-50x30", func(l *Label) { l.URI = strings.Repeat("a", 400) }, FieldURI, KindTooHigh, "", false},
		{"fine modules", "a4-65-38x21", func(l *Label) { l.URI += strings.Repeat("a", 30) }, FieldURI, KindModule, "", true},
		{"long word", "roll-50x30", func(l *Label) { l.Name = strings.Repeat("W", 40) }, FieldName, KindTooWide, "", false},
		{"long name", "roll-50x30", func(l *Label) { l.Name = strings.Repeat("Ước Lễ ", 20) }, FieldName, KindTooWide, "", false},
		{"long lot", "roll-50x30", func(l *Label) { l.Lot = strings.Repeat("L1", 20) }, FieldLot, KindTooWide, "", false},
		{"many dates", "roll-50x30", func(l *Label) { l.Dates = slices.Repeat(l.Dates, 5) }, FieldDates, KindTooHigh, "", false},
		{"endless name", "roll-50x30", func(l *Label) { l.Name = strings.Repeat("ab ", 1000) }, FieldName, KindTooLong, "", false},
		{"endless dates", "roll-50x30", func(l *Label) { l.Dates = slices.Repeat(l.Dates, 11) }, FieldDates, KindTooLong, "", false},
		{"many lines", "a4-8-105x74", func(l *Label) { l.Lines = slices.Repeat(l.Lines, 9) }, FieldLines, KindTooHigh, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := testLabel(1)
			test.change(&l)
			got := Check(testFonts(), mustStock(t, test.stock), l)
			if len(got) != 1 {
				t.Fatalf("%v", got)
			}
			p := got[0]
			if p.Field != test.field || p.Kind != test.kind || string(p.Runes) != test.runes || p.Warning != test.warning {
				t.Errorf("%+v", p)
			}
			if (p.Kind == KindTooWide || p.Kind == KindTooHigh) && p.Excess <= 0 {
				t.Errorf("excess %g", p.Excess)
			}
			if !strings.Contains(p.Error(), string(test.field)) {
				t.Error(p)
			}
		})
	}
}

// Taking away as many letters as a problem says, and one word more, makes the
// name fit.
func TestExcessIsUseful(t *testing.T) {
	for _, s := range Stocks() {
		l := testLabel(1)
		l.Name = strings.TrimSpace(strings.Repeat("Giò lụa ", 30))
		rounds := 0
		for ; rounds < 8; rounds++ {
			got := Check(testFonts(), s, l)
			if len(got) == 0 || got[0].Warning {
				break
			}
			runes := []rune(l.Name)
			l.Name = string(runes[:max(0, len(runes)-got[0].Letters)])
		}
		if rounds == 0 || rounds == 8 || len([]rune(l.Name)) < 20 {
			t.Errorf("%s: %d rounds, %q is left", s.ID, rounds, l.Name)
		}
	}
}

func TestCheckReportsAllFields(t *testing.T) {
	l := testLabel(1)
	l.Name, l.Lot, l.URI = "蜜🍯", "★", ""
	got := Check(testFonts(), mustStock(t, "roll-50x30"), l)
	if len(got) != 4 {
		t.Errorf("%v", got)
	}
}

func TestCheckSetup(t *testing.T) {
	got := Check(Fonts{Regular: []byte("no font"), Bold: testFonts().Bold}, mustStock(t, "roll-50x30"), testLabel(1))
	if len(got) != 1 || got[0].Kind != KindSetup || !errors.Is(got[0], ErrFonts) {
		t.Errorf("%v", got)
	}
	got = Check(testFonts(), Stock{}, testLabel(1))
	if len(got) != 1 || !errors.Is(got[0], ErrStock) {
		t.Errorf("%v", got)
	}
}

func TestFontsHoldTheRepertoire(t *testing.T) {
	f, err := newFaces(testFonts())
	if err != nil {
		t.Fatal(err)
	}
	for _, face := range []*face{f[regular], f[bold]} {
		for _, r := range vietnamese + "0123456789 .,:;-/()“”–—…•°₫×±%&\u00a0" {
			if !face.glyph(r).ok {
				t.Errorf("no %q", r)
			}
		}
	}
}
