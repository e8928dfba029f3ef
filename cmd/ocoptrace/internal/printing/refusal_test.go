package printing

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/layout"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// Whatever cannot be printed is refused in words that name what is in the way
// and by how much: every template on every stock, with each of the goods.
func TestRefusalsNameWhatIsInTheWay(t *testing.T) {
	labeltest.SkipUnderRace(t) // one after the other, thousands of them
	w := varietyWorld(t)
	refused := 0
	for _, s := range Stocks().All() {
		for _, template := range Templates() {
			for _, g := range variety {
				o, part := varietySetup(cell{template, s}, g), Part{Run: &trace.LabelRun{Product: g.product, Lot: g.lot, Count: 3}}
				if template.Purpose == layout.Poster {
					part = Part{Product: g.product}
				}
				found, err := Check(t.Context(), w.Registry, []Part{part}, o)
				if err != nil {
					t.Fatalf("%s on %s: %v", template.ID, s.ID, err)
				}
				if !found.Printable() {
					refused++
					checkRefusal(t, w, part, o, s.ID, found)
				}
			}
		}
	}
	t.Logf("%d refusals", refused)
}

// varietySetup prints some goods in a cell; a gift box holds a lot of them.
func varietySetup(c cell, g goods) Setup {
	return Setup{
		Template: c.template, Paper: PaperOf(labelstock.Job{Stock: c.stock}), Confirmed: true,
		Carton: &Carton{Pieces: 20}, Contains: []Lot{{g.product, g.lot}, {"banh-da", "BD-01"}},
		Point: &Point{Name: "Điểm giới thiệu sản phẩm OCOP Mường Khương", Address: "Xã Mường Khương, Lào Cai"},
	}
}

// amount is a number in a text.
var amount = regexp.MustCompile(`\d+(,\d+)?`)

// checkRefusal compares what is said with the problems of the layout.
func checkRefusal(t *testing.T, w *tracetest.World, part Part, o Setup, stock string, found Findings) {
	t.Helper()
	p, err := read(t.Context(), w.Registry, []Part{part}, o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := layout.NewComposer(Fonts(), o.Template, p.media())
	if err != nil {
		t.Fatal(err)
	}
	content, err := p.first(0)
	if err != nil {
		t.Fatal(err)
	}
	d, problems := c.Compose(content)
	if d != nil || len(problems) == 0 {
		t.Errorf("%s on %s as %s: refused without a problem: %v", o.Template.ID, stock, o.Format, found)
	}
	for _, problem := range problems {
		what := fmt.Sprintf("%s on %s as %s of %s: %+v", o.Template.ID, stock, o.Format, content.Values[label.FieldName], problem)
		if fault := faultOf(&o.Template, content, problem); fault != "" {
			t.Errorf("%s: %s", what, fault)
		}
		text := problemText(o.locale(), problem)
		if amounts := amount.FindAllString(text, -1); len(amounts) == 0 || slices.Contains(amounts, "0") || slices.Contains(amounts, "0,0") ||
			len(amounts) == 2 && amounts[0] == amounts[1] {
			t.Errorf("%s: %q says no amount", what, text)
		}
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Text == text && !f.Warning }) {
			t.Errorf("%s is not among %v", what, found)
		}
	}
}

// faultOf says what a problem that keeps a label from being printed leaves open.
func faultOf(template *layout.Template, content layout.Content, p label.Problem) string {
	letters := 0
	for _, v := range content.Values[p.Field] {
		letters += utf8.RuneCountInString(v)
	}
	symbol := p.Field == label.FieldURI
	switch {
	case p.Warning:
		return "is a warning"
	case !symbol && !shows(template, p.Field):
		return "is no field of the template"
	case !symbol && letters == 0:
		return "has no letters"
	}
	switch p.Kind {
	case label.KindModule:
		if !symbol || p.Module < 0 || p.Module >= label.MinModule {
			return "is no module that is too small"
		}
	case label.KindSide:
		if !symbol || p.Excess <= 0 {
			return "is no side that is too short"
		}
	case label.KindTooWide, label.KindTooHigh:
		if p.Excess <= 0 || p.Letters < 0 || p.Letters > 0 && p.Letters >= letters {
			return fmt.Sprintf("of %d letters, has no amount", letters)
		}
	default:
		return "is of a kind that does not belong here"
	}
	return ""
}
