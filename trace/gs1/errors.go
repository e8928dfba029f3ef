package gs1

import (
	"errors"
	"fmt"
)

// What can be wrong. Every error of this package is an [*Error] that wraps one
// of these.
var (
	ErrURI         = errors.New("gs1: not a GS1 Digital Link URI")
	ErrNoKey       = errors.New("gs1: no GS1 key in the path")
	ErrUnknownAI   = errors.New("gs1: unknown application identifier")
	ErrEmpty       = errors.New("gs1: no value")
	ErrLength      = errors.New("gs1: wrong length")
	ErrCharacter   = errors.New("gs1: character not allowed")
	ErrCheckDigit  = errors.New("gs1: wrong check digit")
	ErrRestricted  = errors.New("gs1: number not for use in open trade")
	ErrContent     = errors.New("gs1: value without meaning")
	ErrQualifier   = errors.New("gs1: key qualifiers not in a valid sequence")
	ErrAttribute   = errors.New("gs1: not a data attribute")
	ErrDuplicate   = errors.New("gs1: given twice")
	ErrAssociation = errors.New("gs1: application identifiers do not go together")
)

// An Error says what is wrong with one element or with a URI.
type Error struct {
	AI     string // application identifier; "" if the fault is not in one element
	Value  string // what was given, whole
	Reason string // for a person to act on
	Err    error  // one of the package's sentinels
}

func (e *Error) Error() string {
	where := fmt.Sprintf("%q", shorten(e.Value))
	if e.AI != "" {
		where = fmt.Sprintf("(%s) %s", shorten(e.AI), where)
	}
	return fmt.Sprintf("%v: %s: %s", e.Err, where, e.Reason)
}

// Unwrap gives the sentinel.
func (e *Error) Unwrap() error { return e.Err }

func fail(err error, ai, value, format string, args ...any) error {
	return &Error{AI: ai, Value: value, Reason: fmt.Sprintf(format, args...), Err: err}
}

// shorten keeps the first 40 bytes, for messages.
func shorten(s string) string {
	if len(s) <= 40 {
		return s
	}
	return s[:40] + "..."
}
