package place

import (
	"strings"
	"unicode"
)

// digits says that s is n ASCII digits.
func digits(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789") == ""
}

// nameRune says that a character may stand in a name, which is NFC.
func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -'.()", r)
}
