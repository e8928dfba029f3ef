package packing

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// freeID makes an identifier of a name, of a-z, 0-9 and single hyphens: "Máy in
// kho" is may-in-kho, and may-in-kho-2 where that is taken. A name without any
// letter of that kind gives the one for want of a better.
func freeID(name, want string, taken map[string]bool) string {
	id := plainID(name)
	if id == "" {
		id = want
	}
	for n, free := 2, id; ; n++ {
		if !taken[free] {
			return free
		}
		free = id + "-" + strconv.Itoa(n)
	}
}

// plainID is at most 40 characters long.
func plainID(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ':
			r = 'd'
		case (r < 'a' || r > 'z') && (r < '0' || r > '9'):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		if b.Len() >= 40 {
			break
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "-")
}
