package place

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes texts alike that a search should not tell apart: in small letters,
// without tones and other marks, đ as d, and every run of characters that are
// neither letters nor digits as one space, none at the ends. So NFC and NFD,
// and hoà and hòa, become one. The result is a fixed point of Fold. Letters of
// Vietnamese become a to z; other scripts keep their letters.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(foldLetter(r))
	}
	// Small letters of some scripts decompose again (U+0130).
	if out := b.String(); folded(out) || out == s {
		return out
	} else {
		return Fold(out)
	}
}

func foldLetter(r rune) rune {
	switch r {
	case 'đ', 'Đ', 'ð', 'Ð': // eth is typed for đ on some keyboards
		return 'd'
	}
	return unicode.ToLower(r)
}

// folded says that s is a fixed point, for the texts in a to z that are most.
func folded(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ' && !space:
			space = true
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			space = false
		default:
			return false
		}
	}
	return !space || s == ""
}
