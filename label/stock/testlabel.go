package stock

import "ocoptrace/label"

// outlines draws the corners of a label, where nothing else is.
func (t *testPage) outlines(b box) {
	arm := min(4, (b.right-b.left)/5, (b.bottom-b.top)/5)
	for _, x := range []float64{b.left, b.right - arm} {
		for _, y := range []float64{b.top, b.bottom} {
			t.outline(box{x, y - hairline/2, x + arm, y + hairline/2})
		}
	}
	for _, x := range []float64{b.left, b.right} {
		for _, y := range []float64{b.top, b.bottom - arm} {
			t.outline(box{x - hairline/2, y, x + hairline/2, y + arm})
		}
	}
}

// outline adds a bar where nothing else is. At the page's edge half of it is lost.
func (t *testPage) outline(b box) {
	b = box{max(b.left, 0), max(b.top, 0), min(b.right, t.W), min(b.bottom, t.H)}
	if b.left < b.right && b.top < b.bottom && t.isFree(b) {
		t.bar(b)
	}
}

// number writes a label's number at the first free of nine places in a box, the
// middle before all, as large as there is room for.
func (t *testPage) number(b box, number string) {
	size := min(14, (b.bottom-b.top)/3/label.PointMM, (b.right-b.left)/3/label.PointMM)
	for ; size >= hintLeast-0.5; size *= 0.8 {
		if t.numberOf(b, number, size) {
			return
		}
	}
}

func (t *testPage) numberOf(b box, number string, size float64) bool {
	width, high := widthOf(number, size), capHigh*size*label.PointMM
	across := []float64{(b.left + b.right - width) / 2, b.left, b.right - width}
	down := []float64{(b.top + b.bottom + high) / 2, b.bottom - high/2, b.top + high}
	for _, y := range down {
		for _, x := range across {
			if t.isFree(textBox(x, y, width, size)) {
				t.write("", number, label.Bold, size, x, y)
				return true
			}
		}
	}
	return false
}
