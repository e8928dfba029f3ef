package layout

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

// box is ink, in mm from the label's corner.
type box struct {
	what                     string
	left, top, right, bottom float64
}

const near = 1e-5

func (a box) overlaps(b box) bool {
	return a.left < b.right-near && b.left < a.right-near && a.top < b.bottom-near && b.top < a.bottom-near
}

func (a box) inside(left, top, right, bottom float64) bool {
	return a.left >= left-near && a.top >= top-near && a.right <= right+near && a.bottom <= bottom+near
}

// testFaces measures text for tests, which run one after the other.
var testFaces = sync.OnceValue(func() *label.Faces {
	f, err := label.NewFaces(testFonts())
	if err != nil {
		panic(err)
	}
	return f
})

// boxes measures the ink of a drawing anew, from the fonts.
func boxes(t testing.TB, d *label.Drawing) []box {
	t.Helper()
	faces := testFaces()
	var out []box
	for _, m := range d.Texts {
		e, em := faces.Measure(m.Style, m.Text), m.Size*label.PointMM
		out = append(out, box{string(m.Field) + " " + m.Text, m.X - e.Left*em, m.Y - e.Above*em, m.X + (e.Advance+e.Right)*em, m.Y + e.Below*em})
	}
	for _, m := range d.Bars {
		out = append(out, box{"bar", m.X, m.Y, m.X + m.W, m.Y + m.H})
	}
	for _, m := range d.Images {
		out = append(out, box{"image", m.X, m.Y, m.X + m.W, m.Y + m.H})
	}
	return out
}

// checkPlace holds a drawing to what the package promises.
func checkPlace(t testing.TB, c *Composer, d *label.Drawing) {
	t.Helper()
	m, s := c.media, d.Symbols[0]
	side, quiet := s.Side(), label.Quiet*s.Module
	zone := box{"quiet zone", s.X - quiet, s.Y - quiet, s.X + side + quiet, s.Y + side + quiet}
	if !zone.inside(0, 0, m.W, m.H) {
		t.Errorf("%+v leaves the label", zone)
	}
	if !(box{"symbol", s.X, s.Y, s.X + side, s.Y + side}).inside(m.InsetX, m.InsetY, m.W-m.InsetX, m.H-m.InsetY) {
		t.Errorf("symbol at %g, %g leaves the insets", s.X, s.Y)
	}
	if s.Module < label.MinModule || side < c.template.Symbol.Least-near {
		t.Errorf("module %g mm, side %g mm", s.Module, side)
	}
	ink := boxes(t, d)
	for i, b := range ink {
		if !b.inside(m.InsetX, m.InsetY, m.W-m.InsetX, m.H-m.InsetY) {
			t.Errorf("%+v leaves the insets", b)
		}
		if b.overlaps(zone) {
			t.Errorf("%+v reaches into the %+v", b, zone)
		}
		if k := slices.IndexFunc(ink[:i], b.overlaps); k >= 0 {
			t.Errorf("%+v overlaps %+v", b, ink[k])
		}
	}
	checkLetters(t, c, d)
	checkDots(t, c, d)
}

func checkLetters(t testing.TB, c *Composer, d *label.Drawing) {
	t.Helper()
	faces := testFaces()
	for _, m := range d.Texts {
		least := c.media.MinPoint
		if m.Field == label.FieldCode && c.media.MinCode > 0 {
			least = c.media.MinCode
		}
		if m.Size < max(least, LeastPoint)-near {
			t.Errorf("%s at %g points, least %g", m.Field, m.Size, least)
		}
		if x := faces.Measure(m.Style, "x").Above * m.Size * label.PointMM; x < c.media.MinXHeight*0.99 { // a flat x is 1 % under the font's own figure at most
			t.Errorf("%s has an x of %.3f mm, least %g", m.Field, x, c.media.MinXHeight)
		}
		if c.media.Thermal && m.Colour != "" {
			t.Errorf("%s in %s on thermal media", m.Field, m.Colour)
		}
	}
}

func checkDots(t testing.TB, c *Composer, d *label.Drawing) {
	t.Helper()
	dot := 25.4 / c.media.DPI
	whole := func(what string, all ...float64) {
		for _, mm := range all {
			if n := mm / dot; math.Abs(n-math.Round(n)) > 1e-3 {
				t.Errorf("%s: %g mm is %.4f dots", what, mm, n)
			}
		}
	}
	for _, m := range d.Texts {
		whole(string(m.Field), m.X, m.Y)
	}
	for _, m := range d.Bars {
		whole("bar", m.X, m.Y, m.W, m.H)
	}
	for _, m := range d.Images {
		whole("image", m.X, m.Y, m.W, m.H)
	}
	whole("symbol", d.Symbols[0].X, d.Symbols[0].Y, d.Symbols[0].Module)
}

// vietnamese holds the letters with most marks, and some that reach low.
const vietnamese = "aàẩặđeễệiịoốộợuừựyỹAÀẨẶĐEỄỆIỊOỐỘỢUỪỰYỸjgpqWM0123456789,.%&°–"

// words returns random words of up to most letters.
func words(r *rand.Rand, most int) string {
	letters := []rune(vietnamese)
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteRune(letters[r.IntN(len(letters))])
		if r.IntN(6) == 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// random returns a content with random words in each field of a template, often
// too long; the more room the label has the longer.
func random(r *rand.Rand, t *Template, m Media) Content {
	ct := sample()
	ct.URI += strings.Repeat("/a", r.IntN(25))
	most := min(800, int(m.W*m.H/[]float64{20, 60, 150, 400}[r.IntN(4)])+12)
	for _, i := range t.items {
		if i.Field == "" || i.Field == label.FieldCode || r.IntN(3) == 0 {
			continue
		}
		ct.Values[i.Field] = []string{words(r, r.IntN(most)) + "x"}
		if i.Table {
			ct.Values[i.Field] = nil
			for range r.IntN(8) {
				ct.Values[i.Field] = append(ct.Values[i.Field], words(r, 40)+strings.Repeat("\t"+words(r, 9), r.IntN(4)))
			}
		}
	}
	return ct
}

func TestRandomTextsKeepTheirPlace(t *testing.T) {
	labeltest.SkipUnderRace(t)
	for id, tpl := range defaults(t) {
		for size, m := range mediaFor(tpl) {
			t.Run(id+"/"+size, func(t *testing.T) { keepPlace(t, withLogo(tpl), m) })
		}
	}
}

func keepPlace(t *testing.T, tpl Template, m Media) {
	c, err := NewComposer(testFonts(), tpl, m)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	const rounds = 16
	fitted := 0
	for range rounds {
		ct := random(r, &tpl, m)
		d, problems := c.Compose(ct)
		if d == nil {
			checkRefusal(t, ct, problems)
		} else {
			fitted++
			checkPlace(t, c, d)
			checkWords(t, &tpl, ct, d, problems)
		}
		if t.Failed() {
			t.Fatalf("%q", ct.Values)
		}
	}
	if fitted < 3 || fitted == rounds {
		t.Errorf("%d of %d fitted: the test sees one side only", fitted, rounds)
	}
}

// withLogo returns a template that begins with a logo and has more colours.
func withLogo(t Template) Template {
	t.Logo = &Logo{W: 12, H: 9, Bits: slices.Repeat([]byte{0xAA, 0x50}, 9)}
	t.Beside = append([]Item{{Logo: 6, Priority: 1, Colour: "green"}}, t.Beside...)
	t.Beside[1].Colour = "red"
	return t
}

// checkRefusal holds a refusal to saying which field, and how much.
func checkRefusal(t *testing.T, ct Content, problems []label.Problem) {
	t.Helper()
	for _, p := range problems {
		size := p.Kind == label.KindTooWide || p.Kind == label.KindTooHigh || p.Kind == label.KindSide
		if p.Warning || p.Field == "" || size && !(p.Excess > 0) || p.Kind != label.KindModule && !size {
			t.Errorf("%+v: %v", p, p)
		}
		if letters, _ := count(ct.Values[p.Field]); p.Letters > 0 && p.Letters >= letters {
			t.Errorf("%v tells of %d letters, there are %d", p, p.Letters, letters)
		}
	}
}

// checkWords holds a drawing to showing each word once, or telling that a field
// is left out.
func checkWords(t *testing.T, tpl *Template, ct Content, d *label.Drawing, problems []label.Problem) {
	t.Helper()
	drawn, left := map[label.Field][]string{}, map[label.Field]bool{}
	for _, m := range d.Texts {
		drawn[m.Field] = append(drawn[m.Field], strings.Fields(m.Text)...)
	}
	for _, p := range problems {
		left[p.Field] = p.Kind == label.KindLeftOut
	}
	for _, i := range tpl.items {
		want := strings.Fields(strings.Join(ct.Values[i.Field], " "))
		if left[i.Field] {
			want = nil
		}
		got := drawn[i.Field]
		slices.Sort(want) // tables are drawn part by part
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: drawn %q, want %q", i.Field, got, want)
		}
	}
}

func TestSameInputsSameDrawing(t *testing.T) {
	for id, tpl := range defaults(t) {
		for size, m := range mediaFor(tpl) {
			var first *label.Drawing
			for range 3 {
				c, err := NewComposer(testFonts(), tpl, m)
				if err != nil {
					t.Fatal(err)
				}
				d, _ := c.Compose(sample())
				if first == nil {
					first = d
				}
				if !reflect.DeepEqual(d, first) {
					t.Errorf("%s on %s: another drawing", id, size)
				}
			}
		}
	}
}
