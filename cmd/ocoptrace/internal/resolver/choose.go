package resolver

import (
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/accept"
)

// choose keeps the links that fit Accept and Accept-Language best; of links to
// the same place one is kept. It keeps at least one of at least one.
func choose(links []Link, media, languages string) []Link {
	links = byLanguage(byMedia(links, media), accept.Languages(languages))
	var kept []Link
	for _, l := range links {
		if !slices.ContainsFunc(kept, func(k Link) bool { return k.Href == l.Href }) {
			kept = append(kept, l)
		}
	}
	return kept
}

// byMedia keeps the links of the greatest weight: all, if all are refused.
func byMedia(links []Link, header string) []Link {
	best := 0
	weights := make([]int, len(links))
	for i, l := range links {
		if l.Media != "" {
			weights[i] = accept.Quality(header, l.Media)
			best = max(best, weights[i])
		}
	}
	if best == 0 {
		return links
	}
	var kept []Link
	for i, l := range links {
		if l.Media == "" || weights[i] == best {
			kept = append(kept, l)
		}
	}
	return kept
}

// byLanguage keeps the links that speak the first language that any does.
func byLanguage(links []Link, wanted []string) []Link {
	for _, language := range wanted {
		var kept []Link
		for _, l := range links {
			if slices.ContainsFunc(l.Hreflang, func(tag string) bool { return accept.Speaks(tag, language) }) {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return links
}
