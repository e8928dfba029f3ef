package epcis

import (
	"cmp"
	"strings"
	"time"
)

// Compare puts two events of documents with the same prefixes in the order that
// the query asks for: negative where a comes first, 0 where either may. Numbers
// come before times and times before other text; events without the member that
// orders come last in both directions. Without orderBy it is always 0.
func (q *Query) Compare(a, b *Event, ns Namespaces) int {
	ka, kb := q.key(a, ns), q.key(b, ns)
	if ka.kind == noKey || kb.kind == noKey {
		return cmp.Compare(ka.kind, kb.kind)
	}
	c := ka.compare(kb)
	if !q.Ascending {
		return -c
	}
	return c
}

// A sortKey is the value by which an event is sorted.
type sortKey struct {
	kind   keyKind
	number decimal
	at     time.Time
	text   string
}

type keyKind int

const (
	numberKey keyKind = iota
	timeKey
	textKey
	noKey
)

func (k sortKey) compare(l sortKey) int {
	if c := cmp.Compare(k.kind, l.kind); c != 0 {
		return c
	}
	switch k.kind {
	case numberKey:
		return k.number.compare(l.number)
	case timeKey:
		return k.at.Compare(l.at)
	}
	return strings.Compare(k.text, l.text)
}

func (q *Query) key(e *Event, ns Namespaces) sortKey {
	switch q.OrderBy {
	case "":
		return sortKey{kind: textKey}
	case "eventTime":
		return timestampKey(e.EventTime)
	case "recordTime":
		return timestampKey(e.RecordTime)
	}
	ns = ns.With(e.Context)
	for _, n := range eventNodes(e) {
		if n.children == nil && sameName(ns.Expand(n.name), q.OrderBy) {
			return textSortKey(n.text)
		}
	}
	return sortKey{kind: noKey}
}

func timestampKey(t Timestamp) sortKey {
	if t.IsZero() {
		return sortKey{kind: noKey}
	}
	return sortKey{kind: timeKey, at: t.at}
}

func textSortKey(text string) sortKey {
	if d, ok := parseDecimal(text); ok {
		return sortKey{kind: numberKey, number: d}
	}
	if t, err := ParseTimestamp(text); err == nil {
		return sortKey{kind: timeKey, at: t.at}
	}
	return sortKey{kind: textKey, text: text}
}
