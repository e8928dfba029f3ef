package epcis

import (
	"slices"
	"strings"
)

// matchAny asks for identifiers, each given as a URI or as an EPC pattern
// (urn:epc:idpat: with "*").
func matchAny(of func(*Event) []string) readParameter {
	return func(p *queryParser, name string, list []string) {
		want := p.uris(name, list)
		var patterns []pattern
		for _, v := range list {
			if pat, ok := parsePattern(v); ok {
				patterns = append(patterns, pat)
			}
		}
		if len(patterns) > 0 {
			delete(p.q.values, name)
		}
		p.addLate(func(m *matching) bool {
			return slices.ContainsFunc(of(m.e), func(id string) bool {
				if slices.Contains(list, id) {
					return true
				}
				n := Normalize(id)
				return slices.Contains(want, n) ||
					slices.ContainsFunc(patterns, func(pat pattern) bool { return pat.match(id, n) })
			})
		})
	}
}

// A pattern is an EPC pattern URI (Tag Data Standard 2.0 section 8): components
// of which the last ones may be "*".
type pattern struct {
	scheme string
	parts  []string
	stem   string // for a pattern with one "*": the class as Normalize has it
}

func parsePattern(uri string) (pattern, bool) {
	rest, ok := strings.CutPrefix(uri, "urn:epc:idpat:")
	scheme, body, colon := strings.Cut(rest, ":")
	if !ok || !colon {
		return pattern{}, false
	}
	p := pattern{scheme: scheme, parts: strings.Split(body, ".")}
	if n := Normalize(uri); n != uri {
		p.stem = n
	}
	return p, true
}

// match tells whether an identifier, as given and as normalised, is one of the
// pattern. Digital Links are matched by patterns with one "*" alone, because
// they do not show where the company prefix ends.
func (p pattern) match(id, normal string) bool {
	if p.stem != "" && p.matchStem(normal) {
		return true
	}
	for _, form := range []string{"urn:epc:id:", "urn:epc:idpat:"} {
		if body, ok := strings.CutPrefix(id, form+p.scheme+":"); ok {
			return p.matchParts(body)
		}
	}
	return false
}

func (p pattern) matchStem(normal string) bool {
	rest, ok := strings.CutPrefix(normal, p.stem)
	if !ok || rest == "" {
		return ok
	}
	switch p.scheme {
	case "sgtin", "itip":
		return strings.HasPrefix(rest, "/21/")
	case "upui":
		return strings.HasPrefix(rest, "/235/")
	case "cpi":
		return strings.HasPrefix(rest, "/8011/")
	case "sgln":
		return strings.HasPrefix(rest, "/254/")
	}
	return !strings.HasPrefix(rest, "/")
}

func (p pattern) matchParts(body string) bool {
	parts := strings.SplitN(body, ".", len(p.parts))
	if len(parts) != len(p.parts) {
		return false
	}
	for i, want := range p.parts {
		if want != "*" && want != parts[i] {
			return false
		}
	}
	return true
}
