package ocop

import "time"

// farDays and farMonths lead from any date out of the calendar.
const (
	farDays   = 366 * 10_000
	farMonths = 12 * 10_000
)

// AddDays returns the day n days later, or earlier for a negative n. It stops
// at the ends of the calendar, 0001-01-01 and 9999-12-31. The zero Date stays
// zero.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	n = min(max(n, -farDays), farDays)
	return clamp(time.Date(d.Year(), d.Month(), d.Day()+n, 0, 0, 0, 0, time.UTC).Date())
}

// AddMonths returns the day of the same number n months later, or the last day
// of that month where it is shorter: 31 January and one month is 28 or 29
// February (Civil Code 91/2015/QH13, Art. 148.3). It stops at the ends of the
// calendar. The zero Date stays zero.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	n = min(max(n, -farMonths), farMonths)
	months := d.Year()*12 + int(d.month) - 1 + n
	switch {
	case months < 12:
		return Date{1, 1, 1}
	case months >= 10_000*12:
		return lastDate
	}
	y, m := months/12, time.Month(months%12+1)
	return Date{int16(y), uint8(m), uint8(min(d.Day(), daysIn(y, m)))}
}

// DaysUntil returns the number of days from d to e: 1 if e is the next day, -1 if
// it is the day before. It is 0 where either is the zero Date.
func (d Date) DaysUntil(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return int((e.Time().Unix() - d.Time().Unix()) / (24 * 60 * 60))
}
