package trace

import (
	"math"
	"strings"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
)

// eventIndexes are the indexes that answer parameters; what they find still has
// to meet the query.
var eventIndexes = map[string]string{
	"eventType": eventsType, "EQ_action": eventsAction, "EQ_bizStep": eventsStep, "EQ_disposition": eventsState,
	"EQ_readPoint": eventsRead, "EQ_bizLocation": eventsPlace, "EQ_eventID": eventsID, "EQ_transformationID": eventsRun,
	"MATCH_epc": eventsThing, "MATCH_parentID": eventsThing, "MATCH_inputEPC": eventsThing, "MATCH_outputEPC": eventsThing,
	"MATCH_anyEPC": eventsThing, "MATCH_epcClass": eventsThing, "MATCH_inputEPCClass": eventsThing,
	"MATCH_outputEPCClass": eventsThing, "MATCH_anyEPCClass": eventsThing,
}

// eventIndexOf is the index that answers a parameter; "" where none does.
func eventIndexOf(parameter string) string {
	switch {
	case strings.HasPrefix(parameter, "EQ_bizTransaction_"):
		return eventsDeal
	case strings.HasPrefix(parameter, "EQ_source_"), strings.HasPrefix(parameter, "EQ_destination_"):
		return eventsParty
	}
	return eventIndexes[parameter]
}

// A span is from one eventPlace to another, both included.
type span struct{ from, to eventPlace }

// wholeSpan has every place.
var wholeSpan = span{eventPlace{0, 0}, eventPlace{math.MaxUint64, math.MaxUint64}}

// narrowed is the query with its indexes in one transaction.
func narrowed(tx storage.Tx, q *epcis.Query, entity string) (all allCursor) {
	for _, parameter := range q.Parameters() {
		index, values := eventIndexOf(parameter), q.Values(parameter)
		if index == "" || len(values) == 0 {
			continue
		}
		var parts anyCursor
		for _, value := range values {
			parts = append(parts, newRowCursor(tx, index, value))
		}
		all = append(all, parts)
	}
	if entity != "" {
		all = append(all, newRowCursor(tx, eventsEntity, entity))
	}
	return all
}

// bounds are the times that a query gives for GE_ and LT_ of a field, as micros,
// both included: Match knows better which of them are meant.
func bounds(q *epcis.Query, field string) (from, to uint64) {
	from, to = 0, math.MaxUint64
	if at, ok := timeOf(q, "GE_"+field); ok {
		from = micros(at)
	}
	if at, ok := timeOf(q, "LT_"+field); ok {
		to = micros(at)
	}
	return from, to
}

func timeOf(q *epcis.Query, parameter string) (time.Time, bool) {
	values := q.Values(parameter)
	if len(values) != 1 {
		return time.Time{}, false
	}
	at, err := epcis.ParseTimestamp(values[0])
	return at.Time(), err == nil
}

// newestFirst is the span of a range of times in an index by ^time.
func newestFirst(from, to uint64) span {
	return span{eventPlace{^to, 0}, eventPlace{^from, math.MaxUint64}}
}

// oldestFirst is that in an index by time.
func oldestFirst(from, to uint64) span {
	return span{eventPlace{from, 0}, eventPlace{to, math.MaxUint64}}
}
