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
// and "Z" or an offset in hours and minutes. Seconds run to 59. The text is kept.
func ParseTimestamp(s string) (Timestamp, error) {
	at, err := time.Parse(time.RFC3339Nano, upperTime(s))
	if err != nil || strings.Contains(s, ",") {
		return Timestamp{}, fmt.Errorf("%w: %q is no RFC 3339 time", ErrValue, shorten(s))
	}
	return Timestamp{s, at.UTC()}, nil
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
