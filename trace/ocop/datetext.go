package ocop

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a day as records have it: exactly yyyy-mm-dd. Errors: ErrDate.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, notDate(s, "yyyy-mm-dd")
	}
	return dateOfDigits(s, s[:4], s[5:7], s[8:], "yyyy-mm-dd")
}

// ParseLocalDate reads a day as people in Viet Nam type it: dd/mm/yyyy, with "/",
// "-" or "." between and with or without leading zeros, or yyyy-mm-dd. Spaces
// around it are passed over. The year has four digits: with two it would not be
// clear which end it stands at. Errors: ErrDate.
func ParseLocalDate(s string) (Date, error) {
	const form = "dd/mm/yyyy"
	typed := strings.TrimSpace(s)
	if d, err := ParseDate(typed); err == nil {
		return d, nil
	}
	for _, separator := range []string{"/", "-", "."} {
		p := strings.Split(typed, separator)
		if len(p) == 3 && oneOrTwo(p[0]) && oneOrTwo(p[1]) && len(p[2]) == 4 {
			return dateOfDigits(s, p[2], p[1], p[0], form)
		}
	}
	return Date{}, notDate(s, form)
}

func oneOrTwo(s string) bool { return len(s) == 1 || len(s) == 2 }

// dateOfDigits makes a Date of decimal numbers; s is what was given.
func dateOfDigits(s, year, month, day, form string) (Date, error) {
	if !digits(year) || !digits(month) || !digits(day) {
		return Date{}, notDate(s, form)
	}
	y, _ := strconv.Atoi(year) // at most four digits each
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	return NewDate(y, time.Month(m), d)
}

func notDate(s, form string) error {
	return fmt.Errorf("%w: %s is not of the form %s", ErrDate, shorten(s), form)
}

// digits says whether s is made of ASCII digits, one at least.
func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// shorten quotes the beginning of s.
func shorten(s string) string {
	const most = 40 // bytes
	if len(s) <= most {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:most], "")) + "..."
}

// String returns the day as yyyy-mm-dd (ISO 8601), and "" for the zero Date.
func (d Date) String() string { return d.text("%04d-%02d-%02d", d.Year(), int(d.month), d.Day()) }

// Vietnamese returns the day as dd/mm/yyyy, and "" for the zero Date.
func (d Date) Vietnamese() string { return d.text("%02d/%02d/%04d", d.Day(), int(d.month), d.Year()) }

// GS1 returns the day as YYMMDD, the form of AI 11, 13, 15 and 17, and "" for
// the zero Date. A reader takes the century that puts the year nearest to its
// own (GS1 General Specifications, 7.12).
func (d Date) GS1() string { return d.text("%02d%02d%02d", d.Year()%100, int(d.month), d.Day()) }

// English returns the day as 3 Dec 2026, and "" for the zero Date.
func (d Date) English() string {
	return d.text("%d %.3s %d", d.Day(), d.Month(), d.Year())
}

func (d Date) text(format string, parts ...any) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf(format, parts...)
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes. Errors: ErrDate.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}
