package gs1

import (
	"errors"
	"net/url"
	"testing"
)

// Whatever is parsed is a URI to net/url as well, comes back unchanged from its
// text and from its canonical form; whatever is refused has an *Error.
func FuzzParseDigitalLink(f *testing.F) {
	for _, c := range validLinks {
		f.Add(c.uri)
	}
	for _, c := range invalidLinks {
		f.Add(c.uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		d, err := ParseDigitalLink(uri)
		if err != nil {
			checkError(t, err)
			return
		}
		checkRoundTrip(t, d)
		if text := d.String(); text != mustParse(t, text).String() {
			t.Errorf("String is not idempotent for %q", text)
		}
		u, err := url.Parse(d.String())
		if err != nil || u.Host != d.Host || u.User != nil {
			t.Errorf("net/url reads %s as %+v, %v", d, u, err)
		}
	})
}

// Every AI judges every value without a panic, and what it takes is within its
// length and its character set.
func FuzzCheck(f *testing.F) {
	f.Add("01", "09521234543213")
	for name, values := range samples {
		for _, v := range values {
			f.Add(name, v)
		}
	}
	f.Fuzz(func(t *testing.T, code, value string) {
		for a := range AIs() {
			err := a.Check(value)
			if err != nil {
				checkError(t, err)
			} else if len(value) < a.min || len(value) > a.max || ascii.outside(value) >= 0 {
				t.Errorf("AI %s takes %q", a.Code, value)
			}
		}
		if g, err := NormalizeGTIN(value); err == nil {
			if again, err := ParseGTIN(string(g)); err != nil || again != g {
				t.Errorf("NormalizeGTIN(%q) = %q: %v", value, g, err)
			}
		}
	})
}

// Links that were put together are refused or read back as they are, whatever
// their parts are.
func FuzzValidate(f *testing.F) {
	f.Add("https", "example.com", "/t", "01", "09521234543213", "10", "L", "17", "261231", "s", "x")
	f.Add("HTTP", "[::1]:80", "", "414", "9521321000018", "254", "A/B", "99", "%", "linkType", "\xff")
	f.Fuzz(func(t *testing.T, scheme, host, stem, key, keyValue, ai, value, attribute, attributeValue, name, text string) {
		d := DigitalLink{
			Scheme: scheme, Host: host, Stem: stem,
			Key:        Element{key, keyValue},
			Qualifiers: []Element{{ai, value}},
			Attributes: []Element{{attribute, attributeValue}},
			Extensions: []Param{{name, text}},
		}
		_, _ = d.String(), d.Canonical()
		if err := d.Validate(); err != nil {
			checkError(t, err)
			return
		}
		checkRoundTrip(t, d)
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	if e := (*Error)(nil); !errors.As(err, &e) || e.Err == nil || e.Reason == "" || len(err.Error()) > 600 {
		t.Errorf("error %v", err)
	}
}

func mustParse(t *testing.T, uri string) DigitalLink {
	t.Helper()
	d, err := ParseDigitalLink(uri)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
