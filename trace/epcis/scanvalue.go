package epcis

import "github.com/go-json-experiment/json/jsontext"

// uri reads a URI.
func (s *scanner) uri() string {
	v, ok := s.text()
	if ok && !isURI(v) {
		s.fault(ErrValue, "%q is no URI", shorten(v))
	}
	return v
}

// uris reads a list of URIs; the result is nil only after a fault.
func (s *scanner) uris() []string {
	out := []string{}
	if !s.array(func() { out = append(out, s.uri()) }) {
		return nil
	}
	return out
}

// time reads an RFC 3339 time.
func (s *scanner) time() Timestamp {
	v, ok := s.text()
	if !ok {
		return Timestamp{}
	}
	t, err := ParseTimestamp(v)
	if err != nil {
		s.fault(ErrValue, "%q is no date and time with offset, such as 2026-05-04T08:00:00+07:00", shorten(v))
	}
	return t
}

// number reads a number as it is written.
func (s *scanner) number() Decimal {
	if !s.expect('0', "a number") {
		return ""
	}
	v := string(s.raw())
	if s.err != nil {
		return ""
	}
	if _, ok := parseDecimal(v); !ok {
		s.fault(ErrValue, "%s has too many digits", shorten(v))
		return ""
	}
	return Decimal(v)
}

// word reads a value of a CBV vocabulary: a bare word of it or a URI of others.
func (s *scanner) word(v *vocabulary) string {
	w, ok := s.text()
	if ok {
		s.checkWord(v, w)
	}
	return w
}

// words reads a list of at least one different words.
func (s *scanner) words(v *vocabulary) []string {
	out := []string{}
	seen := map[string]bool{}
	ok := s.array(func() {
		w := s.word(v)
		if seen[w] {
			s.fault(ErrValue, "%q stands there twice", shorten(w))
		}
		seen[w] = true
		out = append(out, w)
	})
	if ok && len(out) == 0 {
		s.fault(ErrValue, "the list is empty")
	}
	return out
}

func (s *scanner) checkWord(v *vocabulary, w string) {
	switch {
	case v.has[w]:
	case v.reserved(w):
		if bare, ok := v.bare(w); ok {
			s.fault(ErrValue, "%q is written %q in JSON", shorten(w), bare)
			return
		}
		s.fault(ErrValue, "%q is no %s of the Core Business Vocabulary", shorten(w), v.name)
	case !isURI(w):
		s.fault(ErrValue, "%q is neither a %s of the Core Business Vocabulary nor a URI", shorten(w), v.name)
	}
}

// extension reads a member that is none of the standard's: its name has to be
// a URI, mostly a prefix of the context, a colon and a local name.
func (s *scanner) extension(name string) Member {
	v := s.raw()
	if s.err == nil && !isURI(name) {
		s.fault(ErrUnknown, "%q is no member of the standard here; a member of one's own has a prefix", shorten(name))
	}
	return Member{name, v}
}

// A Member is a name and a value of a JSON object, the value byte for byte as
// it was read.
type Member struct {
	Name  string
	Value jsontext.Value
}
