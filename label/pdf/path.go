package pdf

import "strconv"

// pixels is what a path is made of: a QR symbol or a one-bit picture.
type pixels interface {
	Dark(x, y int) bool // false outside
}

// appendPath appends w by h pixels as one path in whole pixel units, y
// downwards, filled at once: each row's dark pixels merged into runs, and runs
// repeated in the rows below merged into one rectangle. Nothing is filled twice
// and no edge is rounded, so renderers find no seam to show.
func appendPath(b []byte, p pixels, w, h int) []byte {
	empty := len(b)
	for y := range h {
		for x := 0; x < w; {
			n := runAt(p, x, y)
			if n > 0 && !sameRun(p, x, y-1, n) {
				rows := 1
				for sameRun(p, x, y+rows, n) {
					rows++
				}
				b = appendRect(b, x, y, n, rows)
			}
			x += max(n, 1)
		}
	}
	if len(b) == empty {
		return b
	}
	return append(b, 'f')
}

// runAt returns how many pixels in a row are dark from x on.
func runAt(p pixels, x, y int) int {
	n := 0
	for p.Dark(x+n, y) {
		n++
	}
	return n
}

// sameRun reports whether row y has a run of exactly n dark pixels at x.
func sameRun(p pixels, x, y, n int) bool {
	return !p.Dark(x-1, y) && runAt(p, x, y) == n
}

func appendRect(b []byte, values ...int) []byte {
	for _, v := range values {
		b = append(strconv.AppendInt(b, int64(v), 10), ' ')
	}
	return append(b, "re\n"...)
}
