package epcis

import (
	"errors"
	"strings"

	"ocoptrace/trace/gs1"
)

// readGS1 finds the GS1 key in an EPC URI or a GS1 Digital Link. known is false
// for URIs that claim no GS1 key, which are anybody's: EPCIS lets them stand
// wherever an identifier stands (CBV 2.0 section 8).
func readGS1(uri string) (link gs1.DigitalLink, known bool, err error) {
	if strings.HasPrefix(uri, "urn:") {
		return parseURN(uri)
	}
	if !isHTTP(uri) {
		return link, false, nil
	}
	link, err = gs1.ParseDigitalLink(uri)
	if err == nil {
		return link, true, nil
	}
	if claimsGS1(uri, err) {
		return link, true, err
	}
	return link, false, nil
}

func isHTTP(uri string) bool {
	return len(uri) > 7 && (strings.EqualFold(uri[:7], "http://") || len(uri) > 8 && strings.EqualFold(uri[:8], "https://"))
}

// claimsGS1 tells whether a URI that is no valid Digital Link was meant to be
// one: it is on GS1's host, or has a key of the right length whose check digit
// or place is wrong. Others may be any web address with a number in its path.
func claimsGS1(uri string, err error) bool {
	if hasHTTPPrefix(uri, gs1.CanonicalHost+"/") {
		return true
	}
	return errors.Is(err, gs1.ErrCheckDigit) || errors.Is(err, gs1.ErrRestricted) || errors.Is(err, gs1.ErrQualifier)
}

// Normalize writes an identifier in the form in which identifiers of the same
// thing are equal: an EPC URI and a GS1 Digital Link on any host become the
// constrained canonical Digital Link of the event hash (CBV 2.0 section 8.9),
// https://id.gs1.org with the key and only its finest qualifier, without query.
// Other URIs, and those that are not valid, come back unchanged.
func Normalize(uri string) string {
	link, known, err := readGS1(uri)
	if !known || err != nil {
		return uri
	}
	kept, ok := finest[link.Key.AI]
	if !ok {
		return uri
	}
	out := "https://" + gs1.CanonicalHost + "/" + link.Key.AI + "/" + escape(link.Key.Value)
	for _, ai := range kept {
		if v := qualifier(link, ai); v != "" {
			return out + "/" + ai + "/" + escape(v)
		}
	}
	return out
}

// finest holds the keys of the event hash and their qualifiers, the finest
// first, of which one is kept.
var finest = map[string][]string{
	"00": nil, "01": {"21", "10", "235"}, "253": nil, "255": nil, "401": nil, "402": nil,
	"414": {"254"}, "417": nil, "8003": nil, "8004": nil, "8006": {"21", "10"},
	"8010": {"8011"}, "8017": nil, "8018": nil,
}

func qualifier(link gs1.DigitalLink, ai string) string {
	for _, q := range link.Qualifiers {
		if q.AI == ai {
			return q.Value
		}
	}
	return ""
}

// escape percent-encodes what the canonical form does: all but the unreserved
// characters and ' ; = which EPC URIs have unescaped.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if uriByte[c] && !strings.ContainsRune(":/?[]@!$&()*+,", rune(c)) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// level tells what a GS1 identifier names.
type level int

const (
	levelOther level = iota // no GS1 key, or a key that names neither goods nor assets
	levelInstance
	levelClass
)

// levelOf tells instances from classes (CBV 2.0 sections 8.2 and 8.3): an item
// with a serial is one, a lot or a product is a class of many.
func levelOf(link gs1.DigitalLink) level {
	n := len(link.Key.Value)
	switch link.Key.AI {
	case "00", "8004", "8017", "8018", "401", "402", "417", "414":
		return levelInstance
	case "01":
		return whether(qualifier(link, "21") != "" || qualifier(link, "235") != "")
	case "8006":
		return whether(qualifier(link, "21") != "")
	case "8010":
		return whether(qualifier(link, "8011") != "")
	case "253", "255":
		return whether(n > 13)
	case "8003":
		return whether(n > 14)
	}
	return levelOther
}

func whether(instance bool) level {
	if instance {
		return levelInstance
	}
	return levelClass
}
