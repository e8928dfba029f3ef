package locale

import (
	"slices"

	"golang.org/x/text/language"
)

// Match chooses the language of an answer: query, if it names one of
// Languages; else the one that suits the Accept-Language header best (RFC 9110
// section 12.5.4, RFC 4647); Vietnamese where the header is absent or says
// nothing, English where it asks for other languages only, since who cannot
// read Vietnamese more likely reads English.
func Match(acceptLanguage, query string) *Locale { return loaded().match(acceptLanguage, query) }

func (s *set) match(acceptLanguage, query string) *Locale {
	if slices.Contains(s.languages, query) {
		return s.of(query)
	}
	const longest = 500 // bytes; no browser sends as much
	if len(acceptLanguage) > longest {
		acceptLanguage = ""
	}
	tags, weights, err := language.ParseAcceptLanguage(acceptLanguage)
	wanted := wanted(tags, weights)
	if err != nil || len(wanted) == 0 {
		return s.of(Vietnamese)
	}
	_, i, confidence := s.matcher.Match(wanted...)
	if confidence == language.No {
		return s.of(English)
	}
	return s.of(s.languages[i])
}

// wanted leaves out "*" and what is refused with weight 0.
func wanted(tags []language.Tag, weights []float32) (kept []language.Tag) {
	for i, tag := range tags {
		if base, confidence := tag.Base(); weights[i] > 0 && confidence != language.No && base.String() != "mul" {
			kept = append(kept, tag)
		}
	}
	return kept
}
