package epcis

// Master data (EPCIS 2.0 section 9.4): vocabularies of elements, each with
// attributes and the elements below it. It is checked and kept byte for byte;
// what it says is not read here. Members that the standard does not name pass.

func (s *scanner) masterData() {
	s.object(func(name string) {
		if name == "vocabularyList" {
			s.vocabularies()
			return
		}
		s.skip()
	})
}

func (s *scanner) vocabularies() { s.array(s.vocabulary) }

func (s *scanner) vocabulary() {
	typed := false
	ok := s.object(func(name string) {
		switch name {
		case "type":
			typed = true
			s.uri()
		case "vocabularyElementList":
			s.array(s.vocabularyElement)
		default:
			s.skip()
		}
	})
	if ok && !typed {
		s.fault(ErrMissing, "type is missing")
	}
}

func (s *scanner) vocabularyElement() {
	s.identified(func(name string) {
		switch name {
		case "attributes":
			s.array(s.attribute)
		case "children":
			s.uris()
		default:
			s.skip()
		}
	})
}

func (s *scanner) attribute() {
	s.identified(func(name string) {
		kind := s.d.PeekKind()
		s.skip()
		if s.err == nil && name == "attribute" && kind != '"' && kind != '0' && kind != '{' {
			s.fault(ErrType, "a text, a number or an object expected, not %s", kindName(kind))
		}
	})
}

// identified reads an object that has an id, a URI, and other members.
func (s *scanner) identified(member func(name string)) {
	found := false
	ok := s.object(func(name string) {
		if name == "id" {
			found = true
			s.uri()
			return
		}
		member(name)
	})
	if ok && !found {
		s.fault(ErrMissing, "id is missing")
	}
}
