package thermal

import "ocoptrace/label"

// maxGraphic is the most bytes of a picture: the limit of ^GF.
const maxGraphic = 99999

// A band is a part of a page's picture. X is a multiple of 8.
type band struct {
	x, y   int // dots
	stride int // bytes in a row
	bits   []byte
}

func (b band) rows() int { return len(b.bits) / b.stride }

// Gaps without ink at which a picture is cut: what they save is more than the
// beginning of another picture takes.
const (
	gapRows  = 2
	gapBytes = 3
)

// A part is a rectangle of a picture: rows and byte columns, to excluded.
type part struct {
	b            *label.Bitmap
	top, bottom  int
	left, right  int
	across, done bool // cut at columns next; cut neither way before this
}

// bands cuts the ink of a picture into rectangles that do not overlap, at rows
// and then at columns without ink, again and again.
func bands(b *label.Bitmap) (out []band) {
	todo := []part{{b: b, bottom: b.H, right: b.Stride()}}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		pieces := p.cut()
		if len(pieces) == 1 && p.done {
			out = append(out, pieces[0].bands()...)
			continue
		}
		for i := len(pieces) - 1; i >= 0; i-- { // the first comes out first
			q := pieces[i]
			q.across, q.done = !p.across, len(pieces) == 1
			todo = append(todo, q)
		}
	}
	return out
}

// cut returns the pieces with ink between gaps, cropped.
func (p part) cut() (out []part) {
	from, to, gap := p.top, p.bottom, gapRows
	if p.across {
		from, to, gap = p.left, p.right, gapBytes
	}
	last := to // where ink was seen last; none yet
	for i := from; i < to; i++ {
		if !p.ink(i) {
			continue
		}
		if len(out) == 0 || i-last > gap {
			out = append(out, p.from(i))
		}
		last = i
		out[len(out)-1] = out[len(out)-1].until(i + 1)
	}
	return out
}

// ink reports whether a row, or a column of bytes, has any.
func (p part) ink(at int) bool {
	top, bottom, left, right := at, at+1, p.left, p.right
	if p.across {
		top, bottom, left, right = p.top, p.bottom, at, at+1
	}
	for y := top; y < bottom; y++ {
		for _, v := range p.b.Bits[y*p.b.Stride()+left : y*p.b.Stride()+right] {
			if v != 0 {
				return true
			}
		}
	}
	return false
}

func (p part) from(at int) part {
	if p.across {
		p.left = at
	} else {
		p.top = at
	}
	return p
}

func (p part) until(end int) part {
	if p.across {
		p.right = end
	} else {
		p.bottom = end
	}
	return p
}

// bands copies the part, in pieces that a printer takes.
func (p part) bands() (out []band) {
	stride := p.right - p.left
	most := max(1, maxGraphic/stride)
	for y := p.top; y < p.bottom; y += most {
		piece := band{x: p.left * 8, y: y, stride: stride}
		for j := y; j < min(p.bottom, y+most); j++ {
			at := j * p.b.Stride()
			piece.bits = append(piece.bits, p.b.Bits[at+p.left:at+p.right]...)
		}
		out = append(out, piece)
	}
	return out
}
