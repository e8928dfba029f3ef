package printing

import (
	"slices"
	"testing"

	"ocoptrace/label"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/trace"
)

// Stamps are printed on the smallest rolls, by every writer, with name, lot, host
// and code; on labels of 30 x 20 mm where the link is one without a GTIN.
func TestStampsOnTheSmallestRolls(t *testing.T) {
	w := rice(t)
	rice, cracker := newRun(t, w, "gao-seng-cu", "ST-01", 3), newRun(t, w, "banh-da", "BD-01", 3)
	m := &matrix{}
	for _, s := range Stocks().All() {
		if !s.Roll || s.LabelW >= 40 {
			continue
		}
		for _, run := range []Part{{Run: rice}, {Run: cracker}} {
			o := Setup{Template: TemplateFor(s.LabelW, s.LabelH), Paper: PaperOf(labelstock.Job{Stock: s}), Confirmed: true}
			for _, o.Format = range []Format{PDF, ZPL, TSPL} {
				doc, found := m.write(t, w, []Part{run}, o)
				refused := found != nil
				if small := s.LabelW < 35; refused != (small && run.Run == rice) {
					t.Fatalf("%s on %s as %s: refused %t", run.Run.Product, s.ID, o.Format, refused)
				}
				if refused {
					continue
				}
				want := codes(t, w, run.Run, 1, 3)
				if got := decode(t, o, doc, s, 3); !same(got, want) {
					t.Errorf("%s on %s as %s reads %q", run.Run.Product, s.ID, o.Format, got)
				}
			}
		}
		checkSmall(t, w.Registry, s, Part{Run: cracker})
	}
}

// checkSmall looks at what stands on a small label.
func checkSmall(t *testing.T, reg *trace.Registry, s labelstock.Stock, part Part) {
	t.Helper()
	o := Setup{Template: TemplateFor(s.LabelW, s.LabelH), Paper: PaperOf(labelstock.Job{Stock: s}), Confirmed: true}
	look, err := Look(t.Context(), reg, []Part{part}, o)
	if err != nil || look.Label == nil {
		t.Fatal(s.ID, look.Findings, err)
	}
	if m := look.Label.Symbols[0].Module; m < label.MinModule || m*8 != float64(int(m*8+0.5)) {
		t.Errorf("%s: modules of %g mm, want whole dots of 1/8 mm", s.ID, m)
	}
	var fields []label.Field
	for _, text := range look.Label.Texts {
		fields = append(fields, text.Field)
	}
	for _, f := range []label.Field{label.FieldName, label.FieldLot, label.FieldCode, label.FieldHost, label.FieldCheckShort} {
		if !slices.Contains(fields, f) {
			t.Errorf("%s lacks %s", s.ID, f)
		}
	}
}
