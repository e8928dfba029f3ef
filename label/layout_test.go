package label

import (
	"math/rand/v2"
	"slices"
	"testing"

	"ocoptrace/label/labeltest"
)

// box is the ink of a run, in mm from the label's corner.
type box struct {
	field                    Field
	left, top, right, bottom float64
}

func (c *composer) inkOf(r run) box {
	e := c.faces[r.style].measure(r.text)
	em := r.size * pointMM
	left := r.x - e.Left*em
	return box{r.field, left, r.y - e.Above*em, left + e.Width()*em, r.y + e.Below*em}
}

func (a box) overlaps(b box) bool {
	const touch = 1e-6
	return a.left < b.right-touch && b.left < a.right-touch && a.top < b.bottom-touch && b.top < a.bottom-touch
}

// checkLayout holds a layout to what the package promises.
func checkLayout(t *testing.T, c *composer, out layout, modules int) {
	t.Helper()
	s := c.stock
	reach := float64(modules+Quiet) * out.module
	quiet := box{"symbol", out.x - Quiet*out.module, out.y - Quiet*out.module, out.x + reach, out.y + reach}
	const slack = 1e-6
	if quiet.left < -slack || quiet.top < -slack || quiet.right > s.LabelW+slack || quiet.bottom > s.LabelH+slack {
		t.Errorf("quiet zone %+v leaves the label", quiet)
	}
	if out.module < MinModule {
		t.Errorf("module %.3f mm", out.module)
	}
	var ink []box
	for _, r := range out.runs {
		if r.size < c.least-slack {
			t.Errorf("%s at %.2f points, least %.2f", r.field, r.size, c.least)
		}
		b := c.inkOf(r)
		if b.left < s.InsetX-slack || b.top < s.InsetY-slack || b.right > s.LabelW-s.InsetX+slack || b.bottom > s.LabelH-s.InsetY+slack {
			t.Errorf("%+v leaves the inset", b)
		}
		if b.overlaps(quiet) {
			t.Errorf("%+v reaches into the quiet zone %+v", b, quiet)
		}
		if i := slices.IndexFunc(ink, b.overlaps); i >= 0 {
			t.Errorf("%+v overlaps %+v", b, ink[i])
		}
		ink = append(ink, b)
	}
}

func TestRandomLabelsKeepTheirPlace(t *testing.T) {
	labeltest.SkipUnderRace(t)
	for _, s := range Stocks() {
		c, err := newComposer(testFonts(), s)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(3, 4))
		fitted := 0
		for range 300 {
			l := randomLabel(r)
			symbol, err := Encode(l.URI)
			if err != nil {
				t.Fatal(err)
			}
			out, problem := c.compose(l, symbol.Size())
			if problem == nil {
				fitted++
				checkLayout(t, c, out, symbol.Size())
			}
		}
		t.Logf("%s: %d of 300 fitted", s.ID, fitted)
		if fitted < 20 || fitted == 300 {
			t.Errorf("%s: %d of 300 labels fitted: the test sees one side only", s.ID, fitted)
		}
	}
}

// Everything asked for is drawn, word for word and once.
func TestNothingIsLeftOut(t *testing.T) {
	for _, s := range Stocks() {
		c, err := newComposer(testFonts(), s)
		if err != nil {
			t.Fatal(err)
		}
		l := testLabel(3)
		symbol, _ := Encode(l.URI)
		out, problem := c.compose(l, symbol.Size())
		if problem != nil {
			t.Fatal(problem)
		}
		got := map[Field]string{}
		for _, r := range out.runs {
			got[r.field] += r.text
		}
		want := map[Field]string{
			FieldName: l.Name, FieldLot: l.Lot, FieldDates: l.Dates[0] + l.Dates[1], FieldStars: l.Stars,
			FieldCode: l.Code, FieldHost: l.Host, FieldCall: l.Call, FieldNote: l.Note,
		}
		if s.English {
			want[FieldNameEN] = l.NameEN
		}
		if s.Lines {
			want[FieldLines] = l.Lines[0] + l.Lines[1]
		}
		for f, w := range want {
			if got[f] != w {
				t.Errorf("%s: %s is %q, want %q", s.ID, f, got[f], w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: drawn %v", s.ID, got)
		}
	}
}

// The labels of a run differ in code and symbol only: every line stands at the
// same place in the same size on all of them.
func TestRunLooksAlike(t *testing.T) {
	for _, s := range Stocks() {
		c, err := newComposer(testFonts(), s)
		if err != nil {
			t.Fatal(err)
		}
		first, problem := c.compose(testLabel(0), 29)
		if problem != nil {
			t.Fatal(problem)
		}
		for i := range 200 {
			out, problem := c.compose(testLabel(i), 29)
			if problem != nil || out.module != first.module || len(out.runs) != len(first.runs) {
				t.Fatalf("%s: label %d: module %g, %d runs, %v", s.ID, i, out.module, len(out.runs), problem)
			}
			for k, r := range out.runs {
				r.text, r.x, r.width = first.runs[k].text, first.runs[k].x, first.runs[k].width // ink starts where a letter's does
				if r != first.runs[k] {
					t.Errorf("%s: label %d has %+v, the first %+v", s.ID, i, r, first.runs[k])
				}
			}
		}
	}
}

// A short link gives full modules on the roll: 29 modules and the quiet zone at
// 4 dots are 18.5 mm.
func TestRollModule(t *testing.T) {
	c, err := newComposer(testFonts(), mustStock(t, "roll-50x30"))
	if err != nil {
		t.Fatal(err)
	}
	out, problem := c.compose(testLabel(1), 29)
	if problem != nil || out.module != 0.5 {
		t.Errorf("module %g mm, %v", out.module, problem)
	}
	if side := float64(29+2*Quiet) * out.module; side != 18.5 {
		t.Errorf("%g mm", side)
	}
}

// As a name grows its letters shrink or its symbol does, never the other way,
// until it is refused.
func TestLongerNamesShrink(t *testing.T) {
	c, err := newComposer(testFonts(), mustStock(t, "a4-65-38x21"))
	if err != nil {
		t.Fatal(err)
	}
	l := testLabel(1)
	l.Name = ""
	last := 1e9
	for range 60 {
		l.Name += "Lễ "
		out, problem := c.compose(Label{URI: l.URI, Name: l.Name}, 29)
		if problem != nil {
			if problem.Field != FieldName || problem.Excess <= 0 || problem.Letters <= 0 {
				t.Errorf("%+v", problem)
			}
			return
		}
		if out.module == c.stock.module(c.stock.Dots) {
			if out.runs[0].size > last {
				t.Errorf("%d letters: %.2f points after %.2f", len(l.Name), out.runs[0].size, last)
			}
			last = out.runs[0].size
		}
	}
	t.Error("a name of 180 letters was never refused")
}
