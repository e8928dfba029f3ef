package gs1

import (
	"net/netip"
	"strconv"
	"strings"
)

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
	if name[0] == '[' {
		return d.checkIPv6(name)
	}
	if i := hostChar.outside(name); i >= 0 {
		return fail(ErrURI, "", d.Host, "%s, which is not part of a host name", at(name, i))
	}
	return nil
}

func (d *DigitalLink) checkIPv6(name string) error {
	inside, closed := strings.CutSuffix(name[1:], "]")
	a, err := netip.ParseAddr(inside)
	if !closed || err != nil || !a.Is6() || a.Zone() != "" {
		return fail(ErrURI, "", d.Host, "what stands in brackets must be an IPv6 address")
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
