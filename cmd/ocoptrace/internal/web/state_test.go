package web

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// A state is a world in which a page says something, and what it says.
type state struct {
	name   string
	make   func(t *testing.T) (s *site, path string)
	status int
	level  level
	vi, en string   // the verdict
	viHas  []string // what else the page says
	enHas  []string
	not    []string // what neither says
}

// label is the path of label n of the rice after something was stated.
func label(n int64, facts func(run *trace.LabelRun) []trace.Fact, today string) func(*testing.T) (*site, string) {
	return func(t *testing.T) (*site, string) {
		s, run := rice(t)
		if facts != nil {
			s.State(t, facts(run)...)
		}
		if today != "" {
			s.Clock.Day(today)
		}
		return s, s.labelPath(t, run, n)
	}
}

// blank is the path of label 2 of a blank run of 20 after something was stated.
func blank(facts func(run *trace.LabelRun) []trace.Fact) func(*testing.T) (*site, string) {
	return func(t *testing.T) (*site, string) {
		s, _ := rice(t)
		run, err := s.OrderRun(t.Context(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 20})
		if err != nil {
			t.Fatal(err)
		}
		if facts != nil {
			s.State(t, facts(run)...)
		}
		return s, s.labelPath(t, run, 2)
	}
}

func recall(action trace.RecallAction) func(*trace.LabelRun) []trace.Fact {
	return func(*trace.LabelRun) []trace.Fact {
		return []trace.Fact{&trace.Recall{
			Product: "gao-seng-cu", Lot: "ST-01", Action: action, Date: day("2026-11-22"),
			Reason: "Có mọt trong kho.", ReasonEn: "Weevils in the store room.",
			Instruction: "Mang trả nơi mua.", InstructionEn: "Take it back.", Contact: "0900 000 007",
		}}
	}
}

func voidOne(run *trace.LabelRun) []trace.Fact {
	return []trace.Fact{&trace.LabelStatus{
		Run: run.ID, From: 2, To: 2, State: trace.LabelVoided, Reason: "Tem rách", Date: day("2026-11-22"),
	}}
}

// milk is a product with a use-by date, produced on 2026-11-20 and good for
// seven days, on a day.
func milk(today string) func(t *testing.T) (*site, string) {
	return func(t *testing.T) (*site, string) {
		w := tracetest.New(t)
		w.Rice(t)
		w.State(t,
			&trace.Product{
				ID: "sua", Entity: "htx-gao-ruong-mau", Name: "Sữa tươi", Group: "I.1b", Taxonomy: "26/2026",
				DateKind: trace.DateExpires, ShelfLifeDays: 7, Storage: "Ngăn mát",
			},
			&trace.Batch{
				Product: "sua", ProductName: "Sữa tươi", Entity: "htx-gao-ruong-mau", EntityName: "HTX Gạo Ruộng Mẫu",
				Lot: "S1", Produced: day("2026-11-20"), Expires: day("2026-11-27"), Quantity: 5, Unit: "chai",
			})
		w.Clock.Day(today)
		return newSite(t, w), "/batches/sua/S1"
	}
}

var states = []state{
	{
		name: "intact", make: label(1, nil, ""), status: 200, level: levelGood,
		vi: "Bản ghi nguyên vẹn, chưa bị sửa", en: "Record intact, not altered",
		viHas: []string{"Lô hàng còn hạn đến 20/11/2027.", "Tem đã kích hoạt.", "Tem số 1 trong 10", "OCOP 4 sao còn hiệu lực đến 12/03/2028",
			"Không thay thế", "DỮ LIỆU MẪU", "ST-01", "Tem bị chụp lại", "UBND tỉnh Lào Cai", "Xã Mường Khương, Tỉnh Lào Cai"},
		enHas: []string{"The batch is in date until 20 Nov 2027.", "The label is active.", "Label 1 of 10", "4 of 5 OCOP stars valid to 12 Mar 2028",
			"does not replace the national traceability portal", "DỮ LIỆU MẪU Sample data", "Compare with the pack", "A photographed or reprinted label"},
		not: []string{"Not activated", "Chưa kích hoạt", "Voided", "On the day of production", "Vào ngày sản xuất"},
	},
	{
		name: "inactive", make: label(9, nil, ""), status: 200, level: levelCare,
		vi: "Tem chưa kích hoạt", en: "This label has not been activated",
		viHas: []string{"Tem số 9 trong 10", "OCOP 4 sao"}, enHas: []string{"ask the seller", "Label 9 of 10 Not activated"},
		not: []string{"Record intact", "nguyên vẹn"},
	},
	{
		name: "voided", make: label(2, voidOne, ""), status: 200, level: levelStop,
		vi: "Tem này đã bị hủy", en: "This label has been voided",
		viHas: []string{"Đã hủy · 22/11/2026", "Tem rách"}, enHas: []string{"Voided · 22 Nov 2026"},
		not: []string{"Record intact", "nguyên vẹn"},
	},
	{
		name: "unbound", make: blank(nil), status: 200, level: levelCare,
		vi: "Tem trắng, chưa gắn với lô hàng nào", en: "Blank label, not bound to any batch",
		viHas: []string{"Tem số 2 trong 20", "Chưa kích hoạt", "HTX Gạo Ruộng Mẫu", "DỮ LIỆU MẪU", "Đợt tem"},
		enHas: []string{"Label 2 of 20", "says nothing about the goods", "Labels of HTX", "Label run"},
		not:   []string{"Gạo Séng Cù", "Seng Cu rice", "Record intact", "nguyên vẹn", "OCOP 4", "ST-01"},
	},
	{
		name: "unbound and voided", make: blank(voidOne), status: 200, level: levelStop,
		vi: "Tem này đã bị hủy", en: "This label has been voided",
		viHas: []string{"Tem trắng, chưa gắn với lô hàng nào", "Tem rách"}, enHas: []string{"Blank label, not bound to any batch", "Voided · 22 Nov 2026"},
		not: []string{"Record intact", "nguyên vẹn"},
	},
	{
		name: "bound", make: blank(func(run *trace.LabelRun) []trace.Fact {
			return []trace.Fact{
				&trace.LabelClaim{Run: run.ID, From: 1, To: 5, Product: "gao-seng-cu", Lot: "ST-01", Date: day("2026-11-22")},
				&trace.LabelStatus{Run: run.ID, From: 1, To: 4, State: trace.LabelActive, Date: day("2026-11-22")},
			}
		}), status: 200, level: levelGood,
		vi: "Bản ghi nguyên vẹn, chưa bị sửa", en: "Record intact, not altered",
		viHas: []string{"Tem số 2 trong 20", "ST-01", "Gắn tem trắng với lô hàng"}, enHas: []string{"Blank labels bound to a batch"},
		not: []string{"Tem trắng, chưa gắn", "not bound"},
	},
	{
		name: "recalled", make: label(1, recall(trace.ActionRecall), ""), status: 200, level: levelStop,
		vi: "Lô hàng đang bị thu hồi: không sử dụng", en: "This batch is recalled: do not use it",
		viHas: []string{"Thu hồi từ ngày 22/11/2026", "Có mọt trong kho.", "Mang trả nơi mua.", "0900 000 007"},
		enHas: []string{"Recalled on 22 Nov 2026", "Weevils in the store room.", "Take it back.", "0900 000 007"},
		not:   []string{"Record intact", "nguyên vẹn", "No recall"},
	},
	{
		name: "on hold", make: label(1, recall(trace.ActionHold), ""), status: 200, level: levelCare,
		vi: "Lô hàng đang tạm giữ: chưa sử dụng", en: "This batch is on hold: do not use it yet",
		viHas: []string{"Tạm giữ từ ngày 22/11/2026"}, enHas: []string{"On hold since 22 Nov 2026"},
		not: []string{"Record intact", "recalled"},
	},
	{
		name: "recalled and not activated", make: label(9, recall(trace.ActionRecall), ""), status: 200, level: levelStop,
		vi: "Lô hàng đang bị thu hồi: không sử dụng", en: "This batch is recalled: do not use it",
		viHas: []string{"Tem chưa kích hoạt"}, enHas: []string{"This label has not been activated"},
	},
	{
		name: "past use-by", make: milk("2026-11-28"), status: 200, level: levelStop,
		vi: "Đã quá hạn sử dụng từ ngày 27/11/2026", en: "Past its use-by date, 27 Nov 2026",
		viHas: []string{"Chưa có công nhận OCOP"}, enHas: []string{"No OCOP recognition", "Use by 27 Nov 2026"},
	},
	{
		name: "last day of use", make: milk("2026-11-27"), status: 200, level: levelGood,
		vi: "Bản ghi nguyên vẹn, chưa bị sửa", en: "Record intact, not altered",
		not: []string{"Tem đã", "The label is active"},
	},
	{
		name: "past best-before", make: label(1, nil, "2027-11-21"), status: 200, level: levelCare,
		vi: "Đã qua ngày sử dụng tốt nhất, 20/11/2027", en: "Past its best-before date, 20 Nov 2027",
		not: []string{"Lô hàng đang", "This batch is"},
	},
	{
		name: "stars expired", make: label(1, nil, "2028-03-13"), status: 200, level: levelCare,
		vi: "Đã qua ngày sử dụng tốt nhất, 20/11/2027", en: "Past its best-before date, 20 Nov 2027",
		viHas: []string{"OCOP 4 sao đã hết hạn ngày 12/03/2028", "Vào ngày sản xuất 20/11/2026, sản phẩm có 4 sao OCOP còn hiệu lực."},
		enHas: []string{"4 of 5 OCOP stars expired on 12 Mar 2028", "On the day of production, 20 Nov 2026, 4 OCOP stars were in force."},
	},
	{
		name: "stars extended", make: label(1, change(trace.ChangeExtended, "2028-09-01"), "2028-05-01"), status: 200, level: levelCare,
		vi: "Đã qua ngày sử dụng tốt nhất, 20/11/2027", en: "Past its best-before date, 20 Nov 2027",
		viHas: []string{"đang kéo dài theo 26/2026/QĐ-TTg: đến khi có kết quả đánh giá lại, chậm nhất 01/09/2028", "Quá bận."},
		enHas: []string{"extended under 26/2026/QĐ-TTg until the new evaluation is decided, 1 Sep 2028 at the latest"},
		not:   []string{"đã hết hạn", "expired on"},
	},
	{
		name: "stars withdrawn", make: label(1, change(trace.ChangeWithdrawn, ""), ""), status: 200, level: levelGood,
		vi: "Bản ghi nguyên vẹn, chưa bị sửa", en: "Record intact, not altered",
		viHas: []string{"OCOP 4 sao đã bị thu hồi từ ngày 22/11/2026", "Quá bận.", "Vào ngày sản xuất 20/11/2026, sản phẩm có 4 sao OCOP còn hiệu lực."},
		enHas: []string{"4 of 5 OCOP stars withdrawn on 22 Nov 2026"},
	},
	{
		name: "unknown", make: func(t *testing.T) (*site, string) { s, _ := rice(t); return s, "/x/4R0MXK65AR9F" },
		status: 404, level: levelUnclear, vi: "Không tìm thấy mã này", en: "This code is not known",
		enHas: []string{"was never issued here"},
	},
	{
		name: "malformed", make: func(t *testing.T) (*site, string) { s, _ := rice(t); return s, "/x/4R0MXK65AR9G" },
		status: 400, level: levelUnclear, vi: "Mã này chưa đúng", en: "This code is not right",
		enHas: []string{"One character is wrong, or two are exchanged."},
	},
	{
		name: "unproven", make: func(t *testing.T) (*site, string) {
			s, run := rice(t)
			path := s.labelPath(t, run, 1)
			if _, err := s.Publish(t.Context()); err != nil {
				t.Fatal(err)
			}
			tamper(t, s.Store, `"produced":"2026-11-20"`, `"produced":"2026-11-22"`)
			return s, path
		},
		status: 500, level: levelStop, vi: "Không chứng minh được bản ghi", en: "The record cannot be proven",
		not: []string{"Gạo Séng Cù", "ST-01", "intact"},
	},
	{
		name: "unavailable", make: func(t *testing.T) (*site, string) {
			s, run := rice(t)
			path := s.labelPath(t, run, 1)
			if err := s.Store.Close(); err != nil {
				t.Fatal(err)
			}
			return s, path
		},
		status: 503, level: levelUnclear, vi: "Chưa kiểm tra được lúc này", en: "This cannot be checked now",
		not: []string{"Gạo Séng Cù", "intact"},
	},
}

func change(kind trace.Change, until string) func(*trace.LabelRun) []trace.Fact {
	return func(*trace.LabelRun) []trace.Fact {
		c := &trace.RecognitionChange{
			Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: kind,
			Date: day("2026-11-22"), Reason: "Quá bận.", Authority: "UBND tỉnh Lào Cai",
		}
		if until != "" {
			c.Until = day(until)
		}
		return []trace.Fact{c}
	}
}

func TestStates(t *testing.T) {
	for _, c := range states {
		t.Run(c.name, func(t *testing.T) {
			s, path := c.make(t)
			for lang, want := range map[string][]string{"vi": append(c.viHas, c.vi), "en": append(c.enHas, c.en)} {
				root := s.page(t, path, lang, c.status)
				verdict := find(root, "verdict")
				if verdict == nil {
					t.Fatal("no verdict")
				}
				if !strings.Contains(attr(verdict, "class"), string(c.level)) {
					t.Errorf("%s: the verdict's classes are %q, want %s", lang, attr(verdict, "class"), c.level)
				}
				if first := text(verdict); !strings.HasPrefix(first, want[len(want)-1]) {
					t.Errorf("%s: the verdict is %q, want %q", lang, first, want[len(want)-1])
				}
				said(t, lang, text(root), want, c.not)
			}
		})
	}
}

// said checks what a page says and does not say.
func said(t *testing.T, lang, page string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(strings.ToLower(page), strings.ToLower(w)) {
			t.Errorf("%s: the page does not say %q: %s", lang, w, page)
		}
	}
	for _, w := range not {
		if strings.Contains(page, w) {
			t.Errorf("%s: the page says %q", lang, w)
		}
	}
}

// Each finding has its own words, icon and shape: no two can be mistaken for
// each other without colours.
func TestFindingsDiffer(t *testing.T) {
	seen := make(map[string]trace.Finding)
	for f, icon := range findingIcons {
		l := levelOf(f)
		look := string(l) + " " + icon
		if other, twice := seen[look]; twice {
			t.Errorf("%s and %s look alike: %s", f, other, look)
		}
		seen[look] = f
	}
	if len(findingIcons) != 12 {
		t.Errorf("%d findings have icons", len(findingIcons))
	}
}

func TestRetryAfter(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	s.Store.Close()
	if w := s.get(path); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
}
