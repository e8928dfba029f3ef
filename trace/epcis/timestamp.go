package epcis

import (
	"fmt"
	"strings"
	"time"
)

// A Timestamp is a point in time, and the text it was read from. The zero value
// stands for no time.
type Timestamp struct {
	text string
	at   time.Time
}

// ParseTimestamp takes a date-time of RFC 3339 section 5.6: four-digit year, "T",
// and "Z" or an offset in hours and minutes. Seconds run to 59; the year is from
// 0000 to 9999 in UTC as well. The text is kept.
func ParseTimestamp(s string) (Timestamp, error) {
	at, err := time.Parse(time.RFC3339Nano, upperTime(s))
	at = at.UTC()
	if err != nil || !fullTime(s) || at.Year() < 0 || at.Year() > 9999 {
		return Timestamp{}, fmt.Errorf("%w: %q is no RFC 3339 time", ErrValue, shorten(s))
	}
	return Timestamp{s, at}, nil
}

// fullTime refuses what time.Parse lets pass: one digit for an hour, a comma
// before the fraction, offsets of more than a day.
func fullTime(s string) bool {
	if len(s) < len("2006-01-02T15:04:05Z") || s[13] != ':' || s[16] != ':' || strings.Contains(s, ",") {
		return false
	}
	if last := s[len(s)-1]; last == 'Z' || last == 'z' {
		return true
	}
	zone := s[len(s)-5:]
	return zone[:2] <= "23" && zone[3:] <= "59"
}

// upperTime writes the letters T and Z large; RFC 3339 allows both.
func upperTime(s string) string {
	if strings.ContainsAny(s, "tz") {
		return strings.ToUpper(s)
	}
	return s
}

// TimestampAt is the time in the zone it has, to the millisecond: what this
// program writes into events of its own.
func TimestampAt(t time.Time) Timestamp {
	t = t.Truncate(time.Millisecond)
	return Timestamp{t.Format("2006-01-02T15:04:05.000Z07:00"), t.UTC()}
}

// String is the text as it was given.
func (t Timestamp) String() string { return t.text }

// Time is the point in time, in UTC.
func (t Timestamp) Time() time.Time { return t.at }

// IsZero tells whether there is no time.
func (t Timestamp) IsZero() bool { return t.text == "" }

// utcMillis is the time in UTC with three decimals, rounded half up (CBV 2.0
// section 8.9, rules on time stamps).
func (t Timestamp) utcMillis() string {
	return t.at.Round(time.Millisecond).Format("2006-01-02T15:04:05.000Z")
}

// isOffset tells whether s is an eventTimeZoneOffset: a sign, hours to 13 and
// minutes, or 14:00 (EPCIS 2.0 section 7.4.1).
func isOffset(s string) bool {
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return false
	}
	for _, i := range []int{1, 2, 4, 5} {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s[1:3] <= "13" && s[4:] <= "59" || s[1:] == "14:00"
}
