package gs1

import (
	"slices"
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
	(*DigitalLink).checkOrigin, (*DigitalLink).checkStem, (*DigitalLink).checkKey, (*DigitalLink).checkDuplicates,
	(*DigitalLink).checkQualifiers, (*DigitalLink).checkAttributes, (*DigitalLink).checkExtensions,
	(*DigitalLink).checkValues, (*DigitalLink).checkAssociations, (*DigitalLink).checkLength,
}

func (d *DigitalLink) checkKey() error {
	if a := table[d.Key.AI]; a == nil || !a.Key {
		return fail(ErrNoKey, d.Key.AI, d.Key.Value, "it is not a primary key")
	}
	return nil
}

// checkAttributes makes sure that the elements of the query may stand there.
func (d *DigitalLink) checkAttributes() error {
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
		case p.Key == "":
			return fail(ErrURI, "", "="+p.Value, "the parameter has no name")
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

// checkLength sees to it that the link can be read back: text grows to three
// times its length at most when it is percent-encoded.
func (d *DigitalLink) checkLength() error {
	if 3*d.size() <= MaxURI {
		return nil
	}
	if text := d.String(); len(text) > MaxURI {
		return fail(ErrURI, "", text, "percent-encoded it has %d bytes, at most %d are read", len(text), MaxURI)
	}
	return nil
}
