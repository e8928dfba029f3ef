package proof

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"testing"

	"ocoptrace/label"
)

func TestSample(t *testing.T) {
	for _, total := range []int64{-1, 0, 1, 2, 1999, 2000, 2001, 2002, 3998, 3999, 4000, 10_000, 100_003} {
		every, n := Sample(total)
		var taken []int64
		for i := int64(-2); i < total+2; i++ {
			if every(i) {
				taken = append(taken, i)
			}
		}
		if want := min(max(total, 0), MaxEvery); n != want || int64(len(taken)) != want {
			t.Errorf("of %d: says %d, takes %d, want %d", total, n, len(taken), want)
			continue
		}
		for k, i := range taken {
			if total > MaxEvery && i != int64(k)*(total-1)/(MaxEvery-1) {
				t.Errorf("of %d: number %d is %d", total, k, i)
			}
		}
		if n > 0 && (taken[0] != 0 || taken[n-1] != total-1) {
			t.Errorf("of %d: from %d to %d", total, taken[0], taken[n-1])
		}
	}
	every, n := Sample(math.MaxInt64)
	if n != MaxEvery || !every(0) || !every(math.MaxInt64-1) || every(1) || every(math.MaxInt64) {
		t.Error("of the most labels that there can be")
	}
}

// job are n labels, of which some may be spoilt.
func labels(t testing.TB, n int, spoil map[int]func(*label.Drawing) error) iter.Seq2[*label.Drawing, error] {
	return func(yield func(*label.Drawing, error) bool) {
		for i := range n {
			d := stamp(t, fmt.Sprintf("https://example.vn/21/%d", i+1))
			var err error
			if f := spoil[i+1]; f != nil {
				err = f(d)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

var errStore = errors.New("the store is gone")

func TestDrawings(t *testing.T) {
	wrong := func(d *label.Drawing) error { d.Symbols[0].URI += "x"; return nil }
	inked := func(d *label.Drawing) error {
		d.Bars = append(d.Bars, label.BarMark{W: 5, H: 5})
		return nil
	}
	broken := func(*label.Drawing) error { return errStore }
	type spoilt = map[int]func(*label.Drawing) error
	for _, c := range []struct {
		name     string
		total, n int
		spoil    spoilt
		want     error
		number   int64
	}{
		{"clean", 60, 60, nil, nil, 0},
		{"none", 0, 0, nil, nil, 0},
		{"the first", 60, 60, spoilt{1: wrong}, ErrDiffers, 1},
		{"the last", 60, 60, spoilt{60: wrong}, ErrDiffers, 60},
		{"two, and the lower is told", 60, 60, spoilt{31: wrong, 30: inked}, ErrInk, 30},
		{"one, then the store", 60, 60, spoilt{30: wrong, 31: broken}, ErrDiffers, 30},
		{"the store", 60, 60, spoilt{30: broken}, errStore, 0},
		{"too few", 61, 60, nil, ErrCount, 0},
		{"too many", 59, 60, nil, ErrCount, 0},
	} {
		n, err := Drawings(t.Context(), fonts, dpi, int64(c.total), labels(t, c.n, c.spoil))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		var e *Error
		if errors.As(err, &e) != (c.number > 0) || e != nil && e.Label != c.number {
			t.Errorf("%s: %v; want label %d", c.name, err, c.number)
		}
		if c.want == nil && n != int64(c.n) {
			t.Errorf("%s: looked at %d", c.name, n)
		}
	}
}

func TestDrawingsStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	endless := func(yield func(*label.Drawing, error) bool) {
		d := stamp(t, "https://example.vn/1")
		for i := 0; yield(d, nil); i++ {
			if i == 5 {
				stop()
			}
		}
	}
	if _, err := Drawings(ctx, fonts, dpi, 2000, endless); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := Drawings(t.Context(), label.Fonts{}, dpi, 1, endless); !errors.Is(err, label.ErrFonts) {
		t.Error(err)
	}
}

func BenchmarkDrawings(b *testing.B) {
	d := stamp(b, "https://truyxuat.example.vn/01/08930000000019/10/L2026-11A/21/4K7Q2M9X")
	for _, at := range []float64{203, 300, 600} {
		b.Run(fmt.Sprint(at), func(b *testing.B) {
			b.ReportAllocs()
			seq := func(yield func(*label.Drawing, error) bool) {
				for range 500 {
					if !yield(d, nil) {
						return
					}
				}
			}
			for b.Loop() {
				if _, err := Drawings(b.Context(), fonts, at, 500, seq); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "labels/s")
		})
	}
}
