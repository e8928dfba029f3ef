package trace

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/translog"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxCapture bounds the events of one Capture, in bytes of their JSON, so that
// they and their indexes fit in one transaction.
const MaxCapture = 512 << 10

// ErrCaptureTooLarge says that a Capture has more than MaxOrder events or
// MaxCapture bytes.
var ErrCaptureTooLarge = errors.New("registry: too many events to capture at once")

// A Capture asks to state events of one document together: all or none. A
// longer document is several captures.
type Capture struct {
	Entity  string         // who captures them, and claims what they say
	By      string         // as in Order
	Context jsontext.Value // @context of the document; nil for bare events with their own
	Events  []epcis.Event  // at most MaxOrder
}

// Capture states the events. One that the entity captured before, which is one
// of the same content, eventID and declaration of error, is answered with the
// receipt of the first. The error is a *FactError where it is about one event.
func (r *Registry) Capture(ctx context.Context, c Capture) ([]Receipt, error) {
	facts, err := r.captured(c)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(facts))
	for i, f := range facts {
		ids[i] = f.statementID()
	}
	for range captureAttempts {
		receipts, err := r.capture(ctx, c.By, ids, facts)
		if !errors.Is(err, translog.ErrIDConflict) { // captured at the same moment
			return receipts, err
		}
	}
	return nil, fmt.Errorf("registry: %w", translog.ErrIDConflict)
}

// captureAttempts is how often a capture is tried anew because others captured
// the same events meanwhile; each time some more of them are known.
const captureAttempts = 5

// captured makes the facts of a capture and checks each on its own.
func (r *Registry) captured(c Capture) ([]*Event, error) {
	if err := checkBy(c.By); err != nil {
		return nil, err
	}
	if n := len(c.Events); n == 0 || n > MaxOrder {
		return nil, fmt.Errorf("%w: %d events, not 1 to %d", ErrCaptureTooLarge, n, MaxOrder)
	}
	now, size := r.now(), 0
	facts := make([]*Event, len(c.Events))
	for i := range facts {
		facts[i] = newEvent(c.Entity, c.Context, &c.Events[i], now)
		facts[i].tidy()
		if err := facts[i].problems().err(); err != nil {
			return nil, factError(i, err)
		}
		if size += len(facts[i].Text) + len(facts[i].Encoded); size > MaxCapture {
			return nil, fmt.Errorf("%w: more than %d bytes", ErrCaptureTooLarge, MaxCapture)
		}
	}
	return facts, nil
}

// statementID names the statement of an event: whoever captures it again asks
// for the same one.
func (e *Event) statementID() string {
	declaration := ""
	if given, err := e.Given(); err == nil && given.ErrorDeclaration != nil {
		sum := sha256.Sum256(e.JSON())
		declaration = string(sum[:])
	}
	seed := sha256.Sum256(fmt.Appendf(nil, "ocoptrace event\n%s\n%s\n%s\n%s", e.Entity, e.ID, e.Hash, declaration))
	return uuid(seed[:16], false)
}

// capture states those of the facts that are not stated yet.
func (r *Registry) capture(ctx context.Context, by string, ids []string, facts []*Event) ([]Receipt, error) {
	if _, err := r.Entity(ctx, facts[0].Entity); errors.Is(err, ErrNotFound) {
		return nil, factError(0, problem("entity", "unknownReference", facts[0].Entity))
	} else if err != nil {
		return nil, err
	}
	receipts, err := r.receipts(ctx, ids)
	if err != nil {
		return nil, err
	}
	first := make(map[string]int) // of events that are in the capture twice
	var entries []translog.Entry
	var places []int
	for i, f := range facts {
		if _, twice := first[ids[i]]; twice || receipts[i].ID != "" {
			continue
		}
		first[ids[i]] = i
		var entry translog.Entry
		if receipts[i], entry, err = r.sign(ctx, ids[i], f, by); err != nil {
			return nil, factError(i, err)
		}
		entry.Admit = func(tx storage.Tx) error { return factError(i, f.admitID(view{tx})) }
		entries, places = append(entries, entry), append(places, i)
	}
	if len(entries) > 0 {
		indexes, err := r.log.Append(ctx, entries...)
		if err != nil {
			return nil, err
		}
		for n, i := range places {
			receipts[i].Index = indexes[n]
		}
	}
	for i := range receipts {
		if receipts[i].ID == "" {
			receipts[i] = receipts[first[ids[i]]]
			receipts[i].Again = true
		}
	}
	return receipts, nil
}

// receipts are those of statements that are there; one without ID is not.
func (r *Registry) receipts(ctx context.Context, ids []string) (receipts []Receipt, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		receipts = make([]Receipt, len(ids))
		for i, id := range ids {
			index, err := translog.IndexOf(tx, id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			record, err := translog.Leaf(tx, index)
			if err != nil {
				return err
			}
			receipts[i] = Receipt{id, index, record, true}
		}
		return nil
	})
	return receipts, err
}

// CheckCapture says of each event what keeps it from being captured now, nil
// where nothing does; Capture decides. It takes any number of events.
func (r *Registry) CheckCapture(ctx context.Context, c Capture) (faults []error, err error) {
	now := r.now()
	err = r.store.View(ctx, func(tx storage.Tx) error {
		faults = make([]error, len(c.Events))
		for i := range c.Events {
			f := newEvent(c.Entity, c.Context, &c.Events[i], now)
			faults[i] = f.problems().err()
			if faults[i] != nil {
				continue
			}
			var wrong Problems
			if err := f.admit(view{tx}); errors.As(err, &wrong) {
				faults[i] = wrong
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	return faults, err
}
