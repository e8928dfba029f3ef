package epcis

import (
	"bytes"
	"io"
)

func newBytesReader(data []byte) io.Reader { return bytes.NewReader(data) }

// member reads a member of the document.
func (r *Reader) member(name string) {
	s, h := r.s, &r.header
	r.seen[name] = true
	switch name {
	case "@context":
		h.Context = s.context()
	case "type":
		h.Type, _ = s.text()
	case "id":
		h.ID = s.uri()
	case "schemaVersion":
		h.SchemaVersion = s.version()
	case "creationDate":
		h.CreationDate = s.time()
	case "instanceIdentifier":
		h.InstanceIdentifier, _ = s.text()
	case "sender":
		h.Sender, _ = s.text()
	case "receiver":
		h.Receiver, _ = s.text()
	case "epcisHeader":
		h.EPCISHeader = s.header()
	case "epcisBody":
		s.object(r.bodyMember)
	default:
		h.Extensions = append(h.Extensions, s.extension(name))
	}
}

func (s *scanner) version() string {
	v, ok := s.text()
	if ok && !isVersion(v) {
		s.fault(ErrValue, "%q is no version such as 2.0", shorten(v))
	}
	return v
}

// header reads an epcisHeader, which may have master data in it.
func (s *scanner) header() []byte {
	return s.inside(func(in *scanner) {
		in.object(func(name string) {
			if name == "epcisMasterData" {
				in.masterData()
				return
			}
			in.extension(name)
		})
	})
}

// bodyMember reads a member of the body: the list of events, or what a query
// document has around it.
func (r *Reader) bodyMember(name string) {
	switch name {
	case "eventList":
		r.direct = true
		r.eventList()
	case "queryResults":
		r.s.object(r.resultMember)
	default:
		r.s.skip()
	}
}

func (r *Reader) resultMember(name string) {
	switch name {
	case "queryName":
		r.seen["queryName"] = true
		r.header.QueryName, _ = r.s.text()
	case "subscriptionID":
		r.header.SubscriptionID, _ = r.s.text()
	case "resultsBody":
		r.s.object(r.resultsBodyMember)
	default:
		r.s.extension(name)
	}
}

func (r *Reader) resultsBodyMember(name string) {
	switch name {
	case "eventList":
		r.result = true
		r.eventList()
	case "vocabularyList":
		r.header.VocabularyList = r.s.inside(func(in *scanner) { in.vocabularies() })
	default:
		r.s.extension(name)
	}
}

func (r *Reader) eventList() {
	r.s.array(r.event)
	r.in.left = MaxEvent
}

// checkHeader asks for what a document has to have.
func (r *Reader) checkHeader() {
	need := []string{"@context", "type", "schemaVersion", "creationDate", "epcisBody"}
	switch r.header.Type {
	case DocumentType:
	case QueryDocumentType:
		need = []string{"@context", "type", "epcisBody", "queryName"}
	default:
		if r.seen["type"] {
			r.s.faultAt("/type", ErrValue, "%q is neither %s nor %s", shorten(r.header.Type), DocumentType, QueryDocumentType)
		}
	}
	for _, name := range need {
		if !r.seen[name] {
			r.s.faultAt("", ErrMissing, "%s is missing", name)
		}
	}
	if r.seen["epcisBody"] {
		r.checkBody()
	}
}

// checkBody asks for the list of events at the place that the type has it.
func (r *Reader) checkBody() {
	switch {
	case r.header.Type == DocumentType && !r.direct:
		r.s.faultAt("/epcisBody", ErrMissing, "eventList is missing")
	case r.header.Type == QueryDocumentType && !r.result:
		r.s.faultAt("/epcisBody", ErrMissing, "queryResults/resultsBody/eventList is missing")
	case r.direct && r.result:
		r.s.faultAt("/epcisBody", ErrRule, "the document has two lists of events")
	}
}
