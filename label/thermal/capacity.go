package thermal

import "ocoptrace/label"

// byteCapacity is how many bytes of byte mode symbols of version 1, 2, ... hold at
// a level, as far as label.MaxContent needs (ISO/IEC 18004:2015, table 7).
var byteCapacity = map[byte][]int{
	'M': {14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560},
	'Q': {11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482, 509, 565},
	'H': {7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403, 439, 461, 511, 535},
}

// neverLarger reports whether a printer cannot make a larger symbol than ours for
// the text, in whatever modes it encodes: byte mode alone fits our version.
func neverLarger(s label.Symbol, text string) bool {
	c := byteCapacity[s.Level()]
	v := s.Version()
	return v >= 1 && (v > len(c) && len(c) > 0 || v <= len(c) && len(text) <= c[v-1])
}
