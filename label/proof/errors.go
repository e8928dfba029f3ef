package proof

import (
	"errors"
	"fmt"
)

// What can be wrong with a label.
var (
	ErrUnreadable = errors.New("label/proof: the symbol cannot be read")
	ErrDiffers    = errors.New("label/proof: the symbol does not say what the record says")
	ErrInk        = errors.New("label/proof: ink where the symbol or its quiet zone is light, or none where it is dark")
	ErrEdge       = errors.New("label/proof: the symbol or its quiet zone reaches over the edge of the label")
	ErrExtra      = errors.New("label/proof: a symbol that the record does not have")
	ErrMissing    = errors.New("label/proof: a symbol of the record is missing")
	ErrMoved      = errors.New("label/proof: the symbol is not where the record has it")
	ErrCount      = errors.New("label/proof: number of labels")
)

// Error says which label is wrong, and how.
type Error struct {
	Label int64  // from 1; 0 where there is one label
	Read  string // what the symbol says; empty where nothing was read
	Want  string // what the record says; empty for [ErrExtra]
	Err   error  // wraps one of the above
}

// Error names the label and the two texts, shortened.
func (e *Error) Error() string {
	text := e.Err.Error()
	if e.Label > 0 {
		text = fmt.Sprintf("label %d: %s", e.Label, text)
	}
	if e.Read != "" {
		text += fmt.Sprintf("; read %.200q", e.Read)
	}
	if e.Want != "" {
		text += fmt.Sprintf("; recorded %.200q", e.Want)
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
