package press

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ocoptrace/trace/ocop"
)

// at is a moment in Viet Nam.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("", 7*3600))
	check(t, err)
	return m
}

func (w *world) closeAt(t *testing.T, text string) {
	t.Helper()
	check(t, w.CloseDay(t.Context(), at(t, text)))
}

func (w *world) days(t *testing.T) (days []string) {
	t.Helper()
	journal, err := w.ClosedDays(t.Context(), htx)
	check(t, err)
	for _, c := range journal {
		days = append(days, c.Day.String())
	}
	return days
}

func TestCloseDay(t *testing.T) {
	w := open(t) // 23/11/2026 12:00 in Viet Nam
	w.closeAt(t, "2026-11-23 23:59")
	check(t, w.SetClosing(t.Context(), htx, "lan", "17:30"))
	check(t, w.SetClosing(t.Context(), "khac", "hoa", "11:00")) // past today
	for _, minute := range []string{
		"2026-11-23 17:29", "2026-11-23 17:30", "2026-11-23 17:31", "2026-11-23 23:59",
		"2026-11-24 00:00", "2026-11-24 17:29",
		"2026-11-24 22:00", // the service was down at 17:30
		"2026-11-25 17:29", // and all the next evening
		"2026-11-26 09:00", "2026-11-26 17:30",
	} {
		w.closeAt(t, minute)
	}
	if got := w.days(t); !slices.Equal(got, []string{"2026-11-23", "2026-11-24", "2026-11-26"}) {
		t.Errorf("closed %v", got)
	}
	others, err := w.ClosedDays(t.Context(), "khac")
	check(t, err)
	if len(others) != 3 || others[0].Day.String() != "2026-11-24" || others[0].Voided != 7 || others[0].By != "hoa" {
		t.Errorf("%+v", others)
	}
	if w.book.calls != 6 || len(w.book.closed) != 6 {
		t.Errorf("%d calls", w.book.calls)
	}
	check(t, w.SetClosing(t.Context(), htx, "lan", ""))
	w.closeAt(t, "2026-11-27 23:00")
	if got := w.days(t); len(got) != 3 {
		t.Errorf("closed %v", got)
	}
}

// A day that is closed is not closed again by another time.
func TestClosingTimeIsChanged(t *testing.T) {
	w := open(t)
	check(t, w.SetClosing(t.Context(), htx, "lan", "12:30"))
	w.clock.pass(time.Hour)
	check(t, w.CloseDay(t.Context(), w.clock.Now()))
	check(t, w.SetClosing(t.Context(), htx, "lan", "18:00"))
	w.closeAt(t, "2026-11-23 18:00")
	if got := w.days(t); len(got) != 1 {
		t.Errorf("closed %v", got)
	}
	c, err := w.Closing(t.Context(), htx)
	check(t, err)
	if c.Time != "18:00" || c.Done != ocop.DateOf(w.clock.Now()) || c.Entity != htx {
		t.Errorf("%+v", c)
	}
}

func TestClosingRefuses(t *testing.T) {
	w := open(t)
	for _, clock := range []string{"24:00", "7:30", "12:60", "17.30", "17:30:00", "evening", "-1:00"} {
		is(t, w.SetClosing(t.Context(), htx, "lan", clock), ErrClock)
	}
	is(t, w.SetClosing(t.Context(), "A", "lan", "17:30"), ErrID)
}

// One entity's trouble is not another's, and is over at the next minute.
func TestCloseDayFails(t *testing.T) {
	w := open(t)
	check(t, w.SetClosing(t.Context(), htx, "lan", "17:00"))
	check(t, w.SetClosing(t.Context(), "khac", "lan", "17:00"))
	w.book.err = errors.New("the log is full")
	is(t, w.CloseDay(t.Context(), at(t, "2026-11-23 17:00")), w.book.err)
	if w.book.calls != 2 || len(w.days(t)) != 0 {
		t.Errorf("%d calls, closed %v", w.book.calls, w.days(t))
	}
	w.book.err = nil
	w.store.FailNext(1, errors.New("no space"))
	if err := w.CloseDay(t.Context(), at(t, "2026-11-23 17:01")); err == nil {
		t.Error("no error")
	}
	w.closeAt(t, "2026-11-23 17:02")
	if len(w.days(t)) != 1 || len(w.book.closed) != 2 {
		t.Errorf("closed %v, %v", w.days(t), w.book.closed)
	}
}

// Labels that are still to be printed are no leftovers.
func TestUnprintedAreKept(t *testing.T) {
	w := open(t)
	w.run(t)
	check(t, w.SetClosing(t.Context(), htx, "lan", "17:00"))
	_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k2-0", 5, 9})
	check(t, err)
	job := w.ready(t, order(3000))
	w.download(t, job.ID, 0)
	w.closeAt(t, "2026-11-23 17:00")
	l := w.book.closed["press-closing-htx-gao-2026-11-23"]
	if !slices.Equal(l.Keep, []Span{{"k1-0", 2401, 3000}, {"k2-0", 5, 9}}) || l.Entity != htx || l.By != "lan" {
		t.Errorf("%+v", l)
	}
}
