package place

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// toned is a text in small letters with its tones, of which each stands behind
// the last letter of its word: hoà and hòa become one, hoá another.
func toned(s string) string {
	var b strings.Builder
	var tone rune
	gap := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case isTone(r):
			tone = r
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			endWord(&b, &tone)
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	endWord(&b, &tone)
	return b.String()
}

func endWord(b *strings.Builder, tone *rune) {
	if *tone != 0 {
		b.WriteRune(*tone)
	}
	*tone = 0
}

// isTone says that a mark is huyền, sắc, ngã, hỏi or nặng.
func isTone(r rune) bool {
	switch r {
	case 0x300, 0x301, 0x303, 0x309, 0x323:
		return true
	}
	return false
}

// hasMarks says that whoever typed a text typed tones or letters of Vietnamese.
func hasMarks(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
}
