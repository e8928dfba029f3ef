package epcis

import (
	"errors"
	"fmt"
	"strings"
)

// What can be wrong. Faults and errors of this package wrap one of these.
var (
	ErrSyntax    = errors.New("epcis: not JSON")
	ErrType      = errors.New("epcis: wrong kind of value")
	ErrMissing   = errors.New("epcis: member missing")
	ErrUnknown   = errors.New("epcis: member not known")
	ErrValue     = errors.New("epcis: value not allowed")
	ErrRule      = errors.New("epcis: rule of the standard broken")
	ErrTooLarge  = errors.New("epcis: too large")
	ErrParameter = errors.New("epcis: query parameter not valid")
)

// MaxFaults is how many faults of one document are listed; what comes after is
// counted in one last fault.
const MaxFaults = 1000

// A Fault is one thing wrong with a document.
type Fault struct {
	Path   string // JSON Pointer (RFC 6901) from the top of what was read, "" for all of it
	Reason string // for a person to act on, with the value shortened
	Err    error  // one of the package's sentinels
}

// Error writes the fault on one line.
func (f Fault) Error() string {
	path := f.Path
	if path == "" {
		path = "/"
	}
	return fmt.Sprintf("%v: %s: %s", f.Err, path, f.Reason)
}

// Unwrap gives the sentinel.
func (f Fault) Unwrap() error { return f.Err }

// Faults are all faults of one event or document, in the order in which they
// were met. As an error it has at least one.
type Faults []Fault

// Error writes one line for each fault.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the faults one by one.
func (fs Faults) Unwrap() []error {
	out := make([]error, len(fs))
	for i, f := range fs {
		out[i] = f
	}
	return out
}

// orNil is the faults as an error, nil where there are none.
func (fs Faults) orNil() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// shorten keeps the first 60 bytes, for messages.
func shorten(s string) string {
	if len(s) <= 60 {
		return s
	}
	return s[:60] + "..."
}
