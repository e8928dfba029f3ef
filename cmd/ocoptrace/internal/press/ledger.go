package press

import (
	"context"

	"ocoptrace/trace/ocop"
)

// Leftovers are the labels of an entity to void at the end of a day: those that
// are printed and not on a pack, but the ones that are still to be printed.
type Leftovers struct {
	Entity string
	Keep   []Span // waiting in the queue or in a job: not to be voided; merged
	Day    ocop.Date
	By     string // account
	Key    string // the same for the same entity and day
}

// A Ledger is what the press states about labels: the registry's part.
type Ledger interface {
	// Reprint states that labels are printed once more, all or none. The same
	// Key again states nothing.
	Reprint(ctx context.Context, r Reprint) error

	// VoidLeftovers voids labels and returns how many, those of an earlier call
	// of the same Key included as far as they can be told.
	VoidLeftovers(ctx context.Context, l Leftovers) (voided int64, err error)
}

// A Reprint is that labels which were in another job are printed again.
type Reprint struct {
	Spans  []Span // merged; at most 200
	Reason string
	Day    ocop.Date
	By     string
	Key    string
}
