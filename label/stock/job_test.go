package stock

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label"
)

// sequence yields n drawings, each one of its own, for a stock.
func sequence(s Stock, n int) iter.Seq2[*label.Drawing, error] {
	return func(yield func(*label.Drawing, error) bool) {
		for i := range n {
			d := &label.Drawing{W: s.LabelW, H: s.LabelH, Texts: []label.TextMark{{Text: fmt.Sprint(i + 1)}}}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func pages(t testing.TB, j Job, n int) []*label.Page {
	t.Helper()
	var out []*label.Page
	for p, err := range j.Impose(sequence(j.Stock, n)) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// grid lists the corners of a stock's labels in a job's order, by sorting them
// in the plain way: a walk from the corner, line after line.
func grid(j Job) (out [][2]float64) {
	s := j.Stock
	var cols, rows []float64
	for i := range s.Cols {
		cols = append(cols, s.MarginLeft+float64(i)*s.PitchX)
	}
	for i := range s.Rows {
		rows = append(rows, s.MarginTop+float64(i)*s.PitchY)
	}
	if strings.HasSuffix(string(j.Corner), "right") {
		slices.Reverse(cols)
	}
	if strings.HasPrefix(string(j.Corner), "bottom") {
		slices.Reverse(rows)
	}
	if j.Down {
		for _, x := range cols {
			for _, y := range rows {
				out = append(out, [2]float64{x, y})
			}
		}
		return out
	}
	for _, y := range rows {
		for _, x := range cols {
			out = append(out, [2]float64{x, y})
		}
	}
	return out
}

var corners = []Corner{"", TopLeft, TopRight, BottomLeft, BottomRight}

// Imposition against a model that writes labels into a list of free places, one
// by one: every corner, direction, start and number of copies that comes up.
func TestImposeModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 800 {
		s := small()
		s.Cols, s.Rows = 1+random.IntN(3), 1+random.IntN(4)
		j := Job{Stock: s, Corner: corners[random.IntN(len(corners))], Down: random.IntN(2) == 0, Copies: random.IntN(6)}
		j.Start = random.IntN(s.PerPage() + 1)
		compareWithModel(t, j, random.IntN(30))
	}
}

func compareWithModel(t *testing.T, j Job, n int) {
	t.Helper()
	places := grid(j)
	page, at := 1, max(j.Start, 1)-1
	got := pages(t, j, n)
	used := map[string]bool{}
	for i := 1; i <= n; i++ {
		landed := 0
		for place := range j.Places(i) {
			landed++
			if at == len(places) {
				page, at = page+1, 0
			}
			want := Place{page, at + 1, places[at][0], places[at][1]}
			if !near(place, want) {
				t.Fatalf("%+v: label %d at %+v, want %+v", j, i, place, want)
			}
			first := 0
			if page == 1 {
				first = max(j.Start, 1) - 1
			}
			placed := got[page-1].Placed[at-first]
			if text := placed.Drawing.Texts[0].Text; text != fmt.Sprint(i) || placed.X != place.X || placed.Y != place.Y {
				t.Fatalf("%+v: page %d has label %s at %g, %g; want %d at %+v", j, page, text, placed.X, placed.Y, i, place)
			}
			key := fmt.Sprintf("%d %.3f %.3f", page, placed.X, placed.Y)
			if used[key] {
				t.Fatalf("%+v: two labels at %s", j, key)
			}
			used[key] = true
			at++
		}
		if landed != max(j.Copies, 1) {
			t.Fatalf("%+v: label %d lands %d times", j, i, landed)
		}
	}
	total := 0
	for _, p := range got {
		total += len(p.Placed)
	}
	next := at%len(places) + 1
	if total != len(used) || len(got) != j.PageCount(n) || (n > 0 && len(got) != page) || j.Next(n) != next {
		t.Fatalf("%+v, %d labels: %d placed on %d pages (PageCount %d), next %d, want %d, %d, %d",
			j, n, total, len(got), j.PageCount(n), j.Next(n), len(used), page, next)
	}
}

func near(a, b Place) bool {
	return a.Page == b.Page && a.Position == b.Position && math.Abs(a.X-b.X) < 1e-9 && math.Abs(a.Y-b.Y) < 1e-9
}

// A job that begins where another ended gives what one job would have given.
func TestJobsFollow(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		j := Job{Stock: small(), Start: 1 + random.IntN(12), Copies: 1 + random.IntN(4), Corner: corners[random.IntN(5)]}
		a, b := random.IntN(20), 1+random.IntN(20)
		second := j
		second.Start = j.Next(a)
		whole, parts := landings(j, a+1, a+b), landings(second, 1, b)
		before := whole[0].Page - parts[0].Page
		for i := range whole {
			parts[i].Page += before
			if whole[i] != parts[i] {
				t.Fatalf("%+v: %d then %d labels: %+v, in one job %+v", j, a, b, parts[i], whole[i])
			}
		}
	}
}

func landings(j Job, from, to int) (out []Place) {
	for n := from; n <= to; n++ {
		out = slices.AppendSeq(out, j.Places(n))
	}
	return out
}

func TestCounts(t *testing.T) {
	j := Job{Stock: small(), Start: 12, Copies: 1000}
	for _, test := range []struct{ n, pages, next int }{
		{0, 0, 12}, {-5, 0, 12}, {1, 85, 4},
		{math.MaxInt, math.MaxInt, (11+(math.MaxInt%12)*(1000%12))%12 + 1},
		{MaxLabels, (11 + MaxLabels*1000 + 11) / 12, (11+MaxLabels%12*(1000%12))%12 + 1},
	} {
		if pages, next := j.PageCount(test.n), j.Next(test.n); pages != test.pages || next != test.next {
			t.Errorf("%d labels: %d pages, next %d; want %d, %d", test.n, pages, next, test.pages, test.next)
		}
	}
	for n, ok := range map[int]bool{0: true, 1000: true, 1001: false, -1: false, math.MaxInt: false, math.MinInt: false} {
		if err := j.CheckCount(n); (err == nil) != ok || err != nil && !errors.Is(err, ErrJob) {
			t.Errorf("%d labels: %v", n, err)
		}
	}
	for range j.Places(1001) {
		t.Fatal("a place beyond the most labels")
	}
}

func TestJobCheck(t *testing.T) {
	for _, test := range []struct {
		want string
		do   func(*Job)
	}{
		{"", func(j *Job) {}},
		{"", func(j *Job) { j.Start, j.Copies, j.Corner = 12, 1000, BottomRight }},
		{"start range", func(j *Job) { j.Start = 13 }},
		{"start range", func(j *Job) { j.Start = -1 }},
		{"copies range", func(j *Job) { j.Copies = 1001 }},
		{"copies range; corner unknown", func(j *Job) { j.Copies, j.Corner = -1, "centre" }},
		{"stock.cols range", func(j *Job) { j.Stock.Cols = 0 }},
		{"calibration.offsetX range; calibration.scaleY range", func(j *Job) { j.Calibration = Calibration{OffsetX: 10.1, ScaleY: 0.9} }},
		{"calibration.offsetY range; calibration.scaleX range", func(j *Job) { j.Calibration = Calibration{OffsetY: math.NaN(), ScaleX: math.NaN()} }},
	} {
		j := Job{Stock: small()}
		test.do(&j)
		var got []string
		for _, p := range j.Check() {
			got = append(got, p.Field+" "+p.Key)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
		for p, err := range j.Impose(sequence(small(), 1)) {
			if (err != nil) != (test.want != "") || (p == nil) != (err != nil) || err != nil && !errors.Is(err, ErrJob) {
				t.Errorf("%s: Impose: %v, %v", test.want, p, err)
			}
		}
	}
}

func TestImposeEnds(t *testing.T) {
	j := Job{Stock: small()}
	broken := errors.New("broken")
	good := &label.Drawing{W: 30, H: 25}
	for _, test := range []struct {
		name string
		last *label.Drawing
		err  error
		want string
		is   error
	}{
		{"source", nil, broken, "broken", broken},
		{"missing", nil, nil, "label 14 is missing", ErrJob},
		{"size", &label.Drawing{W: 30, H: 25.06}, nil, "label 14 is drawn for 30 x 25.06 mm, those of small are 30 x 25 mm", ErrJob},
		{"NaN", &label.Drawing{W: math.NaN(), H: 25}, nil, "NaN", ErrJob},
	} {
		source := func(yield func(*label.Drawing, error) bool) {
			for range 13 {
				if !yield(good, nil) {
					return
				}
			}
			if yield(test.last, test.err) {
				t.Errorf("%s: asked for more after an error", test.name)
			}
		}
		n, last := 0, error(nil)
		for p, err := range j.Impose(source) {
			if last = err; err == nil {
				n += len(p.Placed)
			}
		}
		if n != 12 || last == nil || !strings.Contains(last.Error(), test.want) || !errors.Is(last, test.is) {
			t.Errorf("%s: %d labels, then %v", test.name, n, last)
		}
	}
}

// A page comes as soon as it is full, and a reader may stop.
func TestImposeStreams(t *testing.T) {
	j := Job{Stock: small(), Copies: 5}
	asked := 0
	source := func(yield func(*label.Drawing, error) bool) {
		for {
			asked++
			if !yield(&label.Drawing{W: 30, H: 25}, nil) {
				return
			}
		}
	}
	for range j.Impose(source) {
		break
	}
	if asked != 3 {
		t.Errorf("%d drawings for the first 12 places, 5 copies each", asked)
	}
	last := error(nil)
	j.Copies, asked = 1000, 0
	for _, err := range j.Impose(source) {
		last = err
	}
	if asked != 1001 || !errors.Is(last, ErrJob) {
		t.Errorf("ended after %d: %v", asked, last)
	}
}

// Labels keep their size and their middles land where the paper has them, on a
// printer that shifts and stretches.
func TestCalibrationUndoesPrinter(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	sheet := find(t, "a4-24-70x37")
	for range 500 {
		s, o := 0.96+0.08*random.Float64(), 8*random.Float64()-4
		j := Job{Stock: sheet, Calibration: Calibration{OffsetX: -o / s, OffsetY: o, ScaleX: 1 / s}}
		rects := j.Rects()
		for n := range 24 {
			for place := range j.Places(n + 1) {
				middle := s*(place.X+35) + o
				if math.Abs(middle-(rects[n].X+35)) > 1e-9 || math.Abs(place.Y-rects[n].Y-o) > 1e-9 {
					t.Fatalf("scale %g, offset %g: label %d at %+v", s, o, n+1, place)
				}
			}
		}
	}
}

// Cut marks lie on the page and off every label, whatever the stock.
func TestCutMarks(t *testing.T) {
	for _, s := range catalogue(t).All() {
		for _, c := range []Calibration{{}, {OffsetX: 3, OffsetY: -2, ScaleX: 1.01, ScaleY: 0.99}} {
			j := Job{Stock: s, CutMarks: true, Calibration: c}
			page := pages(t, j, 1)[0]
			if len(page.Placed) == 1 {
				continue // no room for marks
			}
			marks := page.Placed[0]
			if marks.X != 0 || marks.Y != 0 || marks.Drawing.W != s.PageW {
				t.Fatalf("%s: marks at %g, %g", s.ID, marks.X, marks.Y)
			}
			for i := range s.PerPage() {
				x, y := j.corner(i)
				for _, b := range marks.Drawing.Bars {
					if min(b.X+b.W, x+s.LabelW) > max(b.X, x)+1e-9 && min(b.Y+b.H, y+s.LabelH) > max(b.Y, y)+1e-9 {
						t.Fatalf("%s: %+v lies on label %d", s.ID, b, i+1)
					}
				}
			}
		}
	}
	for id, want := range map[string]int{
		"a4-36-50x30": 2*5 + 2*10,                  // at four sides: edges that neighbours share come once
		"avery-l4785": (2*2)*6 + (2*5)*2 + (2*5)*2, // margins and 5 mm gaps between rows; two marks in each 15 mm gap
		"roll-50x30":  0,
		"a4-33-70x27": 0,
	} {
		got := 0
		if d := (Job{Stock: find(t, id), CutMarks: true}).cutMarks(); d != nil {
			got = len(d.Bars)
		}
		if got != want {
			t.Errorf("%s: %d marks, want %d", id, got, want)
		}
	}
}
