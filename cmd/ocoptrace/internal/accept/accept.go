// Package accept reads what a client would rather have: the media types of
// Accept and the languages of Accept-Language (RFC 9110 section 12.5). It is a
// set of pure functions on text.
package accept

import (
	"slices"
	"strconv"
	"strings"
)

// Quality is the weight that an Accept header gives a media type, in
// thousandths: that of the most specific range which matches (RFC 9110 section
// 12.5.1). No header accepts everything. Parameters but q are not looked at, and
// a range with a weight that is not one counts 0.
func Quality(accept, mediaType string) int {
	if strings.TrimSpace(accept) == "" {
		return 1000
	}
	mediaType, _, _ = strings.Cut(mediaType, ";")
	kind, _, _ := strings.Cut(mediaType, "/")
	best, weight := 0, 0
	for part := range strings.SplitSeq(accept, ",") {
		media, params, _ := strings.Cut(part, ";")
		specific := 0
		switch strings.ToLower(strings.TrimSpace(media)) {
		case mediaType:
			specific = 3
		case kind + "/*":
			specific = 2
		case "*/*":
			specific = 1
		}
		if specific > best {
			best, weight = specific, weightOf(params)
		}
	}
	return weight
}

// weightOf reads the q among the parameters of a range: 1000 where there is none.
func weightOf(params string) int {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		if !strings.EqualFold(name, "q") {
			continue
		}
		q, err := strconv.ParseFloat(value, 64)
		if err != nil || !(q >= 0 && q <= 1) || len(value) > 5 {
			return 0
		}
		return int(q*1000 + 0.5)
	}
	return 1000
}

// Choose picks the offer of the greatest weight, the first of equals; "" if none
// is acceptable.
func Choose(accept string, offers ...string) string {
	chosen, best := "", 0
	for _, offer := range offers {
		if q := Quality(accept, offer); q > best {
			chosen, best = offer, q
		}
	}
	return chosen
}

// Names says whether an Accept header asks for exactly this media type.
func Names(accept, mediaType string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		media, params, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(media), mediaType) {
			return weightOf(params) > 0
		}
	}
	return false
}

// Languages are the language ranges of an Accept-Language header, best first,
// in small letters; those that are refused (q=0) and "*" are left out.
func Languages(header string) []string {
	type wanted struct {
		tag    string
		weight int
	}
	var all []wanted
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(part, ";")
		tag = strings.ToLower(strings.TrimSpace(tag))
		if weight := weightOf(params); weight > 0 && tag != "" && tag != "*" {
			all = append(all, wanted{tag, weight})
		}
	}
	slices.SortStableFunc(all, func(a, b wanted) int { return b.weight - a.weight })
	tags := make([]string, len(all))
	for i, w := range all {
		tags[i] = w.tag
	}
	return tags
}

// Speaks says whether a language tag is one that a range in small letters finds
// by lookup (RFC 4647 section 3.4): the tag, or the range cut from its end, part
// by part.
func Speaks(tag, wanted string) bool {
	tag = strings.ToLower(tag)
	for wanted != "" {
		if tag == wanted {
			return true
		}
		cut := strings.LastIndexByte(wanted, '-')
		wanted = wanted[:max(cut, 0)]
		if cut = strings.LastIndexByte(wanted, '-'); len(wanted)-cut == 2 { // a single letter goes with what follows it
			wanted = wanted[:max(cut, 0)]
		}
	}
	return false
}
