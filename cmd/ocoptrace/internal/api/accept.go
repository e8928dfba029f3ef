package api

import (
	"strconv"
	"strings"
)

// Media types of answers.
const (
	typeJSON    = "application/json"
	typeLD      = "application/ld+json"
	typeVC      = "application/vc"     // W3C VC Data Model 2.0, appendix C
	typeJWT     = "application/vc+jwt" // W3C VC-JOSE-COSE, section 6
	typeDID     = "application/did+json"
	typeProblem = "application/problem+json" // RFC 9457
	typeBytes   = "application/octet-stream"
	typeText    = "text/plain; charset=utf-8"
	typeHTML    = "text/html"
)

// quality is the weight that an Accept header gives a media type, in
// thousandths: that of the most specific range which matches (RFC 9110 section
// 12.5.1). No header accepts everything. Parameters but q are not looked at, and
// a range with a weight that is not one counts 0.
func quality(accept, mediaType string) int {
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

// choose picks the offer of the greatest weight, the first of equals; "" if none
// is acceptable.
func choose(accept string, offers ...string) string {
	chosen, best := "", 0
	for _, offer := range offers {
		if q := quality(accept, offer); q > best {
			chosen, best = offer, q
		}
	}
	return chosen
}

// names says whether an Accept header asks for exactly this media type.
func names(accept, mediaType string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		media, params, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(media), mediaType) {
			return weightOf(params) > 0
		}
	}
	return false
}
