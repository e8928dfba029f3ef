package ocop

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// ErrDate means that something is not a day of the calendar.
var ErrDate = errors.New("not a date")

// Date is a calendar day in Viet Nam, of the years 1 to 9999. Dates compare
// with ==. The zero Date means none; it is before every other.
type Date struct {
	year       int16
	month, day uint8
}

// vietnam is Indochina Time, UTC+7 all year round (tz database, Asia/Ho_Chi_Minh).
var vietnam = time.FixedZone("+07", 7*60*60)

var lastDate = Date{9999, 12, 31}

// NewDate returns the day of a year (1 to 9999), month and day of the month,
// which must exist: ErrDate.
func NewDate(y int, m time.Month, d int) (Date, error) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return Date{}, fmt.Errorf("%w: there is no day %d of month %d of year %d", ErrDate, d, int(m), y)
	}
	return Date{int16(y), uint8(m), uint8(d)}, nil
}

// daysIn returns the number of days of a month.
func daysIn(y int, m time.Month) int {
	return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateOf returns the day it is in Viet Nam at a moment. The zero Time gives the
// zero Date; a moment outside the years 1 to 9999 the nearest day.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return clamp(t.In(vietnam).Date())
}

// clamp makes a valid year, month and day a Date, the nearest where the year
// is out of range.
func clamp(y int, m time.Month, d int) Date {
	switch {
	case y < 1:
		return Date{1, 1, 1}
	case y > 9999:
		return lastDate
	}
	return Date{int16(y), uint8(m), uint8(d)}
}

// Time returns midnight at the beginning of the day in Viet Nam; the zero Time
// for the zero Date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, vietnam)
}

// Year is 1 to 9999, and 0 for the zero Date.
func (d Date) Year() int { return int(d.year) }

// Month is 1 to 12, and 0 for the zero Date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is the day of the month, 1 to 31, and 0 for the zero Date.
func (d Date) Day() int { return int(d.day) }

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or 1 as d is before, equal to or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// Before says that d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says that d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }
