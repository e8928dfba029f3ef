package gs1

import "strings"

// class is a set of the character sets a byte belongs to.
type class uint16

const (
	digit      class = 1 << iota // 0-9
	cset82                       // General Specifications, figure "GS1 AI encodable character set 82"
	cset39                       // ... "character set 39"
	cset64                       // ... "character set 64": base64url of RFC 4648 section 5, without padding
	unreserved                   // RFC 3986 section 2.3
	uriChar                      // RFC 3986: unreserved, reserved or "%"
	hexDigit
	hostChar // of a reg-name or IPv4 address as this package takes them
	ascii
)

const (
	digits = "0123456789"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower  = "abcdefghijklmnopqrstuvwxyz"
)

// classes[b] tells which sets hold b.
var classes = func() (t [256]class) {
	for set, members := range map[class]string{
		digit:      digits,
		cset82:     digits + upper + lower + `!"%&'()*+,-./:;<=>?_`,
		cset39:     digits + upper + "#-/",
		cset64:     digits + upper + lower + "-_",
		unreserved: digits + upper + lower + "-._~",
		uriChar:    digits + upper + lower + "-._~" + ":/?#[]@" + "!$&'()*+,;=" + "%",
		hexDigit:   digits + "ABCDEF" + "abcdef",
		hostChar:   digits + upper + lower + "-._",
	} {
		for i := range len(members) {
			t[members[i]] |= set
		}
	}
	for b := range byte(0x80) {
		t[b] |= ascii
	}
	return t
}()

func (c class) has(b byte) bool { return classes[b]&c != 0 }

// outside is the index of the first byte of s that is not in the set, or -1.
func (c class) outside(s string) int {
	for i := range len(s) {
		if !c.has(s[i]) {
			return i
		}
	}
	return -1
}

// allDigits is false for "".
func allDigits(s string) bool { return s != "" && digit.outside(s) < 0 }

// set holds the words of a list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(list) {
		m[word] = true
	}
	return m
}
