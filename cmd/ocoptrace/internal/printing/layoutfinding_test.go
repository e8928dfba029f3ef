package printing

import (
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
)

// What has no room is said once for all fields of a label, and can be printed.
func TestLeftOutIsSaidOnce(t *testing.T) {
	l := Setup{}.locale()
	found := layoutFindings(l, []label.Problem{
		{Field: label.FieldStory, Kind: label.KindLeftOut, Warning: true},
		{Field: label.FieldURI, Kind: label.KindModule, Warning: true, Module: 0.35},
		{Field: label.FieldUsage, Kind: label.KindLeftOut, Warning: true},
	})
	names := FieldName(l, label.FieldStory) + ", " + FieldName(l, label.FieldUsage)
	if len(found) != 2 || !found.Printable() || !strings.HasSuffix(found[1].Text, ": "+names) {
		t.Errorf("%+v, want %s last", found, names)
	}
}

// That a symbol is sent as a picture is said in both languages, and keeps nothing
// from being printed.
func TestPictureIsSaid(t *testing.T) {
	for _, lang := range []string{locale.Vietnamese, locale.English} {
		l := locale.For(lang)
		found := layoutFindings(l, []label.Problem{{Field: label.FieldURI, Kind: label.KindPicture, Warning: true}})
		if len(found) != 1 || !found.Printable() || found[0].Text != l.T("print.problem.picture") {
			t.Errorf("%s: %+v", lang, found)
		}
	}
}

// A name too long for a label is printed where its short form is known or the
// label has room, and refused in plain words elsewhere.
func TestLongName(t *testing.T) {
	const long = "Lạp xưởng làm từ thịt lợn đen nuôi tại địa phương, ướp rượu trắng, nước gừng và lá mắc mật, sấy bằng than củi, đóng gói hút chân không 500 g"
	w := rice(t)
	w.State(t,
		&trace.Product{ID: "dai", Entity: "htx-gao-ruong-mau", Name: long, Group: "I.3d", Taxonomy: "26/2026"},
		&trace.Product{ID: "ngan", Entity: "htx-gao-ruong-mau", Name: long, LabelName: "Lạp xưởng lợn đen 500 g", Group: "I.3d", Taxonomy: "26/2026"})
	for _, id := range []string{"dai", "ngan"} {
		stateBatch(t, w, &trace.Batch{Product: id, Lot: "L1", Produced: day(t, "2026-11-23"), Quantity: 99, Unit: "gói"})
		parts := []Part{{Run: &trace.LabelRun{Product: id, Lot: "L1", Count: 3}}}
		for stock, room := range map[string]bool{"a4-8-105x74": true, "roll-100x70": true, "roll-50x30": false, "a4-65-38x21": false} {
			found, err := Check(t.Context(), w.Registry, parts, on(t, "stamp", stock))
			if err != nil {
				t.Fatal(err)
			}
			if want := id == "ngan" || room; found.Printable() != want {
				t.Errorf("%s on %s: printable %t, want %t: %v", id, stock, found.Printable(), want, found)
			}
			if !found.Printable() && !strings.HasPrefix(found.Error(), "Tên sản phẩm: không đủ chỗ") {
				t.Errorf("%s on %s: %v", id, stock, found)
			}
		}
	}
}
