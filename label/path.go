package label

import (
	"fmt"
	"strconv"
)

// appendMatrix saves the graphics state and makes modules the unit, y downwards,
// with the origin x mm from the page's left and up mm from its lower edge.
func appendMatrix(b []byte, x, up, module float64) []byte {
	const k = 72 / 25.4
	return fmt.Appendf(b, "q %.5f 0 0 %.5f %.4f %.4f cm\n", module*k, -module*k, x*k, up*k)
}

// appendPath appends the dark modules of s to a PDF content stream as one path
// in whole module units, y downwards, filled at once: each row's dark modules
// merged into runs, and runs repeated in the rows below merged into one
// rectangle. Nothing is filled twice and no edge is rounded, so renderers find
// no seam to show.
func appendPath(b []byte, s Symbol) []byte {
	for y := range s.Size() {
		for x := 0; x < s.Size(); {
			w := s.runAt(x, y)
			if w > 0 && !s.sameRun(x, y-1, w) {
				h := 1
				for s.sameRun(x, y+h, w) {
					h++
				}
				b = appendRect(b, x, y, w, h)
			}
			x += max(w, 1)
		}
	}
	return append(b, 'f')
}

// runAt returns how many modules in a row are dark from x on.
func (s Symbol) runAt(x, y int) int {
	w := 0
	for s.Dark(x+w, y) {
		w++
	}
	return w
}

// sameRun reports whether row y has a run of exactly w dark modules at x.
func (s Symbol) sameRun(x, y, w int) bool {
	return !s.Dark(x-1, y) && s.runAt(x, y) == w
}

func appendRect(b []byte, values ...int) []byte {
	for _, v := range values {
		b = append(strconv.AppendInt(b, int64(v), 10), ' ')
	}
	return append(b, "re\n"...)
}
