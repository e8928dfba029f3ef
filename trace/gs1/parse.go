package gs1

import (
	"slices"
	"strings"
)

// MaxURI is the length, in bytes, of the longest URI that is parsed: what every
// HTTP implementation should take (RFC 9110 section 4.1).
const MaxURI = 8000

// ParseDigitalLink takes an absolute, uncompressed GS1 Digital Link URI and
// refuses all that the package comment does not allow. A fragment is dropped.
// Time and memory are linear in the length. The error is an *Error; it wraps
// any of the sentinels.
func ParseDigitalLink(uri string) (DigitalLink, error) {
	rest, err := cleanURI(uri)
	if err != nil {
		return DigitalLink{}, err
	}
	var d DigitalLink
	var ok bool
	if d.Scheme, rest, ok = strings.Cut(rest, "://"); !ok {
		return DigitalLink{}, fail(ErrURI, "", uri, "it has no http:// or https:// in front")
	}
	rest, query, _ := strings.Cut(rest, "?")
	host, path, ok := strings.Cut(rest, "/")
	if !ok {
		return DigitalLink{}, fail(ErrNoKey, "", uri, "it ends with the host")
	}
	d.Host = host
	if err := d.parsePath("/" + path); err != nil {
		return DigitalLink{}, err
	}
	if err := d.parseQuery(query); err != nil {
		return DigitalLink{}, err
	}
	if err := d.Validate(); err != nil {
		return DigitalLink{}, err
	}
	return d, nil
}

// cleanURI drops the fragment and makes sure that the rest has only the
// characters of URIs and that its percent-encoding can be undone.
func cleanURI(uri string) (string, error) {
	if len(uri) > MaxURI {
		return "", fail(ErrURI, "", uri, "it has %d bytes, at most %d are read", len(uri), MaxURI)
	}
	if i := uriChar.outside(uri); i >= 0 {
		return "", fail(ErrURI, "", uri, "%s, which URIs percent-encode", at(uri, i))
	}
	rest, _, _ := strings.Cut(uri, "#")
	if i := badPercent(rest); i >= 0 {
		return "", fail(ErrURI, "", uri, "the percent sign at character %d is not followed by two hexadecimal digits", i+1)
	}
	if i := strings.Index(rest, "%00"); i >= 0 {
		return "", fail(ErrURI, "", uri, "%%00 at character %d", i+1)
	}
	return rest, nil
}

// parsePath takes /AI/value pairs from the right until one has a key; what is
// left is the stem, whose segments may look like AIs.
func (d *DigitalLink) parsePath(path string) error {
	if strings.HasSuffix(path, "/") {
		return fail(ErrURI, "", path, "the path ends with a slash")
	}
	for rest := path; ; {
		before, ai, value, ok := cutPair(rest)
		if !ok {
			return noKey(path)
		}
		a := table[ai]
		if a == nil {
			return notAI(path, ai)
		}
		e := Element{ai, unescape(value, false)}
		if a.Key {
			slices.Reverse(d.Qualifiers)
			d.Stem, d.Key = before, e
			return nil
		}
		if len(d.Qualifiers) == maxElements {
			return tooMany(path)
		}
		d.Qualifiers = append(d.Qualifiers, e)
		rest = before
	}
}

// cutPair takes the last two segments of a path.
func cutPair(path string) (before, ai, value string, ok bool) {
	v := strings.LastIndexByte(path, '/')
	if v <= 0 {
		return "", "", "", false
	}
	k := strings.LastIndexByte(path[:v], '/')
	if k < 0 {
		return "", "", "", false
	}
	return path[:k], path[k+1 : v], path[v+1:], true
}

func noKey(path string) error {
	return fail(ErrNoKey, "", path, "read in pairs from its end, the path has no /01/ with a GTIN or other primary key")
}

// notAI tells which segment stands where an AI must.
func notAI(path, segment string) error {
	if ai, ok := alphas[segment]; ok {
		return fail(ErrNoKey, "", path, "the names of AIs are no longer part of the standard (since 1.3): write /%s/ for /%s/", ai, segment)
	}
	if allDigits(segment) && len(segment) <= 4 {
		return fail(ErrUnknownAI, segment, path, "the General Specifications have no such AI")
	}
	return fail(ErrNoKey, "", path, "read in pairs from its end, %q stands where an application identifier must", shorten(segment))
}

// alphas are the convenience names of keys and qualifiers of the versions
// before 1.3, to explain the refusal.
var alphas = map[string]string{
	"sscc": "00", "gtin": "01", "lot": "10", "ser": "21", "cpv": "22", "gdti": "253", "glnx": "254", "gcn": "255",
	"ginc": "401", "gsin": "402", "gln": "414", "payTo": "415", "partyGln": "417", "grai": "8003", "giai": "8004",
	"itip": "8006", "cpid": "8010", "cpsn": "8011", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018", "srin": "8019",
	"refno": "8020",
}

func tooMany(value string) error {
	return fail(ErrURI, "", value, "more than %d application identifiers", maxElements)
}

// parseQuery sorts parameters into attributes and extensions. Only "&"
// separates them.
func (d *DigitalLink) parseQuery(query string) error {
	for param := range strings.SplitSeq(query, "&") {
		if param == "" {
			continue
		}
		key, value, _ := strings.Cut(param, "=")
		key = unescape(key, true)
		if !allDigits(key) {
			d.Extensions = append(d.Extensions, Param{key, unescape(value, true)})
			continue
		}
		if strings.Contains(value, ";") {
			return fail(ErrURI, key, value, "is the ; part of the value or does another parameter begin? Write %%3B or &")
		}
		if len(d.Attributes) == maxElements {
			return tooMany(query)
		}
		d.Attributes = append(d.Attributes, Element{key, unescape(value, true)})
	}
	slices.SortStableFunc(d.Attributes, byAI)
	return nil
}
