package epcis

func (s *scanner) location() *Location {
	l := &Location{}
	ok := s.object(func(name string) {
		if name == "id" {
			l.ID = s.uri()
			return
		}
		l.Extensions = append(l.Extensions, Member{name, s.raw()})
	})
	if ok && l.ID == "" {
		s.fault(ErrMissing, "id is missing")
	}
	return l
}

func (s *scanner) typedList(idName string, types *vocabulary, needType bool) []Typed {
	out := []Typed{}
	if !s.array(func() { out = append(out, s.typed(idName, types, needType)) }) {
		return nil
	}
	return out
}

func (s *scanner) typed(idName string, types *vocabulary, needType bool) Typed {
	var t Typed
	ok := s.object(func(name string) {
		switch name {
		case "type":
			t.Type = s.word(types)
		case idName:
			t.ID = s.uri()
		default:
			s.unknown(name, "type and "+idName)
		}
	})
	if ok && t.ID == "" {
		s.fault(ErrMissing, "%s is missing", idName)
	}
	if ok && needType && t.Type == "" {
		s.fault(ErrMissing, "type is missing")
	}
	return t
}

func (s *scanner) quantities() []Quantity {
	out := []Quantity{}
	if !s.array(func() { out = append(out, s.quantity()) }) {
		return nil
	}
	return out
}

func (s *scanner) quantity() Quantity {
	var q Quantity
	ok := s.object(func(name string) {
		switch name {
		case "epcClass":
			q.EPCClass = s.uri()
		case "quantity":
			q.Quantity = s.number()
		case "uom":
			q.UOM = s.unit()
		default:
			s.unknown(name, "epcClass, quantity and uom")
		}
	})
	if ok && q.EPCClass == "" {
		s.fault(ErrMissing, "epcClass is missing")
	}
	return q
}

// unit reads a unit code: two or three capital letters and digits
// (UN/CEFACT Recommendation 20).
func (s *scanner) unit() string {
	v, ok := s.text()
	if ok && !isUnit(v) {
		s.fault(ErrValue, "%q is no unit code of Recommendation 20, such as KGM", shorten(v))
	}
	return v
}

func isUnit(v string) bool {
	if len(v) < 2 || len(v) > 3 {
		return false
	}
	for i := 0; i < len(v); i++ {
		if c := v[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
