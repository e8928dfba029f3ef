package epcis

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxEvent is the size of the largest event that is read, and of everything in a
// document outside of its events, in bytes: 16 MiB, some 200,000 EPCs.
const MaxEvent = 16 << 20

// MaxDepth is how deep lists and objects may stand in each other within a member
// of the user, ilmd or a sensorElementList.
const MaxDepth = 64

// A Reader reads an EPCISDocument or EPCISQueryDocument of any length, one event
// at a time. It holds no more than one event and the header. Use it from one
// goroutine.
type Reader struct {
	s      *scanner
	in     *boundedReader
	header Header
	seen   map[string]bool
	direct bool // an eventList was met right in the body
	result bool // one was met in the results of a query
	yield  func(Event, error) bool
	faults Faults // of the document outside of its events
	used   bool
	quit   bool
}

// NewReader begins to read a document.
func NewReader(r io.Reader) *Reader {
	in := &boundedReader{r: r, left: MaxEvent}
	return &Reader{s: &scanner{d: jsontext.NewDecoder(in)}, in: in, seen: map[string]bool{}}
}

// Events yields the events in the order of the document. An event with faults
// comes with [Faults], whose paths begin at the top of the document; reading
// goes on after it. What is wrong with the document itself, and an error that
// ended the reading, is in [Reader.Err] afterwards. Events can be ranged over
// once.
func (r *Reader) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if r.used {
			return
		}
		r.used = true
		r.yield = yield
		r.document()
	}
}

// Header is the document without its events, as far as it was read: whole after
// Events has ended.
func (r *Reader) Header() *Header { return &r.header }

// Err is what was wrong outside of the events: [Faults], or an error that wraps
// ErrSyntax, ErrTooLarge or one of the io.Reader. nil for a document in which at
// most single events had faults, and when the caller stopped early.
func (r *Reader) Err() error {
	switch {
	case r.quit:
		return nil
	case r.in.err != nil:
		return r.in.err
	case r.s.err != nil:
		return r.s.err
	}
	return r.faults.orNil()
}

func (r *Reader) document() {
	ok := r.s.object(r.member)
	if r.quit {
		return
	}
	r.s.end()
	if ok && r.s.err == nil {
		r.checkHeader()
	}
	r.faults = append(r.faults, r.s.take()...)
}

// event reads one event of the list and hands it over.
func (r *Reader) event() {
	r.faults = append(r.faults, r.s.take()...)
	r.in.left = MaxEvent
	e, _ := r.s.event()
	if r.s.err != nil {
		return
	}
	err := r.s.take().orNil()
	if !r.yield(e, err) {
		r.quit = true
		r.s.err = errStopped
	}
}

var errStopped = errors.New("epcis: stopped by the caller")

// A boundedReader refuses to read more than left bytes, which is set anew for
// each event: so what the decoder buffers is bounded.
type boundedReader struct {
	r    io.Reader
	left int
	err  error // of the reader below, but for its end
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	if len(p) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= n
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

// ParseDocument reads a whole document. All faults, of the document and of its
// events, are given as one [Faults].
func ParseDocument(data []byte) (Document, error) {
	var d Document
	var all Faults
	r := NewReader(newBytesReader(data))
	for e, err := range r.Events() {
		if len(all) <= MaxFaults {
			all = append(all, asFaults(err)...)
		}
		d.Events = append(d.Events, e)
	}
	d.Header = r.header
	err := r.Err()
	var faults Faults
	if err != nil && !errors.As(err, &faults) {
		return Document{}, err
	}
	all = append(all, faults...)
	if len(all) > MaxFaults {
		all = append(all[:MaxFaults], Fault{"", fmt.Sprintf("more than %d faults, not all are listed", MaxFaults), ErrValue})
	}
	return d, all.orNil()
}

func asFaults(err error) Faults {
	var f Faults
	errors.As(err, &f)
	return f
}
