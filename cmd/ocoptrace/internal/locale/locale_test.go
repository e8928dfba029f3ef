package locale

import (
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct{ header, query, want string }{
		{"", "", "vi"},
		{"vi", "", "vi"},
		{"vi-VN,vi;q=0.9,en;q=0.8", "", "vi"},
		{"en-GB,en;q=0.9", "", "en"},
		{"en-US,vi;q=0.9", "", "en"},
		{"en;q=0.2,vi;q=0.9", "", "vi"},
		{"fa-IR,fa;q=0.9,en;q=0.5", "", "en"},
		{"la", "", "en"},
		{"la,vi;q=0.1", "", "vi"},
		{"vi;q=0", "", "vi"},
		{"vi;q=0,en", "", "en"},
		{"*", "", "vi"},
		{"not a header;;", "", "vi"},
		{"en", "vi", "vi"},
		{"vi", "en", "en"},
		{"en", "la", "en"},
		{"en", "EN", "en"},
	} {
		if got := Match(c.header, c.query).Lang(); got != c.want {
			t.Errorf("Match(%q, %q) = %s, want %s", c.header, c.query, got, c.want)
		}
	}
}

// A header of any length and content gives a language.
func FuzzMatch(f *testing.F) {
	f.Add("en-GB,en;q=0.9", "")
	f.Add("und,*;q=0", "en")
	f.Fuzz(func(t *testing.T, header, query string) {
		if l := Match(header, query); l == nil || For(l.Lang()) != l {
			t.Errorf("Match(%q, %q) = %v", header, query, l)
		}
	})
}

func TestFor(t *testing.T) {
	for lang, want := range map[string]string{"vi": "vi", "en": "en", "": "vi", "la": "vi"} {
		if got := For(lang).Lang(); got != want {
			t.Errorf("For(%q) is %s, want %s", lang, got, want)
		}
	}
}

func TestText(t *testing.T) {
	day, err := ocop.ParseDate("2026-12-03")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key    string
		args   []any
		vi, en string
	}{
		{"finding.intact", nil, "Bản ghi nguyên vẹn, chưa bị sửa", "Record intact, not altered"},
		{"no.such.key", []any{1}, "no.such.key", "no.such.key"},
		{"intact.inDate", []any{day}, "Lô hàng còn hạn đến 03/12/2026.", "The batch is in date until 3 Dec 2026."},
		{"label.number", []any{int64(7), int64(12345)}, "Tem số 7 trong 12.345", "Label 7 of 12,345"},
		{"proof.all", []any{1}, "Tất cả 1 bản ghi của trang này", "The 1 record of this page"},
		{"proof.all", []any{2}, "Tất cả 2 bản ghi của trang này", "All 2 records of this page"},
		{"proof.all", []any{int64(0)}, "Tất cả 0 bản ghi của trang này", "All 0 records of this page"},
		{"proof.all", nil, "Tất cả {0} bản ghi của trang này", "All {0} records of this page"},
	} {
		if got := For(Vietnamese).T(c.key, c.args...); got != c.vi {
			t.Errorf("vi %s%v = %q, want %q", c.key, c.args, got, c.vi)
		}
		if got := For(English).T(c.key, c.args...); got != c.en {
			t.Errorf("en %s%v = %q, want %q", c.key, c.args, got, c.en)
		}
	}
}

func TestShow(t *testing.T) {
	moment := time.Date(2026, 12, 2, 18, 5, 59, 0, time.UTC) // past midnight in Viet Nam
	vi, en := For(Vietnamese), For(English)
	for _, c := range []struct{ got, want string }{
		{vi.Time(moment), "01:05 03/12/2026"},
		{en.Time(moment), "3 Dec 2026, 01:05"},
		{vi.Date(ocop.Date{}), ""},
		{en.Date(ocop.Date{}), ""},
		{vi.Number(1234567), "1.234.567"},
		{en.Number(1234567), "1,234,567"},
		{vi.Number(0), "0"},
		{en.show(moment), "3 Dec 2026, 01:05"},
		{en.show(1000), "1,000"},
		{en.show(true), "true"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestProblem(t *testing.T) {
	for _, c := range []struct {
		problem trace.Problem
		vi, en  string
	}{
		{trace.Problem{Key: "required"}, "Cần điền mục này.", "This is needed."},
		{trace.Problem{Key: "extensionTooLong", Args: []any{"2026-12-03"}},
			"Chỉ kéo dài được đến 03/12/2026.", "It can be extended to 3 Dec 2026 at most."},
		{trace.Problem{Key: "labelsAlready", Args: []any{int64(1), int64(1500), "voided"}},
			"Tem 1 đến 1.500 đã bị hủy.", "Labels 1 to 1,500 are voided already."},
		{trace.Problem{Key: "lotTaken", Args: []any{"active"}}, "Lô “active” đã có.", "Lot “active” exists already."},
	} {
		if got := For(Vietnamese).Problem(c.problem); got != c.vi {
			t.Errorf("vi: %q, want %q", got, c.vi)
		}
		if got := For(English).Problem(c.problem); got != c.en {
			t.Errorf("en: %q, want %q", got, c.en)
		}
	}
}

func TestDecimal(t *testing.T) {
	for thousandths, want := range map[int64][2]string{
		0: {"0", "0"}, 6500: {"6,5", "6.5"}, 66300: {"66,3", "66.3"}, 5: {"0,005", "0.005"}, 1234567: {"1.234,567", "1,234.567"}, 3000: {"3", "3"},
	} {
		if vi, en := For(Vietnamese).Decimal(thousandths), For(English).Decimal(thousandths); vi != want[0] || en != want[1] {
			t.Errorf("%d: %q and %q, want %q", thousandths, vi, en, want)
		}
	}
}
