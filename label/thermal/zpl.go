package thermal

import (
	"fmt"
	"strings"
)

// zplSink is how far below its origin (^FO) a printer draws a QR symbol: the bar
// height of ^BY, which is pinned to its default.
const zplSink = 10

// zplMedia are the values of ^MN.
var zplMedia = map[Media]string{"": "Y", Gap: "Y", Mark: "M", Continuous: "N"}

// appendZPL appends a format that prints a page some times.
func appendZPL(out []byte, p Printer, j job, copies int) []byte {
	if p.Darkness > 0 {
		out = fmt.Appendf(out, "~SD%02d\n", p.Darkness)
	}
	out = fmt.Appendf(out, "^XA^CI28^PW%d^LL%d^LH0,0^MN%s", j.w, j.h, zplMedia[p.Media])
	if p.Speed > 0 {
		out = fmt.Appendf(out, "^PR%d", p.Speed)
	}
	if p.Turned {
		out = append(out, "^POI\n"...)
	} else {
		out = append(out, "^PON\n"...)
	}
	for _, b := range j.bands {
		out = fmt.Appendf(out, "^FO%d,%d^GFA,%d,%d,%d,", b.x, b.y, len(b.bits), len(b.bits), b.stride)
		out = append(appendACS(out, b), "^FS\n"...)
	}
	for _, b := range j.bars {
		out = fmt.Appendf(out, "^FO%d,%d^GB%d,%d,%d^FS\n", b.x, b.y, b.w, b.h, min(b.w, b.h))
	}
	for _, l := range j.lines {
		out = fmt.Appendf(out, "^FT%d,%d^A@N,%d,%d,E:%s^FH^FD%s^FS\n", l.x, l.y, l.height, l.height, l.face, zplEscape.Replace(l.text))
	}
	for _, c := range j.codes {
		out = fmt.Appendf(out, "^BY2,3,%d^FO%d,%d^BQN,2,%d^FH^FD%cM,B%04d%s^FS\n", zplSink, c.x, c.y-zplSink, c.dots, c.level, len(c.text), zplEscape.Replace(c.text))
	}
	return fmt.Appendf(out, "^PQ%d^XZ\n", copies)
}

// zplEscape writes what would begin a command as ^FH has it.
var zplEscape = strings.NewReplacer("^", "_5E", "~", "_7E", "_", "_5F")
