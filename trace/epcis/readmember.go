package epcis

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

func (s *scanner) eventType() string {
	v, ok := s.text()
	if ok && v == "" {
		s.fault(ErrValue, "the type is empty")
	}
	return v
}

func (s *scanner) offset() string {
	v, ok := s.text()
	if ok && !isOffset(v) {
		s.fault(ErrValue, "%q is no offset from UTC such as +07:00", shorten(v))
	}
	return v
}

func (s *scanner) action() string {
	v, ok := s.text()
	if ok && v != ActionAdd && v != ActionObserve && v != ActionDelete {
		s.fault(ErrValue, "%q is none of ADD, OBSERVE, DELETE", shorten(v))
	}
	return v
}

// inside reads a value that is kept byte for byte with a scanner of its own, so
// that faults in it are found and named by their path in the whole.
func (s *scanner) inside(check func(in *scanner)) jsontext.Value {
	v := s.raw()
	if s.err != nil {
		return nil
	}
	in := s.within(v)
	check(in)
	if len(in.faults) > 0 {
		at := string(s.d.StackPointer())
		for _, f := range in.take() {
			s.faultAt(at+f.Path, f.Err, "%s", f.Reason)
		}
	}
	return v
}

// within is a scanner for a part, which is used again for the next part.
func (s *scanner) within(v jsontext.Value) *scanner {
	if s.part == nil {
		s.part = &scanner{d: jsontext.NewDecoder(bytes.NewBuffer(v))}
		return s.part
	}
	s.part.d.Reset(bytes.NewBuffer(v))
	s.part.err = nil
	return s.part
}

func (s *scanner) certification() jsontext.Value {
	return s.inside(func(in *scanner) {
		if in.d.PeekKind() == '[' {
			in.uris()
			return
		}
		in.uri()
	})
}

func (s *scanner) ilmd() jsontext.Value {
	return s.inside(func(in *scanner) {
		in.object(func(name string) { in.extension(name) })
	})
}

// context reads an @context: a URI, an object, or a list of both without
// repeating one.
func (s *scanner) context() jsontext.Value {
	return s.inside(func(in *scanner) {
		if in.d.PeekKind() != '[' {
			in.contextItem()
			return
		}
		seen := map[string]bool{}
		in.array(func() {
			v := in.contextItem()
			if v.Canonicalize() == nil && seen[string(v)] {
				in.fault(ErrValue, "this context stands there twice")
			}
			seen[string(v)] = true
		})
	})
}

func (s *scanner) contextItem() jsontext.Value {
	kind := s.d.PeekKind()
	v := s.raw()
	if s.err != nil || kind == '{' {
		return v
	}
	if kind != '"' {
		s.fault(ErrType, "a URI or an object expected, not %s", kindName(kind))
		return v
	}
	if text, err := jsontext.AppendUnquote(nil, v); err != nil || !isURI(string(text)) {
		s.fault(ErrValue, "%q is no URI", shorten(string(text)))
	}
	return v
}

func (s *scanner) errorDeclaration() *ErrorDeclaration {
	d := &ErrorDeclaration{}
	ok := s.object(func(name string) {
		switch name {
		case "declarationTime":
			d.DeclarationTime = s.time()
		case "reason":
			d.Reason = s.word(errorReasons)
		case "correctiveEventIDs":
			d.CorrectiveEventIDs = s.uris()
		default:
			d.Extensions = append(d.Extensions, s.extension(name))
		}
	})
	if ok && d.DeclarationTime.IsZero() {
		s.fault(ErrMissing, "declarationTime is missing")
	}
	return d
}

func (s *scanner) persistentDisposition() *PersistentDisposition {
	p := &PersistentDisposition{}
	ok := s.object(func(name string) {
		switch name {
		case "set":
			p.Set = s.words(dispositions)
		case "unset":
			p.Unset = s.words(dispositions)
		default:
			s.unknown(name, "set and unset")
		}
	})
	if ok && p.Set == nil && p.Unset == nil {
		s.fault(ErrMissing, "set or unset is missing")
	}
	return p
}

// unknown passes over a member that may not stand there.
func (s *scanner) unknown(name, known string) {
	s.skip()
	if s.err == nil {
		s.fault(ErrUnknown, "%q is not known here, only %s are", shorten(name), known)
	}
}
