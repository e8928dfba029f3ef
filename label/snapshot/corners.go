package snapshot

import (
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// The reader tries shapes that look like corners of a symbol (finder patterns) by
// threes, which takes for ever in a picture that was made to have thousands.
// A pack among others has a handful, a sheet of labels some dozens.
const (
	maxForSeveral = 60  // shapes, to look for all symbols
	maxForOne     = 200 // to look for the likeliest
)

// corners counts the shapes that the reader takes for a corner, up to one more
// than a limit.
func corners(m *gozxing.BitMatrix, limit int) int {
	f := detector.NewFinderPatternFinder(m, nil)
	for y := 2; y < m.GetHeight(); y += 3 { // the rows that the reader looks at
		var runs [5]int // lengths of the last ones; the last is dark where dark
		n, dark := 0, false
		for x := range m.GetWidth() + 1 {
			if x < m.GetWidth() && m.Get(x, y) == dark {
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
		if len(f.GetPossibleCenters()) > limit {
			break
		}
	}
	return min(limit+1, len(f.GetPossibleCenters()))
}
