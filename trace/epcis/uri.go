package epcis

// isURI tells whether s is a URI (RFC 3986 section 3): a scheme, a colon, and
// at least one more character, all of those that URIs have, with whole percent
// escapes. A compact URI (CURIE) such as "cbvmda:lotNumber" is one.
func isURI(s string) bool {
	colon := schemeEnd(s)
	if colon < 1 || colon == len(s)-1 {
		return false
	}
	fragment := false
	for i := colon + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%':
			if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return false
			}
		case c == '#':
			if fragment {
				return false
			}
			fragment = true
		case !uriByte[c]:
			return false
		}
	}
	return true
}

// schemeEnd is the place of the colon after a scheme, -1 where there is none.
func schemeEnd(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return i
		default:
			// Prefixes of compact URIs may have an underscore, which schemes lack.
			if i == 0 || c != '_' {
				return -1
			}
		}
	}
	return -1
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// uriByte holds the unreserved and reserved characters of RFC 3986 but "#".
var uriByte = func() (t [256]bool) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = true
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-0x20] = true, true
	}
	for _, c := range []byte("-._~:/?[]@!$&'()*+,;=") {
		t[c] = true
	}
	return t
}()
