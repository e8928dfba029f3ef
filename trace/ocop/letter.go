package ocop

import "math"

// A LetterHeight is the least height of letters of compulsory content.
type LetterHeight struct {
	Height float64 // mm
	Source Source
}

type letterHeight struct {
	LetterHeight
	min, max float64 // cm2 of the labelled face: min <= area < max
}

// LetterHeights returns the least height of letters on packed food whose
// labelled face has an area in cm2, on a day. For days since 23/01/2026 it is
// the height of the decree before, Unverified in the present one: a floor, not
// a promise. False for an area that is not above zero, or a day before the
// tables begin (01/06/2017).
func LetterHeights(on Date, faceArea float64) (LetterHeight, bool) {
	for _, h := range law.letterHeights {
		if faceArea > 0 && h.min <= faceArea && faceArea < h.max && h.Source.On(on) {
			return h.LetterHeight, true
		}
	}
	return LetterHeight{}, false
}

func (r *reader) readLetterHeights() (all []letterHeight) {
	r.table("letter_heights.csv", func(l line) {
		h := letterHeight{LetterHeight{l.number("height_mm"), l.source()}, l.number("face_min_cm2"), math.Inf(1)}
		if l.text("face_max_cm2") != "" {
			h.max = l.number("face_max_cm2")
		}
		all = append(all, h)
	})
	return all
}
