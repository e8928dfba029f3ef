package stock

import (
	"errors"
	"math"
	"strings"
	"testing"

	"ocoptrace/label"
)

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
