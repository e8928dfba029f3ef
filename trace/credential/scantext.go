package credential

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"
)

// isNormal reports whether a string is UTF-8 in form C. Escapes are resolved
// first: in \n and a combining tilde, n and the tilde do not make a letter.
func isNormal(raw []byte, escaped bool) bool {
	if isLatin(raw) {
		return true
	}
	if !utf8.Valid(raw) {
		return false
	}
	if escaped {
		raw = unquote(raw)
	}
	return norm.NFC.IsNormal(raw)
}

// isLatin reports whether raw is UTF-8 of characters below U+0300 and of U+1E00
// to U+1EFF only, as Vietnamese is in form C. Any sequence of these is in form
// C, which costs several times as much to find out by the tables.
func isLatin(raw []byte) bool {
	for len(raw) > 0 {
		n := latinLen(raw)
		if n == 0 {
			return false
		}
		raw = raw[n:]
	}
	return true
}

// latinLen is the length of the character that raw begins with, 0 if isLatin
// does not know it.
func latinLen(raw []byte) int {
	next := func(i int) bool { return i < len(raw) && raw[i]&0xc0 == 0x80 }
	switch c := raw[0]; {
	case c < utf8.RuneSelf:
		return 1
	case 0xc2 <= c && c <= 0xcb && next(1): // U+0080 to U+02FF
		return 2
	case c == 0xe1 && next(1) && 0xb8 <= raw[1] && raw[1] <= 0xbb && next(2): // U+1E00 to U+1EFF
		return 3
	}
	return 0
}

// escapeLen is the length of the escape that text begins with, 0 if RFC 8785
// does not write it: \" \\ \b \f \n \r \t, else \u00xx in lower case for the
// other characters below U+0020.
func escapeLen(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	if bytes.IndexByte([]byte(`"\bfnrt`), text[1]) >= 0 {
		return 2
	}
	if len(text) < 6 || string(text[1:4]) != "u00" || text[4] != '0' && text[4] != '1' {
		return 0
	}
	short := text[4] == '0' && bytes.IndexByte([]byte("89acd"), text[5]) >= 0
	if short || bytes.IndexByte([]byte("0123456789abcdef"), text[5]) < 0 {
		return 0
	}
	return 6
}

// compareNames orders two names, as written, by their UTF-16 code units (RFC
// 8785 section 3.2.3). The order of UTF-8 bytes is the same unless a character
// above U+DFFF, whose first byte is 0xEE or more, or an escape is in them.
func compareNames(a, b []byte) int {
	unusual := func(c rune) bool { return c == '\\' || c >= 0xE000 }
	if bytes.IndexFunc(a, unusual) < 0 && bytes.IndexFunc(b, unusual) < 0 {
		return bytes.Compare(a, b)
	}
	return slices.Compare(utf16.Encode([]rune(string(unquote(a)))), utf16.Encode([]rune(string(unquote(b)))))
}

// unquote resolves the escapes of a string that the scanner accepted.
func unquote(raw []byte) []byte {
	quoted := append(append([]byte{'"'}, raw...), '"')
	text, _ := jsontext.AppendUnquote(nil, quoted) // cannot fail: the escapes are checked
	return text
}
