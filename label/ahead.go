package label

import (
	"iter"
	"runtime"
)

// encoded is a label with its symbol.
type encoded struct {
	label  Label
	symbol Symbol
	err    error
}

// encodeAhead yields labels in order with their symbols, which are made on all
// cores a few labels ahead: encoding takes most of a document's time. The source
// is read on the caller's goroutine.
func encodeAhead(labels iter.Seq2[Label, error]) iter.Seq[encoded] {
	return func(yield func(encoded) bool) {
		var waiting []<-chan encoded
		next := func() bool {
			e := <-waiting[0]
			waiting = waiting[1:]
			return yield(e) && e.err == nil
		}
		for l, err := range labels {
			if len(waiting) == 4*runtime.GOMAXPROCS(0) && !next() {
				return
			}
			waiting = append(waiting, encodeSoon(l, err))
		}
		for len(waiting) > 0 && next() {
		}
	}
}

// encodeSoon returns a channel that will carry the encoded label. Nobody has to
// receive from it.
func encodeSoon(l Label, err error) <-chan encoded {
	out := make(chan encoded, 1)
	if err != nil {
		out <- encoded{label: l, err: err}
		return out
	}
	go func() {
		s, err := Encode(l.URI)
		if err != nil {
			err = Problem{Field: FieldURI, Kind: KindContent, Err: err}
		}
		out <- encoded{label: l, symbol: s, err: err}
	}()
	return out
}
