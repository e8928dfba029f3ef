package stock

import (
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
