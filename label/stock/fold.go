package stock

import (
	"strings"
	"unicode"
)

// bases are letters and what they are searched by: those of Vietnamese, and of
// the languages that the makers' names are of.
var bases = func() map[rune]string {
	out := map[rune]string{'ß': "ss", 'æ': "ae", 'ø': "o", 'đ': "d", '×': "x", '✕': "x"}
	for base, letters := range map[string]string{
		"a": "àáảãạăằắẳẵặâầấẩẫậäå", "c": "ç", "e": "èéẻẽẹêềếểễệë", "i": "ìíỉĩịîï", "n": "ñ",
		"o": "òóỏõọôồốổỗộơờớởỡợö", "u": "ùúủũụưừứửữựûü", "y": "ỳýỷỹỵÿ",
	} {
		for _, r := range letters {
			out[r] = base
		}
	}
	return out
}()

// fold makes texts that differ in case and diacritics the same.
func fold(s string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(s) {
		base, ok := bases[r]
		switch {
		case ok:
			out.WriteString(base)
		case unicode.Is(unicode.Mn, r): // the accents of text in NFD
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// squeeze leaves letters and digits only, so that "L 7160" is "L7160".
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
