package assets_test

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"
	"time"
)

var (
	dateForm = regexp.MustCompile(`^today(?:[+-]\d+[dm])*$`)
	dateTerm = regexp.MustCompile(`[+-]\d+[dm]`)
)

// resolve reckons a date of the sample as the doc comment of assets.Sample
// says; the zero time for "".
func resolve(text string, today time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if !dateForm.MatchString(text) {
		return time.Parse(time.DateOnly, text)
	}
	day := today
	for _, term := range dateTerm.FindAllString(text, -1) {
		n, err := strconv.Atoi(term[:len(term)-1])
		if err != nil {
			return time.Time{}, err
		}
		if term[len(term)-1] == 'd' {
			day = day.AddDate(0, 0, n)
		} else {
			day = addMonths(day, n)
		}
	}
	return day, nil
}

// addMonths ends on the last day of a month that is too short.
func addMonths(day time.Time, n int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(day.Day(), first.AddDate(0, 1, -1).Day())-1)
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ today, text, want string }{
		{"2026-11-25", "today", "2026-11-25"},
		{"2026-11-25", "today-3d", "2026-11-22"},
		{"2026-11-25", "today-36m+1d", "2023-11-26"},
		{"2026-11-25", "2022-12-20", "2022-12-20"},
		{"2028-02-29", "today-36m", "2025-02-28"},
		{"2028-03-31", "today-1m", "2028-02-29"},
		{"2028-03-01", "today-1d-36m", "2025-02-28"},
		{"2026-11-25", "yesterday", ""},
		{"2026-11-25", "today+3", ""},
		{"2026-11-25", "2022-02-30", ""},
	} {
		got, err := resolve(c.text, mustDay(c.today))
		if (err != nil) != (c.want == "") || err == nil && got.Format(time.DateOnly) != c.want {
			t.Errorf("%s on %s: %s, %v; want %q", c.text, c.today, got.Format(time.DateOnly), err, c.want)
		}
	}
}

func mustDay(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// A dated is the sample as it stands on a day.
type dated struct {
	sample
	today time.Time
	errs  []string
}

func (s *dated) fail(format string, args ...any) {
	s.errs = append(s.errs, fmt.Sprintf(format, args...))
}

func (s *dated) day(text string) time.Time {
	d, err := resolve(text, s.today)
	if err != nil {
		s.fail("%v", err)
	}
	return d
}

// term is the first and last day of a recognition.
func (s *dated) term(r recognition) (issued, expires time.Time) {
	issued, expires = s.day(r.Issued), s.day(r.Expires)
	if r.Expires == "" {
		expires = addMonths(issued, 36)
	}
	return issued, expires
}

// current is a product's recognition, the newest issued; nil for none.
func (s *dated) current(product string) *recognition {
	var newest *recognition
	for i, r := range s.Recognitions {
		if r.Product == product && (newest == nil || s.day(r.Issued).After(s.day(newest.Issued))) {
			newest = &s.Recognitions[i]
		}
	}
	return newest
}

// end is the day that ends a batch's shelf life; zero for none.
func (s *dated) end(b batch) time.Time {
	p := s.product(b.Product)
	switch {
	case b.Expires != "" || b.BestBefore != "":
		return s.day(b.Expires + b.BestBefore) // at most one is there
	case p.ShelfLifeMonths > 0:
		return addMonths(s.day(b.Produced), p.ShelfLifeMonths)
	case p.ShelfLifeDays > 0:
		return s.day(b.Produced).AddDate(0, 0, p.ShelfLifeDays)
	}
	return time.Time{}
}

// order checks that nothing happens before its cause or in the future.
func (s *dated) order() {
	within := func(what string, from, day, to time.Time) {
		if day.Before(from) || day.After(to) {
			s.fail("%s on %s, want %s to %s", what, day.Format(time.DateOnly), from.Format(time.DateOnly), to.Format(time.DateOnly))
		}
	}
	for _, r := range s.Recognitions {
		issued, expires := s.term(r)
		within("issue of "+r.Number, mustDay("2018-05-07"), issued, s.today)
		within("expiry of "+r.Number, addMonths(issued, 36), expires, addMonths(issued, 36).AddDate(0, 0, 1)) // 29 February
	}
	for _, c := range s.Changes {
		for _, r := range s.Recognitions {
			if issued, expires := s.term(r); r.Number == c.Number {
				within(c.Change+" "+c.Number, issued, s.day(c.Date), s.today)
				if c.Until != "" {
					within("end of extension "+c.Number, expires.AddDate(0, 0, 1), s.day(c.Until), expires.AddDate(0, 0, 180))
				}
			}
		}
	}
	for _, b := range s.Batches {
		within("production of "+b.Product+" "+b.Lot, s.today.AddDate(0, 0, -90), s.day(b.Produced), s.today)
		if end := s.end(b); !end.IsZero() {
			within("end of "+b.Product+" "+b.Lot, s.day(b.Produced), end, s.today.AddDate(3, 0, 0))
		}
	}
	last := map[string]time.Time{}
	for _, r := range s.Recalls {
		if b := s.batch(r.Product, r.Lot); b != nil && last[r.Lot].IsZero() {
			last[r.Lot] = s.day(b.Produced)
		}
		within(r.Action+" of "+r.Lot, last[r.Lot], s.day(r.Date), s.today)
		last[r.Lot] = s.day(r.Date)
	}
}
