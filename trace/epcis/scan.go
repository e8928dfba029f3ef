package epcis

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

// A scanner reads JSON token by token and gathers faults. Every method consumes
// exactly one whole value, so that reading goes on after a fault; a syntax error
// ends it and stays in err. After a value was read the decoder's pointer names
// it, which is where faults get their paths from.
type scanner struct {
	d      *jsontext.Decoder
	faults Faults
	lost   int // faults beyond MaxFaults
	err    error
	part   *scanner // for parts that are kept byte for byte
}

// fault notes a fault of the value read last.
func (s *scanner) fault(err error, format string, args ...any) {
	s.faultAt(string(s.d.StackPointer()), err, format, args...)
}

func (s *scanner) faultAt(path string, err error, format string, args ...any) {
	if len(s.faults) >= MaxFaults {
		s.lost++
		return
	}
	s.faults = append(s.faults, Fault{path, fmt.Sprintf(format, args...), err})
}

// take gives the faults gathered so far and begins anew.
func (s *scanner) take() Faults {
	out := s.faults
	if s.lost > 0 {
		out = append(out, Fault{"", fmt.Sprintf("%d more faults are not listed", s.lost), ErrValue})
	}
	s.faults, s.lost = nil, 0
	return out
}

// token reads one token; the zero token after an error.
func (s *scanner) token() jsontext.Token {
	if s.err != nil {
		return jsontext.Token{}
	}
	t, err := s.d.ReadToken()
	if err != nil {
		s.fail(err)
		return jsontext.Token{}
	}
	return t
}

// fail keeps the error that ended the reading.
func (s *scanner) fail(err error) {
	if s.err != nil {
		return
	}
	if errors.Is(err, ErrTooLarge) {
		s.err = fmt.Errorf("%w: after %d bytes", ErrTooLarge, s.d.InputOffset())
		return
	}
	s.err = fmt.Errorf("%w: byte %d, %s: %v", ErrSyntax, s.d.InputOffset(), s.d.StackPointer(), err)
}

// raw reads one value and keeps its bytes.
func (s *scanner) raw() jsontext.Value {
	if s.err != nil {
		return nil
	}
	v, err := s.d.ReadValue()
	if err != nil {
		s.fail(err)
		return nil
	}
	if nesting(v) > MaxDepth {
		s.fault(ErrTooLarge, "nested more than %d deep", MaxDepth)
	}
	return v.Clone()
}

// nesting is how deep lists and objects stand in each other in valid JSON.
func nesting(v jsontext.Value) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

// skip passes over one value.
func (s *scanner) skip() {
	if s.err != nil {
		return
	}
	if err := s.d.SkipValue(); err != nil {
		s.fail(err)
	}
}

// expect tells whether the next value begins as wanted; else it is skipped and
// noted.
func (s *scanner) expect(kind jsontext.Kind, what string) bool {
	got := s.d.PeekKind()
	if s.err == nil && got == kind {
		return true
	}
	s.skip()
	if s.err == nil {
		s.fault(ErrType, "%s expected, not %s", what, kindName(got))
	}
	return false
}

func kindName(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case 't', 'f':
		return "true or false"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "something else"
}

// object reads an object and calls member for each of its members, which must
// consume the value.
func (s *scanner) object(member func(name string)) bool {
	if !s.expect('{', "an object") {
		return false
	}
	s.token()
	for s.err == nil {
		t := s.token()
		if s.err != nil || t.Kind() == '}' {
			break
		}
		member(t.String())
	}
	return s.err == nil
}

// array reads a list and calls item for each element, which must consume it.
func (s *scanner) array(item func()) bool {
	if !s.expect('[', "a list") {
		return false
	}
	s.token()
	for s.err == nil && s.d.PeekKind() != ']' {
		item()
	}
	s.token()
	return s.err == nil
}

// text reads a string.
func (s *scanner) text() (string, bool) {
	if !s.expect('"', "a string") {
		return "", false
	}
	t := s.token()
	if s.err != nil {
		return "", false
	}
	return t.String(), true
}
