package proof

import (
	"fmt"

	"github.com/makiuchi-d/gozxing"

	"ocoptrace/label"
)

// sampled reads the symbol whose first module begins at dot x, y, and whose
// modules are n dots wide, from the dots in the middle of its modules.
func sampled(b *label.Bitmap, x, y, n, modules int) (text string, err error) {
	defer recovered(&err)
	m, err := gozxing.NewSquareBitMatrix(modules)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	for j := range modules {
		for i := range modules {
			if b.Dark(x+i*n+n/2, y+j*n+n/2) {
				m.Set(i, j)
			}
		}
	}
	return decode(m)
}

// upright measures a picture that is nothing but an upright symbol: its upper
// left corner is a row of seven dark modules (ISO/IEC 18004, 5.3.2.1).
func upright(b *label.Bitmap) (x, y, n, modules int, ok bool) {
	x, y, side := box(b)
	run := 0
	for b.Dark(x+run, y) {
		run++
	}
	n = run / 7
	if n == 0 || run%7 != 0 || side%n != 0 {
		return 0, 0, 0, 0, false
	}
	return x, y, n, side / n, true
}

// box returns the first column and row with dark dots, and the columns that they
// take.
func box(b *label.Bitmap) (x, y, side int) {
	x, y = b.W, b.H
	right := 0
	eachDark(b, func(i, j int) { x, y, right = min(x, i), min(y, j), max(right, i+1) })
	return x, y, max(right-x, 0)
}
