package pdf

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/label"
)

// paint fills a path's rectangles and counts how often each pixel is filled.
func paint(t *testing.T, path string) map[[2]int]int {
	t.Helper()
	filled := map[[2]int]int{}
	path, ok := strings.CutSuffix(path, "f")
	if !ok && path != "" {
		t.Fatalf("%q is not filled", path)
	}
	for line := range strings.Lines(path) {
		var v []int
		for _, word := range strings.Fields(strings.TrimSuffix(line, "re\n")) {
			n, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			v = append(v, n)
		}
		for y := v[1]; y < v[1]+v[3]; y++ {
			for x := v[0]; x < v[0]+v[2]; x++ {
				filled[[2]int{x, y}]++
			}
		}
	}
	return filled
}

// A path fills each dark pixel once and no other.
func TestPath(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		b := label.NewBitmap(1+r.IntN(40), 1+r.IntN(40))
		share := r.Float64() * 1.1
		dark := 0
		for y := range b.H {
			for x := range b.W {
				if r.Float64() < share {
					b.Set(x, y)
					dark++
				}
			}
		}
		filled := paint(t, string(appendPath(nil, b, b.W, b.H)))
		if len(filled) != dark {
			t.Fatalf("%d pixels filled, %d dark", len(filled), dark)
		}
		for at, times := range filled {
			if times != 1 || !b.Dark(at[0], at[1]) {
				t.Fatalf("%d x %d: pixel %v filled %d times", b.W, b.H, at, times)
			}
		}
	}
}

// A dark picture is one rectangle, a light one no path at all.
func TestPathMerges(t *testing.T) {
	b := label.NewBitmap(9, 5)
	if path := appendPath(nil, b, 9, 5); len(path) > 0 {
		t.Errorf("light: %q", path)
	}
	for i := range 45 {
		b.Set(i%9, i/9)
	}
	if path := appendPath(nil, b, 9, 5); string(path) != "0 0 9 5 re\nf" {
		t.Errorf("dark: %q", path)
	}
}
