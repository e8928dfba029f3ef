package stock

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ocoptrace/label"
)

// box is a rectangle on a page, mm.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

func textBox(x, y, width, size float64) box {
	return box{x, y - capHigh*size*label.PointMM, x + width, y + 0.25*size*label.PointMM}
}

// isFree reports whether a place is on the page and nothing is there.
func (t *testPage) isFree(b box) bool {
	if b.left < 0 || b.top < 0 || b.right > t.W || b.bottom > t.H {
		return false
	}
	for _, o := range t.taken {
		if o.meets(b) {
			return false
		}
	}
	return true
}

// ruler draws a ruler from the corner to the right or down, its ticks inwards:
// one each millimetre, the longest each centimetre with a number. The middle of
// its line lies in the corner, the ends of its line are the ends of the length.
func (t *testPage) ruler(length float64, down bool) {
	along := func(at, off, l, w float64) box { // from at along the ruler, off it by off
		x, y := t.marks.CornerX+at, t.marks.CornerY+off
		if down {
			x, y, l, w = t.marks.CornerX+off, t.marks.CornerY+at, w, l
		}
		return box{x, y, x + l, y + w}
	}
	t.taken = append(t.taken, along(0, -ruleWide, length, ruleWide+tickLong*t.k))
	t.bar(along(0, -ruleWide/2, length, ruleWide))
	for mm := 0.0; mm <= length; mm++ {
		long := []float64{1, 0.5, 0.7}[tickKind(mm)] * tickLong * t.k
		t.bar(along(min(max(mm-hairline/2, 0), length-hairline), 0, hairline, long))
	}
	size := numberPoint * t.k
	for mm := 10.0; mm <= length; mm += 10 {
		text := strconv.Itoa(int(mm))
		if mm == length {
			text += " mm"
		}
		t.rulerNumber(text, mm, size, down)
	}
	if length < 10 {
		t.rulerNumber(fmt.Sprintf("%g mm", length), length, size, down)
	}
}

// tickKind is 0 for a centimetre, 1 for a millimetre, 2 for five.
func tickKind(mm float64) int {
	switch {
	case math.Mod(mm, 10) == 0:
		return 0
	case math.Mod(mm, 5) == 0:
		return 2
	}
	return 1
}

// rulerNumber writes a number at the inner end of a tick, where it is on the page.
func (t *testPage) rulerNumber(text string, at, size float64, down bool) {
	high := capHigh * size * label.PointMM
	off := (tickLong + 0.6) * t.k
	x, y := t.marks.CornerX+at-widthOf(strings.TrimSuffix(text, " mm"), size)/2, t.marks.CornerY+off+high
	if down {
		x, y = t.marks.CornerX+off, t.marks.CornerY+at+high/2
	}
	x = min(x, t.W-widthOf(text, size))
	if b := textBox(x, y, widthOf(text, size), size); t.isFree(b) {
		t.write("", text, label.Regular, size, x, y)
	}
}

// distances draws two bars along each edge of the page, at half the corner's
// distance and at all of it, each with its distance. What is missing on paper
// lies in the part that the printer leaves blank.
func (t *testPage) distances() {
	full := t.marks.CornerX
	for _, mm := range []float64{full / 2, full} {
		l := 0.6 * full
		t.distance(mm, 0.93*t.W-l, mm, l, true)     // top
		t.distance(mm, 0.5*t.W-l, t.H-mm, l, true)  // bottom
		t.distance(mm, mm, 0.93*t.H-l, l, false)    // left
		t.distance(mm, t.W-mm, 0.5*t.H-l, l, false) // right
	}
}

func (t *testPage) distance(mm, x, y, l float64, flat bool) {
	b := box{x, y - ruleWide/2, x + l, y + ruleWide/2}
	size := numberPoint * t.k * 0.8
	text := strconv.FormatFloat(mm, 'f', -1, 64)
	tx, ty := b.right+0.4*t.k, y+capHigh*size*label.PointMM/2
	if !flat {
		b = box{x - ruleWide/2, y, x + ruleWide/2, y + l}
		tx, ty = x-widthOf(text, size)/2, b.bottom+(capHigh*size)*label.PointMM+0.4*t.k
	}
	t.bar(b)
	t.taken = append(t.taken, b)
	if t.isFree(textBox(tx, ty, widthOf(text, size), size)) {
		t.write("", text, label.Regular, size, tx, ty)
	}
}

// widthOf estimates the width of a text in mm, rather too much than too little:
// this package measures no fonts.
func widthOf(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune(" .,:;'|!()[]iíìỉĩịjlt", r):
			em += 0.45
		case strings.ContainsRune("mwMWƯƠ%@—…–ưứừửữựơớờởỡợ", r):
			em += 1.0
		case r >= 'A' && r <= 'Z' || r >= 0x2000:
			em += 0.8
		default:
			em += 0.68
		}
	}
	return em * size * label.PointMM
}
