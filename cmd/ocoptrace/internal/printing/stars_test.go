package printing

import (
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
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
			found := warnings(s, locale.For(locale.Vietnamese))
			printed := strings.Join(say(s, "h", false, false)[label.FieldStars], "|")
			stars, text := "OCOP 3 sao", ""
			if c.warning != "" {
				stars = ""
			}
			for _, f := range found {
				text += f.Text
			}
			if printed != stars || text != c.warning || !found.Printable() {
				t.Errorf("stars %q, findings %+v; want %q, %q", printed, found, stars, c.warning)
			}
		})
	}
}
