package trace

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sort"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
)

// Bounds of queries.
const (
	EventsPerPage    = 30     // where the query does not say
	MaxEventsPerPage = 1000   // whatever the query says
	maxLooked        = 20_000 // events that are read for one page, or to count them
	maxSorted        = 20_000 // events that are sorted in memory by their times
	maxRanked        = 5_000  // events that are read and sorted by a member of the user
)

var (
	// ErrPageToken says that a page token is none that Events gave for this order.
	ErrPageToken = errors.New("registry: not a page token of this query")
	// ErrQueryTooComplex says that too many events would have to be read.
	ErrQueryTooComplex = errors.New("registry: query needs to read too many events; narrow it, by times for example")
	// ErrQueryTooLarge says that more events meet a query than its maxEventCount.
	ErrQueryTooLarge = errors.New("registry: more events than maxEventCount")
)

// A Captured is an event with its statement.
type Captured struct {
	Stated[*Event]
	Event epcis.Event // as Event.Shown has it
}

// An EventPage is some of the events that meet a query.
type EventPage struct {
	Events []Captured
	// Next is the token of the next page; "" for the last. A page may have fewer
	// events than asked for, or none, and yet a next one: where few of many meet
	// the query, not all are looked at in one call.
	Next string
}

// Events answers a query: in its order, else the newest event first; at most
// PerPage events from NextPageToken on. entity limits it to events that an
// entity captured; "" asks for all. Events that are captured between two pages
// are in the later ones as far as they stand there. Errors: ErrPageToken,
// ErrQueryTooComplex, ErrQueryTooLarge.
func (r *Registry) Events(ctx context.Context, q *epcis.Query, entity string) (page EventPage, err error) {
	token, err := readPageToken(q)
	if err != nil {
		return EventPage{}, err
	}
	err = r.store.View(ctx, func(tx storage.Tx) error {
		s, err := newEventSearch(view{tx}, q, entity)
		if err != nil {
			return err
		}
		if q.MaxEventCount > 0 && q.NextPageToken == "" {
			if err := s.count(q.MaxEventCount); err != nil {
				return err
			}
			if s, err = newEventSearch(view{tx}, q, entity); err != nil {
				return err
			}
		}
		page, err = s.page(token)
		return err
	})
	return page, err
}

// An eventSearch goes through the events of a query in its order.
type eventSearch struct {
	view
	q      *epcis.Query
	over   cursor
	span   span
	oldest bool // the index of an event is the second number of its eventPlace, not the complement
}

func newEventSearch(v view, q *epcis.Query, entity string) (*eventSearch, error) {
	s := &eventSearch{view: v, q: q}
	from, to := bounds(q, "eventTime")
	s.span = newestFirst(from, to)
	all := narrowed(v.tx, q, entity)
	if s.over = all; len(all) == 0 {
		s.over = newRowCursor(v.tx, eventsNewest, "")
	}
	switch {
	case q.OrderBy == "", q.OrderBy == "eventTime" && !q.Ascending:
		return s, nil
	case q.OrderBy != "eventTime" && q.OrderBy != "recordTime":
		return s, s.sortByMember()
	case len(all) > 0:
		if done, err := s.sort(); done || err != nil {
			return s, err
		}
	}
	return s, s.walk(entity)
}

// sort collects the hits of the indexes and brings them in order; done is false
// where there are too many.
func (s *eventSearch) sort() (done bool, err error) {
	from, to := bounds(s.q, "recordTime")
	var hits []hit
	err = s.each(s.span.from, func(h hit) error {
		if h.recorded < from || h.recorded > to {
			return nil
		}
		if len(hits) == maxSorted {
			return ErrQueryTooComplex
		}
		hits = append(hits, hit{s.placeOf(h), h.recorded})
		return nil
	})
	if err == ErrQueryTooComplex {
		return false, nil
	}
	slices.SortFunc(hits, func(a, b hit) int { return a.at.compare(b.at) })
	s.over, s.span, s.oldest = listCursor(hits), wholeSpan, s.q.Ascending
	return true, err
}

// placeOf is the eventPlace of a hit in the order that the query asks for.
func (s *eventSearch) placeOf(h hit) eventPlace {
	order, index := h.at[0], h.at[1] // both complements
	if s.q.OrderBy == "recordTime" {
		order = ^h.recorded
	}
	if s.q.Ascending {
		return eventPlace{^order, ^index}
	}
	return eventPlace{order, index}
}

// walk goes through all events in the order that is asked for.
func (s *eventSearch) walk(entity string) error {
	if entity != "" {
		return ErrQueryTooComplex
	}
	from, to := bounds(s.q, s.q.OrderBy)
	index := map[bool]string{true: eventsOldest, false: eventsNewest}[s.q.Ascending]
	if s.q.OrderBy == "recordTime" {
		index = map[bool]string{true: eventsLogged, false: eventsRecorded}[s.q.Ascending]
	}
	s.over, s.oldest, s.span = newRowCursor(s.tx, index, ""), s.q.Ascending, newestFirst(from, to)
	if s.q.Ascending {
		s.span = oldestFirst(from, to)
	}
	return nil
}

// sortByMember reads the events that meet the query and orders them by a member
// of the user. Their places are numbers from 0.
func (s *eventSearch) sortByMember() error {
	var all []Captured
	looked := 0
	err := s.each(s.span.from, func(h hit) error {
		if looked++; looked > maxRanked {
			return ErrQueryTooComplex
		}
		c, ok, err := s.match(s.indexOf(h.at))
		if ok {
			all = append(all, c)
		}
		return err
	})
	if err != nil {
		return err
	}
	sort.SliceStable(all, func(i, j int) bool { return s.q.Compare(&all[i].Event, &all[j].Event, nil) < 0 })
	s.over, s.span = rankedCursor(all), wholeSpan
	return nil
}

func (s *eventSearch) indexOf(p eventPlace) int64 {
	if s.oldest {
		return int64(p[1])
	}
	return int64(^p[1])
}

// each calls f for the hits from an eventPlace to the end of the span.
func (s *eventSearch) each(from eventPlace, f func(hit) error) error {
	for last := false; !last; {
		h, ok, err := s.over.seek(from)
		if err != nil || !ok || h.at.compare(s.span.to) > 0 {
			return err
		}
		if err := f(h); err != nil {
			return err
		}
		from, last = h.at.next()
	}
	return nil
}

// match reads an event and holds it against the query.
func (s *eventSearch) match(index int64) (c Captured, ok bool, err error) {
	if c, err = s.event(index); err != nil {
		return c, false, err
	}
	env := epcis.Env{Namespaces: c.Fact.Namespaces(), Within: withinLocation}
	return c, s.q.Match(&c.Event, env), nil
}

// event reads the event that is stated at a log index.
func (v view) event(index int64) (Captured, error) {
	st, err := v.statement(index)
	if err != nil {
		return Captured{}, err
	}
	fact, err := factOf[*Event](st, index)
	if err != nil {
		return Captured{}, err
	}
	shown, err := fact.Shown()
	return Captured{Stated[*Event]{st.ID, index, st.Issued, fact}, shown}, err
}

// read is the event at a hit, if it meets the query.
func (s *eventSearch) read(h hit) (Captured, bool, error) {
	if ranked, ok := s.over.(rankedCursor); ok {
		return ranked[h.at[1]], true, nil
	}
	return s.match(s.indexOf(h.at))
}

// count looks whether more than most events meet the query.
func (s *eventSearch) count(most int) error {
	looked, found := 0, 0
	return s.each(s.span.from, func(h hit) error {
		if looked++; looked > maxLooked {
			return ErrQueryTooComplex
		}
		_, ok, err := s.read(h)
		if ok {
			if found++; found > most {
				return fmt.Errorf("%w, which is %d", ErrQueryTooLarge, most)
			}
		}
		return err
	})
}

// page reads a page from a token on.
func (s *eventSearch) page(token pageToken) (page EventPage, err error) {
	size := min(s.q.PerPage, MaxEventsPerPage)
	if size <= 0 {
		size = EventsPerPage
	}
	left := s.q.EventCountLimit - int(token.shown)
	if s.q.EventCountLimit > 0 {
		size = min(size, left)
	}
	from := token.from
	if from.compare(s.span.from) < 0 {
		from = s.span.from
	}
	looked, more := 0, false
	err = s.each(from, func(h hit) error {
		if len(page.Events) == size || looked == maxLooked {
			more, token.from = true, h.at
			return storage.Stop
		}
		looked++
		c, ok, err := s.read(h)
		if ok {
			page.Events = append(page.Events, c)
		}
		return err
	})
	if err == storage.Stop {
		err = nil
	}
	token.shown += uint32(len(page.Events))
	if more && (s.q.EventCountLimit == 0 || int(token.shown) < s.q.EventCountLimit) {
		page.Next = token.String()
	}
	return page, err
}

// listCursor goes through sorted hits.
type listCursor []hit

func (c listCursor) seek(to eventPlace) (hit, bool, error) {
	i := sort.Search(len(c), func(i int) bool { return c[i].at.compare(to) >= 0 })
	if i == len(c) {
		return hit{}, false, nil
	}
	return c[i], true, nil
}

// rankedCursor goes through events that were read and sorted.
type rankedCursor []Captured

func (c rankedCursor) seek(to eventPlace) (hit, bool, error) {
	if to[0] > 0 || to[1] >= uint64(len(c)) {
		return hit{}, false, nil
	}
	return hit{at: to}, true, nil
}

// A pageToken says where a page begins and how many events were shown before.
type pageToken struct {
	order byte
	from  eventPlace
	shown uint32
}

const pageTokenLen = 1 + 8 + 8 + 4

// orderMark tells tokens of different orders apart.
func orderMark(q *epcis.Query) (mark byte) {
	switch q.OrderBy {
	case "", "eventTime":
		mark = 'e'
	case "recordTime":
		mark = 'r'
	default:
		mark = 'm'
	}
	if q.Ascending && q.OrderBy != "" {
		mark -= 'a' - 'A'
	}
	return mark
}

func (t pageToken) String() string {
	b := binary.BigEndian.AppendUint64([]byte{t.order}, t.from[0])
	b = binary.BigEndian.AppendUint64(b, t.from[1])
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32(b, t.shown))
}

func readPageToken(q *epcis.Query) (pageToken, error) {
	t := pageToken{order: orderMark(q)}
	if q.NextPageToken == "" {
		return t, nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(q.NextPageToken)
	if err != nil || len(b) != pageTokenLen || b[0] != t.order {
		return t, fmt.Errorf("%w: %.60q", ErrPageToken, q.NextPageToken)
	}
	t.from = eventPlace{binary.BigEndian.Uint64(b[1:]), binary.BigEndian.Uint64(b[9:])}
	t.shown = binary.BigEndian.Uint32(b[17:])
	return t, nil
}
