package gs1

import (
	"slices"
	"strconv"
	"strings"
)

// maxElements is the number of application identifiers a link may have in its
// path after the key, and again in its query.
const maxElements = 64

// Validate checks a link that was put together by hand by the same rules as
// ParseDigitalLink. The error is an *Error.
func (d DigitalLink) Validate() error {
	for _, check := range checks {
		if err := check(&d); err != nil {
			return err
		}
	}
	return nil
}

// checks stand in an order in which each may rely on those before: all AIs are
// known before values and associations are looked at.
var checks = [...]func(*DigitalLink) error{
	(*DigitalLink).checkOrigin, (*DigitalLink).checkStem, (*DigitalLink).checkKey,
	(*DigitalLink).checkQualifiers, (*DigitalLink).checkAttributes, (*DigitalLink).checkExtensions,
	(*DigitalLink).checkValues, (*DigitalLink).checkDuplicates, (*DigitalLink).checkAssociations,
}

func (d *DigitalLink) checkOrigin() error {
	switch d.Scheme {
	case "https", "http", "HTTPS", "HTTP":
	default:
		return fail(ErrURI, "", d.Scheme, "the scheme must be https or http, all small or all capitals")
	}
	name, port, hasPort := cutPort(d.Host)
	if hasPort {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return fail(ErrURI, "", d.Host, "the port must be 1 to 65535")
		}
	}
	if name == "" {
		return fail(ErrURI, "", d.Host, "there is no host")
	}
	if i := hostReason(name); i >= 0 {
		return fail(ErrURI, "", d.Host, "%s, which is not part of a host name", at(name, i))
	}
	return nil
}

// cutPort splits host and port; the colons of an IPv6 address stand in brackets.
func cutPort(host string) (name, port string, ok bool) {
	i := strings.LastIndexByte(host, ':')
	if i < 0 || i < strings.LastIndexByte(host, ']') {
		return host, "", false
	}
	return host[:i], host[i+1:], true
}

// hostReason is the index of the first byte that no host name has, or -1.
func hostReason(name string) int {
	if len(name) > 2 && name[0] == '[' && name[len(name)-1] == ']' {
		for i := 1; i < len(name)-1; i++ {
			if c := name[i]; !hexDigit.has(c) && c != ':' && c != '.' {
				return i
			}
		}
		return -1
	}
	return hostChar.outside(name)
}

func (d *DigitalLink) checkStem() error {
	if d.Stem == "" {
		return nil
	}
	if d.Stem[0] != '/' {
		return fail(ErrURI, "", d.Stem, "the stem must begin with a slash")
	}
	if i := uriChar.outside(d.Stem); i >= 0 {
		return fail(ErrURI, "", d.Stem, "%s, which URIs percent-encode", at(d.Stem, i))
	}
	if i := strings.IndexAny(d.Stem, "?#"); i >= 0 {
		return fail(ErrURI, "", d.Stem, "%s, which ends a path", at(d.Stem, i))
	}
	if badPercent(d.Stem) >= 0 || strings.Contains(d.Stem, "%00") {
		return fail(ErrURI, "", d.Stem, "its percent-encoding cannot be undone")
	}
	for segment := range strings.SplitSeq(d.Stem, "/") {
		if isDots(unescape(segment, false)) {
			return fail(ErrURI, "", d.Stem, "it has a . or .. segment")
		}
	}
	return nil
}

// isDots finds the segments that are removed when a URI is resolved, encoded or
// not (RFC 3986 sections 5.2.4 and 6.2.2.3).
func isDots(segment string) bool { return segment == "." || segment == ".." }

func checkDots(ai, value string) error {
	if isDots(value) {
		return fail(ErrContent, ai, value, "URIs lose a . or .. between slashes")
	}
	return nil
}

func (d *DigitalLink) checkKey() error {
	if a := table[d.Key.AI]; a == nil || !a.Key {
		return fail(ErrNoKey, d.Key.AI, d.Key.Value, "it is not a primary key")
	}
	return nil
}

// checkAttributes makes sure that the elements of the query may stand there.
func (d *DigitalLink) checkAttributes() error {
	if len(d.Attributes) > maxElements {
		return tooMany(d.Attributes[maxElements].AI)
	}
	for _, e := range d.Attributes {
		a := table[e.AI]
		switch {
		case a == nil:
			return fail(ErrUnknownAI, e.AI, e.Value, "the General Specifications have no such AI; a parameter of one's own needs a letter in its name")
		case d.qualifies(e.AI):
			return fail(ErrAttribute, e.AI, e.Value, "%s qualifies the key %s, so it belongs in the path", a.name(), d.Key.AI)
		case !a.Attribute:
			return fail(ErrAttribute, e.AI, e.Value, "%s may not stand in the query", a.name())
		}
	}
	return nil
}

// qualifies tells whether the AI could be put in at some place of the path.
func (d *DigitalLink) qualifies(ai string) bool {
	for _, sequence := range table[d.Key.AI].qualifiers {
		if slices.Contains(sequence, ai) && d.follows(sequence) {
			return true
		}
	}
	return false
}

func (d *DigitalLink) checkExtensions() error {
	for i, p := range d.Extensions {
		switch {
		case allDigits(p.Key):
			return fail(ErrURI, "", p.Key, "a parameter of one's own needs a letter in its name")
		case strings.Contains(p.Key, "\x00") || strings.Contains(p.Value, "\x00"):
			return fail(ErrURI, "", p.Key, "the parameter has a zero byte")
		case reserved(p.Key) && slices.ContainsFunc(d.Extensions[:i], func(q Param) bool { return q.Key == p.Key }):
			return fail(ErrDuplicate, "", p.Key, "the parameter is reserved and may be given once")
		}
	}
	return nil
}

// reserved tells the parameters that have a meaning to resolvers.
func reserved(key string) bool { return key == "linkType" || key == "context" }

// checkValues looks at every value, and at dots where they would be lost.
func (d *DigitalLink) checkValues() error {
	for e := range d.Elements() {
		if err := check(e.AI, e.Value); err != nil {
			return err
		}
	}
	for _, e := range d.Qualifiers {
		if err := checkDots(e.AI, e.Value); err != nil {
			return err
		}
	}
	return checkDots(d.Key.AI, d.Key.Value)
}
