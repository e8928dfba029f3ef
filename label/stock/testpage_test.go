package stock

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
)

var hints = []string{
	"In ở 100 %, không chọn “vừa trang”.",
	"1. Đo hai thước kẻ bằng thước thật.",
	"2. Đo từ mép trái và mép trên của tờ giấy đến góc nơi hai thước kẻ bắt đầu.",
	"3. Gõ bốn số đo được vào trang hiệu chỉnh, rồi in lại trang này và soi tờ tem qua ánh sáng.",
}

func testDrawing(t testing.TB, j Job) *label.Drawing {
	t.Helper()
	p, err := TestPage(j, hints)
	if err != nil {
		t.Fatal(err)
	}
	if p.W != j.Stock.PageW || p.H != j.Stock.PageH || len(p.Placed) != 1 || p.Placed[0].X != 0 || p.Placed[0].Y != 0 {
		t.Fatalf("%s: a page of %g x %g mm", j.Stock.ID, p.W, p.H)
	}
	return p.Placed[0].Drawing
}

// All marks lie on the page and no text over another, on every stock. Labels
// carry their positions; two under rulers and hints may have no room for it.
func TestTestPages(t *testing.T) {
	for _, s := range catalogue(t).All() {
		d := testDrawing(t, Job{Stock: s, Corner: BottomRight, Down: true})
		inside := func(b box) bool {
			return b.left >= -0.06 && b.top >= -0.06 && b.right <= s.PageW+0.06 && b.bottom <= s.PageH+0.06
		}
		for _, b := range d.Bars {
			if !inside(box{b.X, b.Y, b.X + b.W, b.Y + b.H}) {
				t.Errorf("%s: %+v is not on the page", s.ID, b)
			}
		}
		var boxes []box
		numbers := map[string]bool{}
		for _, m := range d.Texts {
			b := textBox(m.X, m.Y, m.Width, m.Size)
			if !inside(b) || m.Size < 3 {
				t.Errorf("%s: %+v is not on the page", s.ID, m)
			}
			for i, o := range boxes {
				if b.meets(o) {
					t.Errorf("%s: %q lies over %q", s.ID, m.Text, d.Texts[i].Text)
				}
			}
			boxes = append(boxes, b)
			if m.Style == label.Bold {
				numbers[m.Text] = true
			}
		}
		if missing := s.PerPage() - len(numbers); missing > 2 && s.LabelW >= 30 && s.LabelH >= 25 && !s.Roll {
			t.Errorf("%s: %d labels have no number", s.ID, missing)
		}
	}
}

// Hints stand whole or not at all, in order.
func TestHintsWhole(t *testing.T) {
	for id, want := range map[string]int{"a4-24-70x37": 4, "roll-100x70": 4, "roll-50x30": 3, "roll-3x30x20": 2} {
		var lines []string
		for _, m := range testDrawing(t, Job{Stock: find(t, id)}).Texts {
			if m.Field == label.FieldHint {
				lines = append(lines, m.Text)
			}
		}
		if got := strings.Join(lines, " "); got != strings.Join(hints[:want], " ") {
			t.Errorf("%s: %q, want %d hints", id, got, want)
		}
	}
}

// rulerSeen finds a ruler among bars as a person does: its line is the longest
// bar along an axis.
func rulerSeen(d *label.Drawing) Marks {
	var m Marks
	for _, b := range d.Bars {
		if b.W > m.RulerX {
			m.RulerX, m.CornerY = b.W, b.Y+b.H/2
		}
		if b.H > m.RulerY {
			m.RulerY, m.CornerX = b.H, b.X+b.W/2
		}
	}
	return m
}

func TestRulers(t *testing.T) {
	for id, want := range map[string]Marks{
		"a4-24-70x37": {100, 100, 10, 10}, "letter-1": {100, 100, 10, 10}, "roll-50x30": {40, 20, 4, 4},
		"roll-3x35x22": {100, 10, 4, 4}, "roll-100x150": {80, 100, 10, 10}, "roll-3x30x20": {80, 10, 4, 4},
	} {
		j := Job{Stock: find(t, id), Calibration: Calibration{OffsetX: 2, OffsetY: 1, ScaleX: 1.02}} // changes labels only
		d := testDrawing(t, j)
		got := rulerSeen(d)
		if got != want || j.Stock.TestMarks() != want {
			t.Errorf("%s: %+v and %+v, want %+v", id, got, j.Stock.TestMarks(), want)
		}
		text := fmt.Sprintf("%g mm", want.RulerX)
		found := false
		for _, m := range d.Texts {
			found = found || m.Text == text
		}
		if !found {
			t.Errorf("%s: no %q beside the ruler", id, text)
		}
	}
}

// Labels of a test page are where those of the job are.
func TestTestPageLabels(t *testing.T) {
	j := Job{Stock: find(t, "a4-24-70x37"), Calibration: Calibration{OffsetX: 1.5, OffsetY: -1, ScaleX: 0.99}}
	d := testDrawing(t, j)
	for place := range j.Places(24) { // nothing else is there
		for _, corner := range [][2]float64{{place.X, place.Y}, {place.X + 70, place.Y + 37}} {
			n := 0
			for _, b := range d.Bars {
				if b.X-0.06 <= corner[0] && corner[0] <= b.X+b.W+0.06 && b.Y-0.06 <= corner[1] && corner[1] <= b.Y+b.H+0.06 {
					n++
				}
			}
			if n < 2 {
				t.Errorf("%d bars meet at %v", n, corner)
			}
		}
	}
}

func TestTestPageRefuses(t *testing.T) {
	j := Job{Stock: small()}
	for _, bad := range [][]string{{"a\nb"}, {"\xff"}, {"😀"}, {strings.Repeat("a", 501)}, make([]string, 21)} {
		if _, err := TestPage(j, bad); !errors.Is(err, ErrJob) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
	j.Start = 13
	if _, err := TestPage(j, nil); !errors.Is(err, ErrJob) {
		t.Errorf("start 13 of 12: %v", err)
	}
	tiny := Stock{ID: "t", Name: Name{"t", "t"}, PageW: 5, PageH: 5, LabelW: 5, LabelH: 5, Cols: 1, Rows: 1}
	if m := rulerSeen(testDrawing(t, Job{Stock: tiny})); m.RulerX != 3 || m.CornerX != 1 {
		t.Errorf("the smallest page: %+v", m)
	}
}

// Texts are never wider in the fonts of labels than they are taken for.
func TestWidths(t *testing.T) {
	faces, err := label.NewFaces(label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono})
	if err != nil {
		t.Fatal(err)
	}
	texts := append(strings.Fields(strings.Join(hints, " ")), hints...)
	texts = append(texts, "0", "24", "100 mm", "1", "MWQ%", "Nghiêng", "THƯỚC KẺ", "Measure both rulers with a real one, then type what you see.")
	for _, text := range texts {
		for _, style := range []label.Style{label.Regular, label.Bold} {
			if real, taken := faces.Measure(style, text).Width()*10*label.PointMM, widthOf(text, 10); real > taken {
				t.Errorf("%q: %.2f mm wide, taken for %.2f", text, real, taken)
			}
		}
	}
}

// What a printer does to the marks is undone: a label then arrives where the
// paper has it.
func TestCalibrate(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	m := find(t, "a4-24-70x37").TestMarks()
	for range 2000 {
		sx, sy := 0.96+0.08*random.Float64(), 0.96+0.08*random.Float64()
		ox, oy := 16*random.Float64()-8, 16*random.Float64()-8
		read := Marks{sx * m.RulerX, sy * m.RulerY, sx*m.CornerX + ox, sy*m.CornerY + oy}
		c, err := Calibrate(Seen{m, read})
		if err != nil {
			t.Fatalf("%+v: %v", read, err)
		}
		if ps := c.Check(); len(ps) > 0 {
			t.Fatalf("%+v gives %+v: %v", read, c, ps)
		}
		if got := c.Read(m); math.Abs(got.RulerX-read.RulerX)+math.Abs(got.RulerY-read.RulerY)+
			math.Abs(got.CornerX-read.CornerX)+math.Abs(got.CornerY-read.CornerY) > 0.001 {
			t.Fatalf("%+v gives %+v, which reads %+v", read, c, got)
		}
		x, y := 200*random.Float64(), 290*random.Float64()
		sentX, sentY := c.apply(x, y)
		if math.Abs(sx*sentX+ox-x) > 0.001 || math.Abs(sy*sentY+oy-y) > 0.001 {
			t.Fatalf("%+v gives %+v: %g, %g lands at %g, %g", read, c, x, y, sx*sentX+ox, sy*sentY+oy)
		}
	}
	m = Marks{100, 100, 10, 10}
	if got := (Calibration{}).Read(m); got != m {
		t.Errorf("no calibration: read as %+v", got)
	}
	if c, err := Calibrate(Seen{m, m}); err != nil || c != (Calibration{ScaleX: 1, ScaleY: 1}) {
		t.Errorf("an exact printer: %+v, %v", c, err)
	}
}

// At the very ends of what is taken a calibration is still in order.
func TestCalibrateEnds(t *testing.T) {
	m := Marks{100, 100, 10, 10}
	for _, ruler := range []float64{95.24, 105.26} {
		s := ruler / 100
		for _, corner := range []float64{0, math.Floor(s*2000) / 100} {
			c, err := Calibrate(Seen{m, Marks{ruler, ruler, corner, corner}})
			if err != nil || len(c.Check()) > 0 {
				t.Errorf("%g, %g: %+v, %v, %v", ruler, corner, c, err, c.Check())
			}
		}
	}
}

func TestCalibrateRefuses(t *testing.T) {
	m := Marks{100, 100, 10, 10}
	for _, test := range []struct {
		seen Seen
		want string
	}{
		{Seen{m, Marks{0, 100, 10, 10}}, "rulerX range"},
		{Seen{m, Marks{10, 106, 10, 10}}, "rulerX range; rulerY range"}, // in centimetres
		{Seen{m, Marks{math.NaN(), math.Inf(1), 10, 10}}, "rulerX range; rulerY range"},
		{Seen{m, Marks{100, 100, -1, 20.5}}, "cornerX range; cornerY range"},
		{Seen{m, Marks{100, 100, math.NaN(), 10}}, "cornerX range"},
		{Seen{Marks{}, m}, "printed.rulerX range; printed.rulerY range"},
		{Seen{Marks{100, 100, math.NaN(), -1}, m}, "printed.cornerX range; printed.cornerY range"},
	} {
		_, err := Calibrate(test.seen)
		var ps Problems
		if !errors.Is(err, ErrJob) || !errors.As(err, &ps) {
			t.Errorf("%+v: %v", test.seen, err)
		}
		var got []string
		for _, p := range ps {
			got = append(got, p.Field+" "+p.Key)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%+v: %q, want %q", test.seen, got, test.want)
		}
	}
}
