package credential

import (
	"bytes"
	"unicode/utf8"
)

// A scanner recognises canonical documents in one pass: exactly the outputs of
// canonicalize. It says only yes or no, because canonicalError finds the words.
type scanner struct {
	text   []byte
	next   int // offset of the next byte
	depth  int
	member func(name []byte, start, end int) // called for each member of the outermost object
}

// isCanonical reports whether text is a canonical document in the profile.
func isCanonical(text []byte) bool { return scan(text, nil) }

// scan is isCanonical; it calls member, unless nil, for each member of the
// outermost object with its name as written and the bounds of its value. What
// member saw is worth something only if scan returns true.
func scan(text []byte, member func(name []byte, start, end int)) bool {
	if len(text) > MaxSize {
		return false
	}
	s := scanner{text: text, member: member}
	return s.value() && s.next == len(text)
}

// peek is the next byte, 0 at the end. No canonical document contains byte 0.
func (s *scanner) peek() byte {
	if s.next < len(s.text) {
		return s.text[s.next]
	}
	return 0
}

func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.next++
	return true
}

func (s *scanner) value() bool {
	switch s.peek() {
	case '{':
		return s.nested(s.object)
	case '[':
		return s.nested(s.array)
	case '"':
		_, ok := s.string()
		return ok
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	}
	return s.number()
}

func (s *scanner) literal(word string) bool {
	if !bytes.HasPrefix(s.text[s.next:], []byte(word)) {
		return false
	}
	s.next += len(word)
	return true
}

func (s *scanner) number() bool {
	start := s.next
	for c := s.peek(); c == '-' || '0' <= c && c <= '9'; c = s.peek() {
		s.next++
	}
	return isInteger(s.text[start:s.next])
}

// nested scans an array or object after its opening bracket.
func (s *scanner) nested(body func() bool) bool {
	if s.depth == MaxDepth {
		return false
	}
	s.depth++
	s.next++
	ok := body()
	s.depth--
	return ok
}

func (s *scanner) array() bool {
	if s.take(']') {
		return true
	}
	for s.value() {
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
	return false
}

func (s *scanner) object() bool {
	if s.take('}') {
		return true
	}
	var previous []byte
	for first := true; ; first = false {
		name, ok := s.string()
		if !ok || !first && compareNames(previous, name) >= 0 || !s.take(':') {
			return false
		}
		start := s.next
		if !s.value() {
			return false
		}
		if s.depth == 1 && s.member != nil {
			s.member(name, start, s.next)
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
		previous = name
	}
}

// string scans a string and returns it as written, without its quotes.
func (s *scanner) string() (raw []byte, ok bool) {
	if !s.take('"') {
		return nil, false
	}
	start, escaped, ascii := s.next, false, true
	for s.next < len(s.text) {
		switch c := s.text[s.next]; {
		case c == '"':
			raw = s.text[start:s.next]
			s.next++
			return raw, ascii || isNormal(raw, escaped)
		case c == '\\':
			escaped = true
			n := escapeLen(s.text[s.next:])
			if n == 0 {
				return nil, false
			}
			s.next += n
		case c < ' ':
			return nil, false
		default:
			ascii = ascii && c < utf8.RuneSelf
			s.next++
		}
	}
	return nil, false
}
