package press

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

// A Closing is when an entity's day ends.
type Closing struct {
	Entity string    `json:"entity"`
	Time   string    `json:"time"` // HH:MM in Viet Nam; "" means that nothing is voided
	By     string    `json:"by"`   // account that set it
	Set    time.Time `json:"set"`
	Done   ocop.Date `json:"done,omitzero"` // the last day that was closed, or counts as such
}

// A Closed is the journal of one day that was closed.
type Closed struct {
	Day    ocop.Date `json:"day"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`     // account that set the closing time
	Voided int64     `json:"voided"` // labels
}

// SetClosing sets when the day of an entity ends, "HH:MM" in Viet Nam, or ""
// for never. A time that is past today counts from tomorrow on. ErrClock.
func (p *Press) SetClosing(ctx context.Context, entity, by, clock string) error {
	now := p.c.Now()
	row := Closing{Entity: entity, Time: clock, By: by, Set: now.UTC()}
	today := ocop.DateOf(now)
	if clock != "" {
		due, err := closingAt(today, clock)
		if err != nil {
			return err
		}
		if !now.Before(due) {
			row.Done = today
		}
	}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		at := key(closingTable, entity)
		before, err := readRow[Closing](tx, at, nil)
		if err != nil {
			return err
		}
		next := row
		if next.Done.Before(before.Done) {
			next.Done = before.Done // a day is closed once
		}
		return writeRow(tx, at, next)
	})
}

// closingAt is the moment of a clock time in Viet Nam. ErrClock.
func closingAt(day ocop.Date, clock string) (time.Time, error) {
	t, err := time.Parse("15:04", clock)
	if err != nil || len(clock) != len("15:04") {
		return time.Time{}, fmt.Errorf("%w: %.20q", ErrClock, clock)
	}
	return day.Time().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute), nil
}

// Closing tells when the day of an entity ends.
func (p *Press) Closing(ctx context.Context, entity string) (c Closing, err error) {
	if err := checkEntity(entity); err != nil {
		return c, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		c, err = readRow[Closing](tx, key(closingTable, entity), nil)
		return err
	})
	c.Entity = entity
	return c, err
}

// ClosedDays is the journal of an entity's closed days, the oldest first.
func (p *Press) ClosedDays(ctx context.Context, entity string) ([]Closed, error) {
	return list[Closed](ctx, p.store, closedTable, entity)
}

// CloseDay closes the day of every entity whose closing time is past at now and
// whose day is not closed. It is to be called each minute. A day whose closing
// time passed while the service was down is closed if it is still that day; the
// leftovers of an earlier one are part of the next. What goes wrong with one
// entity keeps no other from being closed, and is tried again at the next call.
func (p *Press) CloseDay(ctx context.Context, now time.Time) error {
	p.closing.Lock()
	defer p.closing.Unlock()
	var all []Closing
	err := p.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, []byte(closingTable), nil, func(_ []byte, c Closing) error {
			all = append(all, c)
			return nil
		})
	})
	errs := []error{err}
	for _, c := range all {
		if err := p.closeDayOf(ctx, c, now); err != nil {
			errs = append(errs, fmt.Errorf("closing the day of %s: %w", c.Entity, err))
		}
	}
	return errors.Join(errs...)
}

func (p *Press) closeDayOf(ctx context.Context, c Closing, now time.Time) error {
	today := ocop.DateOf(now)
	if c.Time == "" || !c.Done.Before(today) {
		return nil
	}
	due, err := closingAt(today, c.Time)
	if err != nil || now.Before(due) {
		return err
	}
	keep, err := p.Unprinted(ctx, c.Entity)
	if err != nil {
		return err
	}
	voided, err := p.c.Ledger.VoidLeftovers(ctx, Leftovers{
		Entity: c.Entity, Keep: keep, Day: today, By: c.By,
		Key: "press-closing-" + c.Entity + "-" + today.String(),
	})
	if err != nil {
		return err
	}
	return p.noteClosed(ctx, c.Entity, Closed{Day: today, At: now.UTC(), By: c.By, Voided: voided})
}

// noteClosed writes the journal and that the day is done.
func (p *Press) noteClosed(ctx context.Context, entity string, closed Closed) error {
	return p.change(ctx, entity, func(tx storage.Tx) error {
		at := key(closingTable, entity)
		c, err := readRow[Closing](tx, at, nil)
		if err != nil {
			return err
		}
		c.Done = closed.Day
		if err := writeRow(tx, at, c); err != nil {
			return err
		}
		return writeRow(tx, key(closedTable, entity, closed.Day.String()), closed)
	})
}

// Unprinted are the labels of an entity that wait in the queue or in a job that
// was not handed out, merged.
func (p *Press) Unprinted(ctx context.Context, entity string) (spans []Span, err error) {
	if err := checkEntity(entity); err != nil {
		return nil, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		err := eachRow(tx, under(queueTable, entity), nil, func(_ []byte, item Item) error {
			spans = append(spans, item.Span)
			return nil
		})
		if err != nil {
			return err
		}
		return eachRow(tx, under(claimTable, entity), nil, func(key []byte, c claim) error {
			if !c.Out {
				spans = append(spans, c.Span)
			}
			return nil
		})
	})
	return merged(spans), err
}
