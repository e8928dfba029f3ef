package epcis

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// QueryValues reads the JSON form of a query, as named queries are defined by: an
// object whose members are the parameters, their values texts, numbers, true or
// false, or lists of these. The result is for [ParseQuery], which judges the
// parameters. A value of another kind, and a text with "|" in it, is told as a
// fault whose path is a JSON Pointer.
func QueryValues(data []byte) (url.Values, error) {
	if len(data) > MaxEvent {
		return nil, tooLarge(len(data))
	}
	s := &scanner{d: jsontext.NewDecoder(bytes.NewBuffer(data))}
	values := url.Values{}
	s.object(func(name string) {
		if s.d.PeekKind() != '[' {
			values[name] = append(values[name], s.queryValue())
			return
		}
		values[name] = []string{}
		s.array(func() { values[name] = append(values[name], s.queryValue()) })
	})
	s.end()
	if s.err != nil {
		return nil, s.err
	}
	return values, s.take().orNil()
}

func (s *scanner) queryValue() string {
	kind := s.d.PeekKind()
	switch kind {
	case '"', '0', 't', 'f':
	default:
		s.skip()
		if s.err == nil {
			s.fault(ErrType, "a text, a number, true or false expected, not %s", kindName(kind))
		}
		return ""
	}
	v := s.token().String()
	if s.err == nil && strings.Contains(v, "|") {
		s.fault(ErrValue, "%q has a | in it; several values are a list", shorten(v))
	}
	return v
}
