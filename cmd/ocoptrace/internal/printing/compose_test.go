package printing

import (
	"errors"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/proof"
	"ocoptrace/trace"
)

// honeyScan is of a product recognised on a day, with what has happened to the
// recognition since, and of a batch that is good for some months; 0 means for ever.
func honeyScan(t *testing.T, issued string, months int64, changes ...*trace.RecognitionChange) *trace.Scan {
	w := rice(t)
	const number = "15-02761-91-2025"
	product := &trace.Product{ID: "mat-ong", Entity: "htx-gao-ruong-mau", Name: "Mật ong", Group: "I.2b", Taxonomy: "26/2026"}
	if months > 0 {
		product.DateKind, product.ShelfLifeMonths = trace.DateBestBefore, months
	}
	w.State(t,
		product,
		&trace.Recognition{Product: "mat-ong", Stars: 3, Number: number, Decision: "1/QĐ", Authority: "UBND tỉnh Lào Cai", Issued: day(t, issued)})
	for _, c := range changes {
		c.Product, c.Number, c.Reason, c.Authority = "mat-ong", number, "lý do", "UBND tỉnh Lào Cai"
		w.State(t, c)
	}
	b := &trace.Batch{Product: "mat-ong", Lot: "M1", Produced: day(t, "2026-11-20"), Quantity: 9, Unit: "chai"}
	stateBatch(t, w, b)
	return scan(t, w, "mat-ong", "M1")
}

// Stars stand on a label only as long as they are true of the pack. The day is
// 23/11/2026.
func TestStars(t *testing.T) {
	extend := func(until string) *trace.RecognitionChange {
		return &trace.RecognitionChange{Change: trace.ChangeExtended, Date: day(t, "2026-11-22"), Until: day(t, until)}
	}
	withdraw := func(from string) *trace.RecognitionChange {
		return &trace.RecognitionChange{Change: trace.ChangeWithdrawn, Date: day(t, from)}
	}
	for name, c := range map[string]struct {
		issued  string
		months  int64
		changes []*trace.RecognitionChange
		warning string // "" where stars are printed
	}{
		"in force":                 {"2025-03-12", 12, nil, ""},
		"lasts as long":            {"2025-03-20", 16, nil, ""},
		"ends a day before":        {"2025-03-19", 16, nil, "Chứng nhận OCOP hết hạn 19/03/2028, dùng tốt nhất trước 20/03/2028: tem sẽ không in sao."},
		"no end date":              {"2023-11-23", 0, nil, ""},
		"expired yesterday":        {"2023-11-22", 0, nil, "Chứng nhận OCOP đã hết hạn 22/11/2026: tem sẽ không in sao."},
		"extended":                 {"2023-11-22", 1, []*trace.RecognitionChange{extend("2027-03-01")}, ""},
		"extended, not so long":    {"2023-11-22", 6, []*trace.RecognitionChange{extend("2027-03-01")}, "Chứng nhận OCOP hết hạn 01/03/2027, dùng tốt nhất trước 20/05/2027: tem sẽ không in sao."},
		"withdrawn":                {"2025-03-12", 1, []*trace.RecognitionChange{withdraw("2026-11-23")}, "Chứng nhận OCOP bị thu hồi từ 23/11/2026: tem sẽ không in sao."},
		"extended, then withdrawn": {"2023-11-22", 1, []*trace.RecognitionChange{extend("2027-03-01"), withdraw("2026-11-23")}, "Chứng nhận OCOP bị thu hồi từ 23/11/2026: tem sẽ không in sao."},
	} {
		t.Run(name, func(t *testing.T) {
			s := honeyScan(t, c.issued, c.months, c.changes...)
			l, found := Compose(s, trace.LabelCode{URI: "https://h/x/1", Code: "4R0MXK65AR9F"}, "h", stock(t, "a4-24-70x37"), Options{}.locale())
			stars, text := "OCOP 3 sao", ""
			if c.warning != "" {
				stars = ""
			}
			for _, f := range found {
				text += f.Text
			}
			if l.Stars != stars || text != c.warning || !found.Printable() {
				t.Errorf("stars %q, findings %+v; want %q, %q", l.Stars, found, stars, c.warning)
			}
		})
	}
}

// A stopped batch can be printed for by who confirms it, an overdue one with a word.
func TestWarnings(t *testing.T) {
	stop := func(action trace.RecallAction) *trace.Recall {
		return &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: action, Reason: "kiểm tra", Instruction: "chờ", Contact: "0900 000 007", Date: day(t, "2026-11-22")}
	}
	for name, c := range map[string]struct {
		recall *trace.Recall
		day    string
		want   string
	}{
		"recalled": {stop(trace.ActionRecall), "2026-11-23", "This batch has been recalled since 22 Nov 2026"},
		"on hold":  {stop(trace.ActionHold), "2026-11-23", "This batch has been on hold since 22 Nov 2026"},
		"past":     {nil, "2027-11-21", "This batch is past its date, 20 Nov 2027"},
		"well":     {nil, "2026-11-23", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := rice(t)
			if c.recall != nil {
				w.State(t, c.recall)
			}
			w.Clock.Day(c.day)
			found := warnings(scan(t, w, "gao-seng-cu", "ST-01"), locale.For(locale.English))
			switch {
			case c.want == "" && len(found) == 0:
			case c.want == "" || len(found) != 1 || !strings.HasPrefix(found[0].Text, c.want) || found.Printable() != (c.recall == nil) || !found.Confirmed().Printable():
				t.Errorf("found %+v, want %q", found, c.want)
			}
		})
	}
}

// No label of goods with the longest form of date is printed with a symbol that
// is small for retail, on any stock, and none says less for it.
func TestDatesMakeRoomForTheSymbol(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 1)
	for _, s := range label.Stocks() {
		c := codes(t, w, run, 1, 1)[0]
		l, found := Compose(scan(t, w, "gao-seng-cu", "ST-01"), c, "tx.example.vn", s, Options{}.locale())
		small := s.ID == "a4-65-38x21" // 38 mm leave no choice
		if len(found) > 0 != small || !found.Printable() {
			t.Errorf("%s: %+v", s.ID, found)
		}
		if got, want := strings.Join(l.Dates, " "), "NSX 20/11/2026 Tốt nhất trước 20/11/2027"; got != want {
			t.Errorf("%s: dates %q", s.ID, got)
		}
		if wide := s.LabelW > 50; wide && len(l.Dates) != 2 {
			t.Errorf("%s: dates in %d rows", s.ID, len(l.Dates))
		}
	}
}

// Lines that do not fit are left out whole, the last first, and named.
func TestLinesLeftOut(t *testing.T) {
	w := rice(t)
	s := scan(t, w, "gao-seng-cu", "ST-01")
	s.Product.Fact.Warning = "Để xa tầm với của trẻ nhỏ."
	c := trace.LabelCode{URI: "https://tx.example.vn/x/4R0MXK65AR9F", Code: "4R0MXK65AR9F"}
	for _, n := range []int{25, 100} { // too high, and longer than any label
		s.Product.Fact.Ingredients = strings.Repeat("gạo Séng Cù trồng ở Mường Khương, ", n)
		checkLinesLeftOut(t, s, c)
	}
}

func checkLinesLeftOut(t *testing.T, s *trace.Scan, c trace.LabelCode) {
	t.Helper()
	l, found := Compose(s, c, "tx.example.vn", stock(t, "a4-8-105x74"), Options{}.locale())
	all := Content(s, c, "").Lines
	if len(l.Lines) != len(all)-1 || l.Lines[len(l.Lines)-1] != s.Product.Fact.Warning {
		t.Errorf("lines %q of %q", l.Lines, all)
	}
	if len(found) != 1 || !found[0].Warning || !strings.HasSuffix(found[0].Text, all[len(all)-1]) {
		t.Errorf("findings %+v", found)
	}
	if left := label.Check(Fonts(), stock(t, "a4-8-105x74"), l); len(left) > 0 {
		t.Errorf("what is left has problems: %v", left)
	}
	if _, found := Compose(s, c, "tx.example.vn", stock(t, "a4-24-70x37"), Options{}.locale()); len(found) > 0 {
		t.Errorf("lines that a stock has no place for: %+v", found)
	}
}

// Every kind of problem has words of its own in both languages, with all their
// places filled in.
func TestProblemTexts(t *testing.T) {
	kinds := []label.Problem{
		{Kind: label.KindSetup, Err: label.ErrFonts}, {Kind: label.KindContent, Err: label.ErrContent},
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
		for _, err := range []error{label.ErrStock, label.ErrJob, label.ErrTooManyLabels, &label.LabelError{Err: kinds[3]}, &layout.Refusal{Problems: kinds[3:4]},
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
