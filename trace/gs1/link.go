package gs1

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// An Element is an application identifier and its value, as it stands on the
// goods: not percent-encoded.
type Element struct{ AI, Value string }

// A Param is a parameter of the query that is no application identifier, not
// percent-encoded.
type Param struct{ Key, Value string }

// A DigitalLink is a GS1 Digital Link URI, uncompressed, in its parts. See the
// package comment for the syntax. ParseDigitalLink gives valid links with the
// attributes sorted; a link that was put together by hand is checked with
// Validate.
type DigitalLink struct {
	Scheme     string    // "https" or "http", or the same in capitals
	Host       string    // with the port if there is one: "example.com:8443"
	Stem       string    // path before the key, percent-encoded: "" or "/some/path"
	Key        Element   // primary key
	Qualifiers []Element // in the order of the path
	Attributes []Element // data attributes of the query
	Extensions []Param   // other parameters in the order of the query; linkType and context are among them
}

// CanonicalHost is the host of canonical links.
const CanonicalHost = "id.gs1.org"

// String writes the link: key and qualifiers as they are, attributes sorted by
// AI, extensions after them in their order. Everything in values but the
// unreserved characters of RFC 3986 is percent-encoded, with capital digits; so
// are keys of extensions. For a valid link the result parses to the same link.
func (d DigitalLink) String() string {
	b := new(strings.Builder)
	b.Grow(d.size())
	b.WriteString(d.Scheme)
	b.WriteString("://")
	b.WriteString(d.Host)
	b.WriteString(d.Stem)
	d.writePath(b)
	separator := d.writeAttributes(b, '?')
	for _, p := range d.Extensions {
		b.WriteByte(separator)
		escape(b, p.Key)
		b.WriteByte('=')
		escape(b, p.Value)
		separator = '&'
	}
	return b.String()
}

// Canonical writes the canonical form (GS1 Digital Link URI Syntax section
// 4.12): https://id.gs1.org, key, qualifiers, and the attributes sorted by AI.
// Stem and extensions are left out.
func (d DigitalLink) Canonical() string {
	return DigitalLink{Scheme: "https", Host: CanonicalHost, Key: d.Key, Qualifiers: d.Qualifiers, Attributes: d.Attributes}.String()
}

// Value is the value of an application identifier, "" where the link has none.
func (d DigitalLink) Value(ai string) string {
	for e := range d.Elements() {
		if e.AI == ai {
			return e.Value
		}
	}
	return ""
}

// Elements yields the key, the qualifiers and the attributes.
func (d DigitalLink) Elements() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		if !yield(d.Key) {
			return
		}
		for _, list := range [2][]Element{d.Qualifiers, d.Attributes} {
			for _, e := range list {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// Extension is the value of the first extension parameter of that key and
// whether there is one. The reserved keys, "linkType" and "context", are what a
// client asks of a resolver.
func (d DigitalLink) Extension(key string) (string, bool) {
	for _, p := range d.Extensions {
		if p.Key == key {
			return p.Value, true
		}
	}
	return "", false
}

func (d DigitalLink) writePath(b *strings.Builder) {
	writePair(b, '/', d.Key, '/')
	for _, e := range d.Qualifiers {
		writePair(b, '/', e, '/')
	}
}

// writeAttributes gives back the separator for what follows.
func (d DigitalLink) writeAttributes(b *strings.Builder, separator byte) byte {
	attributes := d.Attributes
	if !slices.IsSortedFunc(attributes, byAI) {
		attributes = slices.SortedStableFunc(slices.Values(attributes), byAI)
	}
	for _, e := range attributes {
		writePair(b, separator, e, '=')
		separator = '&'
	}
	return separator
}

func writePair(b *strings.Builder, before byte, e Element, between byte) {
	b.WriteByte(before)
	b.WriteString(e.AI)
	b.WriteByte(between)
	escape(b, e.Value)
}

// byAI orders elements by their AIs as texts, which puts 310n before 37.
func byAI(a, b Element) int { return cmp.Compare(a.AI, b.AI) }

// size is the length of the link's text where nothing is escaped.
func (d DigitalLink) size() int {
	n := len(d.Scheme) + len("://") + len(d.Host) + len(d.Stem)
	for e := range d.Elements() {
		n += len(e.AI) + len(e.Value) + 2
	}
	for _, p := range d.Extensions {
		n += len(p.Key) + len(p.Value) + 2
	}
	return n
}
