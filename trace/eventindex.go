package trace

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"ocoptrace/trace/epcis"
	"ocoptrace/trace/gs1"
)

// Indexes of events. A row is
//
//	reg/e/ INDEX NUL VALUE NUL ORDER be64(^index) -> be64(record time)
//
// ORDER is the complement of the event time, so that the newest come first, but
// in the indexes of all events as their comments say. Times are microseconds
// since 1970 with the sign bit turned over, so that those before sort before.
const (
	eventPrefix = regPrefix + "e/"

	eventsNewest   = "all"    // ^event time
	eventsOldest   = "all+"   // event time; index as it is
	eventsRecorded = "rec"    // ^record time
	eventsLogged   = "rec+"   // record time; index as it is
	eventsType     = "type"   // event type
	eventsAction   = "action" // action
	eventsStep     = "step"   // bizStep, as Web URI
	eventsState    = "disp"   // disposition, as Web URI
	eventsRead     = "read"   // readPoint, as epcis.Normalize has it, as all below
	eventsPlace    = "place"  // bizLocation
	eventsDeal     = "deal"   // business transaction
	eventsParty    = "party"  // source or destination
	eventsThing    = "thing"  // EPC or class, in any place; of a serial number with lot the lot too
	eventsID       = "id"     // eventID as a query shows it
	eventsRun      = "run"    // transformationID
	eventsEntity   = "entity" // that captured it
	uniqueEvent    = "event"  // eventID that was given -> event hash id
	maxIndexed     = 200      // bytes of a VALUE; longer ones stand as their digest
	eventTail      = 16       // bytes of ORDER and index
	eventTimeSign  = 1 << 63  // turns signed order into unsigned
)

// indexed writes a value as it stands in keys: as it is, or "#" and the SHA-256
// of one that is too long or holds a zero byte.
func indexed(value string) string {
	if len(value) <= maxIndexed && !strings.ContainsRune(value, 0) {
		return value
	}
	sum := sha256.Sum256([]byte(value))
	return "#" + hex.EncodeToString(sum[:])
}

func eventsUnder(index, value string) []byte {
	return prefixOf(eventPrefix+index, indexed(value))
}

// micros is a time in keys.
func micros(t time.Time) uint64 { return uint64(t.UnixMicro()) ^ eventTimeSign }

// rows are made of the event; one that cannot be read was never admitted.
func (e *Event) rows(index int64) []row {
	event, err := e.Shown()
	if err != nil {
		return nil
	}
	at, recorded := micros(event.EventTime.Time()), micros(event.RecordTime.Time())
	value := binary.BigEndian.AppendUint64(nil, recorded)
	var rows []row
	if e.ID != e.Hash {
		rows = append(rows, uniqueRow(uniqueEvent, indexed(e.ID), e.Hash))
	}
	rows = append(rows,
		row{eventKey(eventsNewest, "", ^at, ^uint64(index)), value},
		row{eventKey(eventsOldest, "", at, uint64(index)), value},
		row{eventKey(eventsRecorded, "", ^recorded, ^uint64(index)), value},
		row{eventKey(eventsLogged, "", recorded, uint64(index)), value})
	seen := make(map[string]bool)
	e.words(&event, func(name, word string) {
		key := eventKey(name, word, ^at, ^uint64(index))
		if word != "" && !seen[string(key)] {
			seen[string(key)] = true
			rows = append(rows, row{key, value})
		}
	})
	return rows
}

func eventKey(name, value string, order, index uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(eventsUnder(name, value), order), index)
}

// words calls f for every value under which an event is indexed.
func (e *Event) words(event *epcis.Event, f func(name, value string)) {
	f(eventsType, event.Type)
	f(eventsAction, event.Action)
	f(eventsStep, epcis.ExpandBizStep(event.BizStep))
	f(eventsState, epcis.ExpandDisposition(event.Disposition))
	f(eventsID, epcis.Normalize(e.ID))
	f(eventsRun, epcis.Normalize(event.TransformationID))
	f(eventsEntity, e.Entity)
	if event.ReadPoint != nil {
		f(eventsRead, epcis.Normalize(event.ReadPoint.ID))
	}
	if event.BizLocation != nil {
		f(eventsPlace, epcis.Normalize(event.BizLocation.ID))
	}
	for _, t := range event.BizTransactionList {
		f(eventsDeal, epcis.Normalize(t.ID))
	}
	for _, list := range [][]epcis.Typed{event.SourceList, event.DestinationList} {
		for _, t := range list {
			f(eventsParty, epcis.Normalize(t.ID))
		}
	}
	things(event, func(id string) {
		f(eventsThing, epcis.Normalize(id))
		if lot := lotOf(id); lot != "" {
			f(eventsThing, lot)
		}
	})
}

// things calls f for each object and class that an event is about.
func things(e *epcis.Event, f func(id string)) {
	f(e.ParentID)
	for _, list := range [][]string{e.EPCList, e.ChildEPCs, e.InputEPCList, e.OutputEPCList} {
		for _, id := range list {
			f(id)
		}
	}
	for _, list := range [][]epcis.Quantity{e.QuantityList, e.ChildQuantityList, e.InputQuantityList, e.OutputQuantityList} {
		for _, q := range list {
			f(q.EPCClass)
		}
	}
}

// lotOf is the class of a lot that a Digital Link of one object names besides
// its serial number, in the form of epcis.Normalize; "" where there is none.
func lotOf(id string) string {
	if !strings.Contains(id, "/10/") || !strings.Contains(id, "/21/") {
		return ""
	}
	link, err := gs1.ParseDigitalLink(id)
	if err != nil || link.Value("01") == "" || link.Value("10") == "" {
		return ""
	}
	lot, _, _ := strings.Cut(link.Canonical(), "/21/")
	return epcis.Normalize(lot)
}

// eventsNamed calls f with the log index of each event of an id, the newest
// event first.
func (v view) eventsNamed(id string, f func(index int64) error) error {
	return v.tx.Scan(eventsUnder(eventsID, epcis.Normalize(id)), nil, func(key, _ []byte) error {
		return f(int64(^binary.BigEndian.Uint64(key[len(key)-8:])))
	})
}
