package scanning

import (
	"net/url"
	"strings"
	"unicode"

	"ocoptrace/trace/code"
)

// A lead is where the text of a code leads.
type lead struct {
	Path  string     // of this service; "" for elsewhere
	Query url.Values // with Path
	Text  string     // all of it, for people: one line of what can be seen
	Host  string     // of a web address; "" for what is none
	Alike bool       // the host has letters that may look like others
}

// leadOf says where a text leads. Hosts are compared without case and standard
// port (RFC 3986 section 6.2.2.1 and 6.2.3); http counts as https, as the path is
// asked for here in any case.
func leadOf(base, text string) lead {
	text = strings.TrimSpace(text)
	if c, err := code.Parse(text); err == nil {
		return lead{Path: "/x/" + c.String(), Query: url.Values{}}
	}
	l := lead{Text: visible(text)}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return l
	}
	if own, err := url.Parse(base); err == nil && hostOf(own) == hostOf(u) {
		// one slash: "//host" would be a link to a host
		return lead{Path: "/" + strings.TrimLeft(u.EscapedPath(), `/\`), Query: u.Query()}
	}
	l.Host = visible(hostOf(u))
	l.Alike = strings.Contains(l.Host, "xn--") || strings.ContainsFunc(l.Host, func(r rune) bool { return r > unicode.MaxASCII })
	return l
}

// hostOf is a host in small letters, with its port unless that is the standard.
func hostOf(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	return host
}

// longest is how much of a text is shown, in characters.
const longest = 300

// visible is the beginning of a text without what cannot be seen, or turns the
// order of letters around.
func visible(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > longest {
			b.WriteString("…")
			break
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r):
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
