package epcis

import (
	"fmt"
	"strings"

	"ocoptrace/trace/gs1"
)

// A urnScheme tells how an EPC URI of a scheme becomes a Digital Link (Tag Data
// Standard 2.0 section 6.3, "Correspondence between EPCs and GS1 keys").
type urnScheme struct {
	parts int    // components after the scheme
	ai    string // primary key
	body  int    // digits of company prefix and reference together; 0: free text
	zero  string // digits before them
	// swapped: the reference begins with the indicator or extension digit, which
	// goes to the front.
	swapped bool
	check   bool   // a check digit follows
	serial  string // AI of the serial or lot, "+" where it is appended to the key, "" for none
}

var urnSchemes = map[string]urnScheme{
	"sgtin": {3, "01", 13, "", true, true, "21"},
	"lgtin": {3, "01", 13, "", true, true, "10"},
	"upui":  {3, "01", 13, "", true, true, "235"},
	"itip":  {5, "8006", 13, "", true, true, "21"},
	"sscc":  {2, "00", 17, "", true, true, ""},
	"sgln":  {3, "414", 12, "", false, true, "254"},
	"pgln":  {2, "417", 12, "", false, true, ""},
	"grai":  {3, "8003", 12, "0", false, true, "+"},
	"gdti":  {3, "253", 12, "", false, true, "+"},
	"sgcn":  {3, "255", 12, "", false, true, "+"},
	"gsrn":  {2, "8018", 17, "", false, true, ""},
	"gsrnp": {2, "8017", 17, "", false, true, ""},
	"gsin":  {2, "402", 16, "", false, true, ""},
	"giai":  {2, "8004", 0, "", false, false, ""},
	"ginc":  {2, "401", 0, "", false, false, ""},
	"cpi":   {3, "8010", 0, "", false, false, "8011"},
}

// parseURN reads an EPC URI ("urn:epc:id:", "urn:epc:class:", "urn:epc:idpat:"
// with only the last component "*") of a scheme that has a GS1 key. known is
// false for other URIs, and for schemes without a GS1 key.
func parseURN(uri string) (link gs1.DigitalLink, known bool, err error) {
	rest, isURN := strings.CutPrefix(uri, "urn:epc:")
	form, rest, _ := strings.Cut(rest, ":")
	name, body, _ := strings.Cut(rest, ":")
	scheme, ok := urnSchemes[name]
	if !isURN || !ok || !formHas(form, name) {
		return link, false, nil
	}
	parts := strings.SplitN(body, ".", scheme.parts)
	if len(parts) < scheme.parts {
		return link, true, fmt.Errorf("%w: %q has %d components, %s has %d", ErrValue, shorten(uri), len(parts), name, scheme.parts)
	}
	link, err = scheme.link(parts, form == "idpat")
	if err != nil {
		return link, true, fmt.Errorf("%w: %q: %w", ErrValue, shorten(uri), err)
	}
	return link, true, nil
}

func formHas(form, scheme string) bool {
	switch form {
	case "class":
		return scheme == "lgtin"
	case "id", "idpat":
		return scheme != "lgtin"
	}
	return false
}

func (u urnScheme) link(parts []string, pattern bool) (gs1.DigitalLink, error) {
	link := gs1.DigitalLink{Scheme: "https", Host: gs1.CanonicalHost}
	key, err := u.key(parts)
	if err != nil {
		return link, err
	}
	serial, err := u.serialOf(parts, pattern)
	if err != nil {
		return link, err
	}
	link.Key = gs1.Element{AI: u.ai, Value: key}
	switch {
	case serial == "":
	case u.serial == "+":
		link.Key.Value += serial
	default:
		link.Qualifiers = []gs1.Element{{AI: u.serial, Value: serial}}
	}
	return link, link.Validate()
}

// key builds the primary key without a serial.
func (u urnScheme) key(parts []string) (string, error) {
	prefix, ref := parts[0], parts[1]
	if len(prefix) < 6 || len(prefix) > 12 || !allDigits(prefix) {
		return "", fmt.Errorf("%q is no company prefix of 6 to 12 digits", shorten(prefix))
	}
	if u.body == 0 {
		text, err := unescape(ref)
		return prefix + text, err
	}
	if len(prefix)+len(ref) != u.body || !allDigits(ref) {
		return "", fmt.Errorf("company prefix and reference %s.%s are not %d digits", prefix, shorten(ref), u.body)
	}
	digits := prefix + ref
	if u.swapped {
		digits = ref[:1] + prefix + ref[1:]
	}
	c, err := gs1.CheckDigit(digits)
	if err != nil {
		return "", err
	}
	key := u.zero + digits + string(c)
	if u.parts == 5 {
		key += parts[2] + parts[3]
	}
	return key, nil
}

// serialOf is the last component, "" where there is none to be written.
func (u urnScheme) serialOf(parts []string, pattern bool) (string, error) {
	if u.serial == "" {
		return "", nil
	}
	last := parts[len(parts)-1]
	if pattern {
		if last != "*" {
			return "", fmt.Errorf("the pattern ends with %q, not *", shorten(last))
		}
		return "", nil
	}
	if u.ai == "414" && last == "0" {
		return "", nil
	}
	if last == "" {
		return "", fmt.Errorf("the last component is empty")
	}
	return unescape(last)
}

// unescape decodes the percent escapes of an EPC URI.
func unescape(s string) (string, error) {
	if !strings.Contains(s, "%") {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			return "", fmt.Errorf("%q has half a percent escape", shorten(s))
		}
		b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
		i += 2
	}
	return b.String(), nil
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
