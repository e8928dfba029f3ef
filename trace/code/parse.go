package code

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Errors of Parse.
var (
	// ErrMalformed means that the text cannot be a code: it has a character
	// that no code has, or not 12 of them.
	ErrMalformed = errors.New("not a label code")

	// ErrCheck means that the check character does not match: a character is
	// wrong, or two are exchanged.
	ErrCheck = errors.New("label code with a typing error")
)

// Parse reads a code as people type it. It takes small letters, O for 0, I and
// L for 1, full-width forms (U+FF01 to U+FF5E), and spaces, hyphens and dashes
// in any place. The error wraps ErrMalformed or ErrCheck and says which
// character is wrong, or how many there are.
func Parse(s string) (Code, error) {
	var text [Len]byte
	n, typed := 0, 0
	for _, r := range s {
		typed++
		r = narrow(r)
		if separates(r) {
			continue
		}
		char := canonical(r)
		if char == 0 {
			return "", fmt.Errorf("%w: %s: character %d is %q", ErrMalformed, shorten(s), typed, r)
		}
		if n < Len {
			text[n] = char
		}
		n++
	}
	if n != Len {
		return "", fmt.Errorf("%w: %s has %d characters, a code has %d", ErrMalformed, shorten(s), n, Len)
	}
	if luhn(text[:]) != 0 {
		return "", fmt.Errorf("%w: %s", ErrCheck, Code(text[:]).Groups())
	}
	return Code(text[:]), nil
}

// canonical returns the alphabet's character that r stands for, 0 if none.
func canonical(r rune) byte {
	if 'a' <= r && r <= 'z' {
		r -= 'a' - 'A'
	}
	switch {
	case r == 'O':
		return '0'
	case r == 'I' || r == 'L':
		return '1'
	case r < 0x80 && values[r] >= 0:
		return byte(r)
	}
	return 0
}

// narrow turns the full-width forms of keyboards for East Asian scripts into
// ASCII.
func narrow(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// separates says whether r stands between groups: spaces (also unbreakable
// and zero-width ones, which come with copied text), hyphens and dashes.
func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Pd, r) ||
		strings.ContainsRune("\u00AD\u200B\u2060\u2212\uFEFF", r)
}

// shorten quotes the beginning of what was typed.
func shorten(s string) string {
	const most = 40 // characters
	n := 0
	for i := range s {
		if n == most {
			return fmt.Sprintf("%q...", s[:i])
		}
		n++
	}
	return fmt.Sprintf("%q", s)
}
