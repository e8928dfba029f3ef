package subscription

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Schedule says at which times in Viet Nam a query is asked (EPCIS 2.0
// section 8.2.5.3). A field holds numbers and ranges such as [10-20], parted by
// commas; "" stands for every value, in second for 0.
type Schedule struct {
	Second     string `json:"second,omitempty"`
	Minute     string `json:"minute,omitempty"`
	Hour       string `json:"hour,omitempty"`
	DayOfMonth string `json:"dayOfMonth,omitempty"`
	Month      string `json:"month,omitempty"`
	DayOfWeek  string `json:"dayOfWeek,omitempty"` // 1 is Monday
}

var vietNam = time.FixedZone("", 7*60*60)

// read gives the values of the fields: second, minute, hour, day, month, weekday.
func (s *Schedule) read() (sets [6]map[int]bool, err error) {
	second := s.Second
	if second == "" {
		second = "0"
	}
	for i, f := range []struct {
		name, text string
		from, to   int
	}{
		{"second", second, 0, 59}, {"minute", s.Minute, 0, 59}, {"hour", s.Hour, 0, 23},
		{"dayOfMonth", s.DayOfMonth, 1, 31}, {"month", s.Month, 1, 12}, {"dayOfWeek", s.DayOfWeek, 1, 7},
	} {
		if sets[i], err = readField(f.text, f.from, f.to); err != nil {
			return sets, fmt.Errorf("%w: schedule: %s: %w", ErrInvalid, f.name, err)
		}
	}
	return sets, nil
}

func readField(text string, from, to int) (map[int]bool, error) {
	set := make(map[int]bool)
	if text == "" {
		text = fmt.Sprintf("[%d-%d]", from, to)
	}
	for item := range strings.SplitSeq(text, ",") {
		low, high := item, item
		if inner, ok := strings.CutPrefix(item, "["); ok {
			inner, closed := strings.CutSuffix(inner, "]")
			var parted bool
			if low, high, parted = strings.Cut(inner, "-"); !closed || !parted {
				return nil, fmt.Errorf("%.40q is no range such as [%d-%d]", item, from, to)
			}
		}
		a, errA := strconv.Atoi(low)
		b, errB := strconv.Atoi(high)
		if errA != nil || errB != nil || a < from || b > to || a > b {
			return nil, fmt.Errorf("%.40q is not within %d and %d", item, from, to)
		}
		for n := a; n <= b; n++ {
			set[n] = true
		}
	}
	return set, nil
}

func (s *Schedule) check() error {
	_, err := s.read()
	if err == nil && s.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, vietNam)).IsZero() {
		err = fmt.Errorf("%w: schedule: there is no such day", ErrInvalid)
	}
	return err
}

// searched is how many days ahead a schedule is looked at: two 29th of February
// on one day of the week are at most 40 years apart.
const searched = 41 * 366

// Next is the first time of the schedule after a time; zero for none.
func (s *Schedule) Next(after time.Time) time.Time {
	sets, err := s.read()
	if err != nil {
		return time.Time{}
	}
	t := after.In(vietNam).Truncate(time.Second).Add(time.Second)
	for range searched {
		weekday := (int(t.Weekday())+6)%7 + 1
		if sets[4][int(t.Month())] && sets[3][t.Day()] && sets[5][weekday] {
			if at, ok := firstOfDay(&sets, t); ok {
				return at
			}
		}
		t = time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, vietNam)
	}
	return time.Time{}
}

// firstOfDay is the first time from t on that day.
func firstOfDay(sets *[6]map[int]bool, t time.Time) (time.Time, bool) {
	for hour := t.Hour(); hour < 24; hour++ {
		for minute := 0; sets[2][hour] && minute < 60; minute++ {
			for second := 0; sets[1][minute] && second < 60; second++ {
				at := time.Date(t.Year(), t.Month(), t.Day(), hour, minute, second, 0, vietNam)
				if sets[0][second] && !at.Before(t) {
					return at, true
				}
			}
		}
	}
	return time.Time{}, false
}
