package epcis

import (
	"maps"
	"net/url"
	"slices"
)

// A Query is a SimpleEventQuery (EPCIS 2.0 section 8.2.7.1): what is asked of
// each event, and how many come in which order. The zero value asks nothing.
// It may be used by several goroutines at once.
type Query struct {
	OrderBy         string // "eventTime", "recordTime", the name of a user's member; "" for none
	Ascending       bool   // ASC; the standard's default is DESC
	EventCountLimit int    // at most the first so many in this order; 0 for all
	MaxEventCount   int    // more than so many are an error (QueryTooLargeException); 0 for any number
	PerPage         int    // events a page; 0 where the service decides
	NextPageToken   string // of the service, as given

	conditions []condition // the cheap ones first
	values     map[string][]string
}

// An Env is what events alone do not tell. Its zero value knows nothing.
type Env struct {
	// Namespaces are the prefixes of the document that the event is from.
	Namespaces Namespaces
	// Within tells whether a place is a part, direct or not, of another one (master
	// data, for WD_readPoint and WD_bizLocation); both in the form of Normalize.
	Within func(place, ancestor string) bool
	// Attribute gives the values of an attribute in the master data of an
	// identifier, nil where it has none (for HASATTR_ and EQATTR_).
	Attribute func(id, attribute string) []string
}

// A condition is one parameter, asked of an event.
type condition func(m *matching) bool

// A matching is one event under question.
type matching struct {
	e   *Event
	env Env
	ns  Namespaces // of the event, once it was needed
}

func (m *matching) namespaces() Namespaces {
	if m.ns == nil {
		m.ns = m.env.Namespaces.With(m.e.Context)
	}
	return m.ns
}

// Match tells whether an event meets every parameter of the query. Order and
// number are not its matter.
func (q *Query) Match(e *Event, env Env) bool {
	m := &matching{e: e, env: env}
	for _, ok := range q.conditions {
		if !ok(m) {
			return false
		}
	}
	return true
}

// Values are those that were given for a parameter, nil where it was not or where
// one is a pattern: for finding candidates in an index. Identifiers and words are in the form in which
// they are compared (Normalize, Web URIs), times as given.
func (q *Query) Values(parameter string) []string { return slices.Clone(q.values[parameter]) }

// Parameters are the names of the parameters that have Values, in their order.
func (q *Query) Parameters() []string { return slices.Sorted(maps.Keys(q.values)) }

// ParseQuery reads the parameters of a query string. Lists are parted by "|", or
// given by repeating the parameter; names of the user's members have a prefix of
// ns, or are URIs. All that is wrong is told at once as [Faults] whose paths are
// the names of parameters and which wrap ErrParameter.
func ParseQuery(values url.Values, ns Namespaces) (Query, error) {
	p := &queryParser{ns: ns, q: Query{values: map[string][]string{}}}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p.parameter(name, values[name])
	}
	p.together()
	p.q.conditions = append(p.q.conditions, p.late...)
	if len(p.faults) > 0 {
		return Query{}, p.faults
	}
	return p.q, nil
}
