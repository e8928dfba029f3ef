package proof

import (
	"fmt"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// maxCorners is the most shapes like the corner of a symbol that a picture may
// have. The reader tries all of their threes, which at 900 takes a second and at
// 20,000, as a hostile picture may have, hours.
const maxCorners = 200

var errCrowded = fmt.Errorf("%w: more than %d shapes like the corner of one", ErrUnreadable, maxCorners)

// crowded reports whether a picture has more than maxCorners shapes that the
// reader takes for a corner, by its own measure, of all rows.
func crowded(m *gozxing.BitMatrix) bool {
	if m == nil {
		return false
	}
	f := detector.NewFinderPatternFinder(m, nil)
	for y := range m.GetHeight() {
		var runs [5]int // the last ones: dark, light, dark, light, dark
		n, dark := 0, false
		for x := range m.GetWidth() + 1 {
			if now := x < m.GetWidth() && m.Get(x, y); now == dark && x < m.GetWidth() {
				n++
				continue
			}
			copy(runs[:], runs[1:])
			runs[4] = n
			if dark && runs[0] > 0 && detector.FinderPatternFinder_foundPatternCross(runs[:]) {
				f.HandlePossibleCenter(runs[:], y, x)
			}
			n, dark = 1, !dark
		}
		if len(f.GetPossibleCenters()) > maxCorners {
			return true
		}
	}
	return false
}
