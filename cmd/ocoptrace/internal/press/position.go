package press

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"ocoptrace/label/stock"
	"ocoptrace/storage"
)

// A Position is where the next job on a stock begins.
type Position struct {
	Stock  string    `json:"stock"`
	Next   int       `json:"next"`   // first free position of the sheet, from 1; 1 is a fresh sheet
	Before int       `json:"before"` // what Next was before; UndoPosition returns to it
	At     time.Time `json:"at"`     // since when

	Count       Count `json:"count"`       // how Next is counted
	CountBefore Count `json:"countBefore"` // how Before is

	Job  string `json:"job,omitempty"`  // that ended there
	Undo string `json:"undo,omitempty"` // names the undoing that returned there
}

// A Count is the order in which positions of a sheet are counted.
type Count struct {
	Corner stock.Corner `json:"corner,omitempty"` // where position 1 lies; "" is the top left
	Down   bool         `json:"down,omitempty"`   // along columns first
}

// String names the order for a person: "along rows from the top-left".
func (c Count) String() string {
	along := "along rows"
	if c.Down {
		along = "down columns"
	}
	return along + " from the " + string(cmp.Or(c.Corner, stock.TopLeft))
}

// CountOf is the order of a job.
func CountOf(s stock.Job) Count {
	if s.Corner == stock.TopLeft {
		s.Corner = ""
	}
	return Count{s.Corner, s.Down}
}

// maxPosition is beyond the positions of any sheet.
const maxPosition = 10_000

// Position tells where the next job of an entity on a stock begins: a fresh
// sheet where nothing is remembered. ErrID.
func (p *Press) Position(ctx context.Context, entity, stock string) (at Position, err error) {
	if err := checkStock(entity, stock); err != nil {
		return at, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		at, err = readPosition(tx, entity, stock)
		return err
	})
	return at, err
}

// lookBack is how many of the newest jobs [Press.Planned] looks at.
const lookBack = 50

// Planned is Position with the jobs in mind that are not handed out yet, so that
// two jobs made one after another do not lie on the same labels of a sheet: it is
// behind the newest job on the stock that is neither cancelled nor failed, unless
// another place was said since. ErrID.
func (p *Press) Planned(ctx context.Context, entity, stock string) (Position, error) {
	at, err := p.Position(ctx, entity, stock)
	if err != nil {
		return at, err
	}
	jobs, err := p.Jobs(ctx, entity, "", lookBack)
	for _, job := range jobs {
		gone := job.State == Cancelled || job.State == Failed || !job.Removed.IsZero() && job.HandedOut.IsZero()
		if gone || job.Sheet.Stock.ID != stock {
			continue
		}
		if said := at.Job == ""; !said || job.Created.After(at.At) {
			at.Next, at.Count = job.next(), CountOf(job.Sheet)
		}
		break
	}
	return at, err
}

func checkStock(entity, stock string) error {
	if err := checkEntity(entity); err != nil {
		return err
	}
	if !validID(stock) {
		return fmt.Errorf("%w: the stock %.70q", ErrID, stock)
	}
	return nil
}

// Continue puts a job that says no start behind the last one on its stock: in
// the same corner and direction if it says none either, at 1 if that sheet is
// full or the stock has fewer labels now. A job with a start stays as it is.
// ErrID; ErrPosition if it asks for another corner or direction than the job
// before had.
func (p *Press) Continue(ctx context.Context, entity string, s stock.Job) (stock.Job, error) {
	if s.Start != 0 {
		return s, nil
	}
	at, err := p.Position(ctx, entity, s.Stock.ID)
	if err != nil {
		return s, err
	}
	return at.Continue(s)
}

// Continue is Press.Continue with a position that is known.
func (at Position) Continue(s stock.Job) (stock.Job, error) {
	if s.Start != 0 {
		return s, nil
	}
	if s.Start = 1; at.Next == 1 || at.Next > perSheet(s) {
		return s, nil
	}
	if s.Corner == "" && !s.Down {
		s.Corner, s.Down = at.Count.Corner, at.Count.Down
	}
	if at.Count != CountOf(s) {
		return s, fmt.Errorf("%w: the last job on %s ended at %d, counted %s, and this one is to be counted %s; say where it begins", ErrPosition, s.Stock.ID, at.Next-1, at.Count, CountOf(s))
	}
	s.Start = at.Next
	return s, nil
}

func readPosition(tx storage.Tx, entity, stock string) (Position, error) {
	at, err := readRow[Position](tx, key(positionTable, entity, stock), nil)
	if at.Next == 0 {
		at = Position{Stock: stock, Next: 1, Before: 1}
	}
	return at, err
}

// SetPosition says where the next job on a stock begins, counted as the last
// job did: at 1 for a fresh sheet. ErrID, ErrPosition.
func (p *Press) SetPosition(ctx context.Context, entity, stock string, next int) error {
	return p.movePosition(ctx, entity, stock, func(tx storage.Tx, at Position) error {
		return setPosition(tx, entity, at, next, at.Count, "", p.c.Now())
	})
}

// UndoPosition returns to the position before; twice, to the one it left.
func (p *Press) UndoPosition(ctx context.Context, entity, stock string) error {
	undo, err := p.newID(false)
	if err != nil {
		return err
	}
	now := p.c.Now().UTC()
	return p.movePosition(ctx, entity, stock, func(tx storage.Tx, at Position) error {
		if at.Undo == undo {
			return nil // stored by the run before
		}
		at.Next, at.Before = at.Before, at.Next
		at.Count, at.CountBefore = at.CountBefore, at.Count
		at.At, at.Job, at.Undo = now, "", undo
		return writeRow(tx, key(positionTable, entity, stock), at)
	})
}

func (p *Press) movePosition(ctx context.Context, entity, stock string, f func(storage.Tx, Position) error) error {
	if err := checkStock(entity, stock); err != nil {
		return err
	}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		at, err := readPosition(tx, entity, stock)
		if err != nil {
			return err
		}
		return f(tx, at)
	})
}

// setPosition stores the next position. The same again changes nothing, so
// that undoing still has where to return to.
func setPosition(tx storage.Tx, entity string, at Position, next int, as Count, job string, now time.Time) error {
	if next < 1 || next > maxPosition {
		return fmt.Errorf("%w: %d; the first is 1", ErrPosition, next)
	}
	if at.Next == next && at.Count == as {
		return nil
	}
	at = Position{Stock: at.Stock, Next: next, Before: at.Next, At: now.UTC(), Count: as, CountBefore: at.Count, Job: job}
	return writeRow(tx, key(positionTable, entity, at.Stock), at)
}

// A Fill says how labels come to lie on sheets.
type Fill struct {
	Sheets int64 // begun, the part-used first one counted
	Used   int   // positions used of the last sheet
	Of     int   // positions a sheet has
}

// Free is how many labels more the last sheet has room for.
func (f Fill) Free() int { return f.Of - f.Used }

// FillOf says how n labels, copies counted, lie on sheets of some positions,
// from a position on. Nothing for less than one label or a position there is not.
func FillOf(perSheet, start int, n int64) Fill {
	if perSheet < 1 || start < 1 || start > perSheet || n < 1 {
		return Fill{Of: max(perSheet, 0)}
	}
	end, of := int64(start-1)+n, int64(perSheet)
	return Fill{Sheets: (end + of - 1) / of, Used: int((end-1)%of) + 1, Of: perSheet}
}
