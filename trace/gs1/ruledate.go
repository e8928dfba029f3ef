package gs1

import (
	"fmt"
	"strings"
)

// dateReason wants YYMMDD. Every fourth year of two digits has a 29 February:
// so it is in all years that the rule of General Specifications section 7.12
// for the century can give, as long as 00 means 2000.
func dateReason(s string) string { return dayReason(s[:4], s[4:], two(s[:2])%4 == 0, false) }

// dateOrMonthReason wants YYMMDD, where DD may be 00: the whole month, and for
// a date until which something holds its last day.
func dateOrMonthReason(s string) string { return dayReason(s[:4], s[4:], two(s[:2])%4 == 0, true) }

// longDateReason wants YYYYMMDD.
func longDateReason(s string) string {
	year := two(s[:2])*100 + two(s[2:4])
	return dayReason(s[:6], s[6:], year%4 == 0 && (year%100 != 0 || year%400 == 0), false)
}

// dayReason checks a day, DD, of the month at the end of yearMonth.
func dayReason(yearMonth, day string, leap, wholeMonth bool) string {
	month := two(yearMonth[len(yearMonth)-2:])
	if month < 1 || month > 12 {
		return fmt.Sprintf("%s%s is no date: there is no month %02d", yearMonth, day, month)
	}
	last := monthDays[month-1]
	if month == 2 && leap {
		last = 29
	}
	switch n := two(day); {
	case n == 0 && wholeMonth:
		return ""
	case n == 0:
		return fmt.Sprintf("%s%s is no date: this AI wants a day, from 01", yearMonth, day)
	case n > last:
		return fmt.Sprintf("%s%s is no date: month %02d has %d days then", yearMonth, day, month, last)
	}
	return ""
}

var monthDays = [12]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// timeReason wants HHMM, 0000 to 2359.
func timeReason(s string) string {
	if s[:2] > "23" || s[2:] > "59" {
		return s + " is no time of day, which is 0000 to 2359"
	}
	return ""
}

// two reads two digits.
func two(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// pieceReason wants the number of a piece and the number of pieces, two digits
// each (ITIP).
func pieceReason(s string) string {
	switch piece, total := s[:2], s[2:]; {
	case piece == "00" || total == "00":
		return s + ": pieces are counted from 01"
	case piece > total:
		return fmt.Sprintf("there is no piece %s of %s", piece, total)
	}
	return ""
}

// positionReason wants "2/3": the second of three. No leading zeros.
func positionReason(s string) string {
	position, end, ok := strings.Cut(s, "/")
	switch {
	case !ok || !allDigits(position) || !allDigits(end) || position[0] == '0' || end[0] == '0':
		return fmt.Sprintf("%q is not like 1/3, the first of three", s)
	case len(position) > len(end), len(position) == len(end) && position > end:
		return fmt.Sprintf("there is no %s of %s", position, end)
	}
	return ""
}
