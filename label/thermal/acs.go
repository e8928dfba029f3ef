package thermal

import (
	"bytes"
	"encoding/hex"
)

// appendACS appends rows of a picture in the compressed hexadecimal of ZPL: the
// "alternative data compression scheme" of ~DG.
func appendACS(out []byte, b band) []byte {
	var previous []byte
	for y := range b.rows() {
		bits := b.bits[y*b.stride : (y+1)*b.stride]
		if y > 0 && bytes.Equal(bits, previous) {
			out = append(out, ':')
		} else {
			out = appendRow(out, bits)
		}
		previous = bits
	}
	return out
}

func appendRow(out, bits []byte) []byte {
	digits := bytes.ToUpper(hex.AppendEncode(nil, bits))
	end := byte(0)
	last := digits[len(digits)-1]
	switch {
	case last == '0':
		end = ','
	case last == 'F':
		end = '!'
	}
	if end != 0 {
		digits = bytes.TrimRight(digits, string(last))
	}
	out = appendRuns(out, digits)
	if end != 0 {
		out = append(out, end)
	}
	return out
}

func appendRuns(out, digits []byte) []byte {
	for len(digits) > 0 {
		n := len(digits) - len(bytes.TrimLeft(digits, string(digits[0])))
		out = appendRun(out, n, digits[0])
		digits = digits[n:]
	}
	return out
}

// appendRun appends a digit n times: g to z are 20 to 400, G to Y are 1 to 19.
func appendRun(out []byte, n int, digit byte) []byte {
	for ; n > 400; n -= 400 {
		out = append(out, 'z', digit)
	}
	if n <= 2 {
		return append(out, bytes.Repeat([]byte{digit}, n)...)
	}
	if n >= 20 {
		out = append(out, 'f'+byte(n/20))
	}
	if n%20 > 0 {
		out = append(out, 'F'+byte(n%20))
	}
	return append(out, digit)
}
