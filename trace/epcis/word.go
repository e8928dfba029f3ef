package epcis

import "strings"

// expand gives the Web URI of a word of the vocabulary, in whichever way it is
// written; anything else comes back as it is.
func (v *vocabulary) expand(w string) string {
	if bare, ok := v.bare(w); ok {
		return v.web + bare
	}
	return w
}

// bare finds the bare word in any way of writing it.
func (v *vocabulary) bare(w string) (string, bool) {
	if v.has[w] {
		return w, true
	}
	for _, prefix := range v.prefixes() {
		if rest, ok := strings.CutPrefix(w, prefix); ok && v.has[rest] {
			return rest, true
		}
	}
	return "", false
}

// prefixes are what may stand before a bare word: the Web URI, the URN, the
// compact URIs, and the namespaces of drafts that are still in use.
func (v *vocabulary) prefixes() []string {
	out := []string{v.web}
	if v.urn != "" {
		out = append(out, v.urn)
	}
	if local, ok := strings.CutPrefix(v.web, webCBV); ok {
		return append(out, "cbv:"+local, "https://ns.gs1.org/cbv/"+local, "http://ns.gs1.org/cbv/"+local)
	}
	return append(out, "gs1:", "https://gs1.org/voc/", "https://www.gs1.org/voc/")
}

// reserved tells whether a URI is in a namespace of GS1 in which JSON documents
// write the bare word instead, or which has no other words.
func (v *vocabulary) reserved(w string) bool {
	if v == measurements || v == alerts {
		return hasHTTPPrefix(w, "gs1.org/voc/") || hasHTTPPrefix(w, "www.gs1.org/voc/")
	}
	return strings.HasPrefix(w, "urn:epcglobal:cbv") || hasHTTPPrefix(w, "ns.gs1.org/cbv/")
}

func hasHTTPPrefix(w, rest string) bool {
	return strings.HasPrefix(w, "https://"+rest) || strings.HasPrefix(w, "http://"+rest)
}

// ExpandBizStep, ExpandDisposition and ExpandTransactionType write a word of the
// Core Business Vocabulary as its Web URI, whichever way it is given in (bare
// word, URN, Web URI or compact URI), for comparing. Other values come back
// unchanged.
func ExpandBizStep(w string) string { return bizSteps.expand(w) }

// ExpandDisposition is as ExpandBizStep, for dispositions.
func ExpandDisposition(w string) string { return dispositions.expand(w) }

// ExpandTransactionType is as ExpandBizStep, for business transaction types.
func ExpandTransactionType(w string) string { return transactionTypes.expand(w) }

// BareBizStep is the bare word of a business step of the vocabulary, in
// whichever way it is given; ok is false for other values.
func BareBizStep(w string) (word string, ok bool) { return bizSteps.bare(w) }

// BareDisposition is as BareBizStep, for dispositions.
func BareDisposition(w string) (word string, ok bool) { return dispositions.bare(w) }
