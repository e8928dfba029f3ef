package epcis

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

// The types of documents.
const (
	DocumentType      = "EPCISDocument"
	QueryDocumentType = "EPCISQueryDocument"
)

// SchemaVersion is the version of the standard that documents name.
const SchemaVersion = "2.0"

// A Document is a whole EPCIS document in memory. Large ones are read with
// [Reader].
type Document struct {
	Header
	Events []Event
}

// A Header is a document without its events.
type Header struct {
	Context            jsontext.Value // @context
	Type               string         // DocumentType or QueryDocumentType
	ID                 string
	SchemaVersion      string // "2.0"
	CreationDate       Timestamp
	InstanceIdentifier string
	Sender             string
	Receiver           string
	EPCISHeader        jsontext.Value // master data, byte for byte
	QueryName          string         // of a query document
	SubscriptionID     string         // of a query document
	VocabularyList     jsontext.Value // of a query document's results, byte for byte
	Extensions         []Member
}

// Namespaces are the prefixes of the document.
func (h *Header) Namespaces() Namespaces { return Namespaces(nil).With(h.Context) }

// AppendJSON appends the document as JSON without insignificant space.
func (d *Document) AppendJSON(b []byte) []byte {
	b = d.Header.AppendOpen(b)
	for i := range d.Events {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.Events[i].AppendJSON(b)
	}
	return d.Header.AppendClose(b)
}

// AppendOpen appends everything before the first event. Events follow, parted by
// commas, and then AppendClose: so documents of any size are written.
func (h *Header) AppendOpen(b []byte) []byte {
	w := writer{b: append(b, '{')}
	w.raw("@context", h.Context)
	w.text("type", h.Type)
	w.text("id", h.ID)
	w.text("schemaVersion", h.SchemaVersion)
	w.text("creationDate", h.CreationDate.text)
	w.text("instanceIdentifier", h.InstanceIdentifier)
	w.text("sender", h.Sender)
	w.text("receiver", h.Receiver)
	w.raw("epcisHeader", h.EPCISHeader)
	w.members(h.Extensions)
	w.open("epcisBody")
	if h.Type == QueryDocumentType {
		w.open("queryResults")
		w.text("queryName", h.QueryName)
		w.text("subscriptionID", h.SubscriptionID)
		w.open("resultsBody")
		w.raw("vocabularyList", h.VocabularyList)
	}
	w.begin("eventList")
	return w.b
}

// AppendClose appends everything after the last event.
func (h *Header) AppendClose(b []byte) []byte {
	b = append(b, "]}}"...)
	if h.Type == QueryDocumentType {
		b = append(b, "}}"...)
	}
	return b
}

// isVersion tells whether s is numbers parted by dots.
func isVersion(s string) bool {
	dot := true
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			dot = false
		case s[i] == '.' && !dot:
			dot = true
		default:
			return false
		}
	}
	return s != "" && !dot
}

func tooLarge(n int) error {
	return fmt.Errorf("%w: %d bytes, an event has at most %d", ErrTooLarge, n, MaxEvent)
}
