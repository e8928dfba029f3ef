package thermal

import (
	"fmt"
	"strconv"
	"strings"
)

// appendTSPL appends commands that print a page some times.
func appendTSPL(out []byte, p Printer, j job, copies int) []byte {
	out = fmt.Appendf(out, "SIZE %s mm,%s mm\r\n", decimal(j.wmm), decimal(j.hmm))
	out = appendTSPLSetup(out, p)
	out = append(out, "REFERENCE 0,0\r\nCLS\r\n"...)
	for _, b := range j.bands {
		out = fmt.Appendf(out, "BITMAP %d,%d,%d,%d,0,", b.x, b.y, b.stride, b.rows())
		for _, v := range b.bits {
			out = append(out, ^v) // 0 is black
		}
		out = append(out, "\r\n"...)
	}
	for _, b := range j.bars { // after the pictures, which overwrite
		out = fmt.Appendf(out, "BAR %d,%d,%d,%d\r\n", b.x, b.y, b.w, b.h)
	}
	for _, c := range j.codes {
		out = fmt.Appendf(out, "QRCODE %d,%d,%c,%d,M,0,M2,S7,\"B%04d%s\"\r\n", c.x, c.y, c.level, c.dots, len(c.text), c.text)
	}
	return fmt.Appendf(out, "PRINT 1,%d\r\n", copies)
}

func appendTSPLSetup(out []byte, p Printer) []byte {
	switch gap := decimal(p.GapMM); p.Media {
	case Mark:
		out = fmt.Appendf(out, "BLINE %s mm,0 mm\r\n", gap)
	case Continuous:
		out = append(out, "GAP 0 mm,0 mm\r\n"...)
	default:
		out = fmt.Appendf(out, "GAP %s mm,0 mm\r\n", gap)
	}
	if p.Darkness > 0 {
		out = fmt.Appendf(out, "DENSITY %d\r\n", p.Darkness)
	}
	if p.Speed > 0 {
		out = fmt.Appendf(out, "SPEED %d\r\n", p.Speed)
	}
	if p.Turned {
		return append(out, "DIRECTION 1\r\n"...)
	}
	return append(out, "DIRECTION 0\r\n"...)
}

// decimal is a length in mm with at most two places.
func decimal(mm float64) string {
	s := strconv.FormatFloat(mm, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// tsplQuotable reports whether a text can be sent between quotation marks with
// its count before it: a quotation mark or a backslash needs an escape, which may
// count as one byte or as all of its own, an exclamation mark before N, A, B or K
// may change the mode, and ~! begins commands that the printer obeys at once.
func tsplQuotable(text string) bool {
	return !strings.ContainsAny(text, "\"\\!")
}
