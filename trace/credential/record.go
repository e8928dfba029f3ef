package credential

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

// fields are the members of a canonical document that its proof depends on.
type fields struct {
	text            []byte
	context, issuer []byte // raw JSON, nil where absent
	proof           []byte // raw JSON, nil where absent
	head, tail      int    // the document without its proof is text[:head] and text[tail:]
}

// parse finds the fields of a document that must be canonical.
func parse(text []byte) (fields, error) {
	f, ok := scanFields(text)
	if !ok {
		return fields{}, canonicalError(text)
	}
	return f, f.check()
}

// parseAny is parse for a document that need not be canonical.
func parseAny(doc []byte) (fields, error) {
	f, ok := scanFields(doc)
	if ok {
		return f, f.check()
	}
	canonical, err := Canonicalize(doc)
	if err != nil {
		return fields{}, err
	}
	return parse(canonical)
}

// scanFields is false for a document that is not canonical.
func scanFields(text []byte) (f fields, ok bool) {
	f = fields{text: text, head: 1, tail: 1}
	end := 1 // of the member before; 1 is after the opening brace
	ok = scan(text, func(name []byte, start, stop int) {
		switch value := text[start:stop]; string(name) {
		case "@context":
			f.context = value
		case "issuer":
			f.issuer = value
		case "proof":
			f.proof, f.head, f.tail = value, end, stop
		}
		// Escapes and characters above ASCII do not change the comparison with "proof".
		if string(name) < "proof" {
			f.head, f.tail = stop, stop
		}
		end = stop
	})
	return f, ok
}

// check says whether the document can be signed at all.
func (f fields) check() error {
	if f.text[0] != '{' {
		return fmt.Errorf("%w: %s is not a JSON object", ErrProfile, shown(f.text))
	}
	if f.context == nil {
		return fmt.Errorf("%w: the document has no @context", ErrProof)
	}
	return nil
}

// document returns the canonical document without its proof.
func (f fields) document() []byte {
	doc := make([]byte, 0, len(f.text))
	return append(append(doc, f.text[:f.head]...), f.text[f.tail:]...)
}

// withProof returns the canonical document with a proof put in its place, which
// is never the first: @context sorts before it.
func (f fields) withProof(p proof) []byte {
	record := make([]byte, 0, len(f.text)+len(p.context)+512)
	record = append(record, f.text[:f.head]...)
	record = p.append(append(record, `,"proof":`...))
	return append(record, f.text[f.tail:]...)
}

// issuerID is the document's issuer: a string, or the id of an object.
func (f fields) issuerID() (string, error) {
	raw := f.issuer
	if len(raw) > 0 && raw[0] == '{' {
		object := raw
		raw = nil
		scan(object, func(name []byte, start, stop int) {
			if string(name) == "id" {
				raw = object[start:stop]
			}
		})
	}
	if len(raw) < 3 || raw[0] != '"' {
		return "", fmt.Errorf("%w: the document names no issuer", ErrProof)
	}
	id, err := jsontext.AppendUnquote(nil, raw)
	return string(id), err
}
