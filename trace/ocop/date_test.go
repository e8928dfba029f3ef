package ocop

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// days are dates from a fixed seed, all over the calendar and near its ends.
func days(n int) []Date {
	r := rand.New(rand.NewPCG(5, 6))
	all := []Date{{1, 1, 1}, {1, 12, 31}, {1900, 2, 28}, {2000, 2, 29}, {2026, 11, 23}, {9999, 1, 1}, lastDate}
	for range n {
		t := time.Date(1+r.IntN(9999), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC)
		all = append(all, Date{int16(t.Year()), uint8(t.Month()), uint8(t.Day())})
	}
	return all
}

// utc is the same day for the time package.
func utc(d Date) time.Time { return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC) }

func TestNewDate(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		ok      bool
	}{
		{2026, 11, 23, true}, {1, 1, 1, true}, {9999, 12, 31, true}, {2024, 2, 29, true}, {2000, 2, 29, true},
		{2026, 2, 29, false}, {1900, 2, 29, false}, {2026, 4, 31, false}, {2026, 0, 1, false}, {2026, 13, 1, false},
		{2026, 1, 0, false}, {2026, 1, 32, false}, {0, 1, 1, false}, {10000, 1, 1, false}, {-1, 1, 1, false},
		{2026, 1 + 256, 1, false}, {2026, 1, 1 + 256, false}, {2026 + 1<<16, 1, 1, false}, {math.MaxInt, math.MaxInt, math.MaxInt, false},
	} {
		d, err := NewDate(c.y, time.Month(c.m), c.d)
		if (err == nil) != c.ok || !c.ok && (!errors.Is(err, ErrDate) || !d.IsZero()) {
			t.Errorf("NewDate(%d, %d, %d) = %v, %v", c.y, c.m, c.d, d, err)
		}
		if c.ok && (d.Year() != c.y || int(d.Month()) != c.m || d.Day() != c.d || d.IsZero()) {
			t.Errorf("NewDate(%d, %d, %d) = %v", c.y, c.m, c.d, d)
		}
	}
}

// The day changes in Viet Nam at 17:00 UTC, whatever zone the Time is in.
func TestDateOf(t *testing.T) {
	newYork := time.FixedZone("", -5*60*60)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 11, 22, 16, 59, 59, 999999999, time.UTC), "2026-11-22"},
		{time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC), "2026-11-23"},
		{time.Date(2026, 11, 23, 16, 59, 59, 0, time.UTC), "2026-11-23"},
		{time.Date(2026, 11, 22, 12, 0, 0, 0, newYork), "2026-11-23"},
		{time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC), "2027-01-01"},
		{time.Time{}, ""},
		{time.Date(-50, 1, 1, 0, 0, 0, 0, time.UTC), "0001-01-01"},
		{time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), "9999-12-31"},
	} {
		if got := DateOf(c.at).String(); got != c.want {
			t.Errorf("DateOf(%v) = %q, want %q", c.at, got, c.want)
		}
	}
	for _, d := range days(500)[1:] { // midnight of the first day is in the year 0 of UTC
		midnight := d.Time()
		if DateOf(midnight) != d || DateOf(midnight.Add(-1)) == d || DateOf(midnight.Add(24*time.Hour-1)) != d {
			t.Errorf("DateOf around %v", midnight)
		}
		if _, offset := midnight.Zone(); offset != 7*60*60 {
			t.Errorf("%v is not at +07:00", midnight)
		}
	}
	if !(Date{}).Time().IsZero() {
		t.Error("the zero Date has a Time")
	}
}

func TestCompare(t *testing.T) {
	all := append(days(60), Date{})
	for _, d := range all {
		for _, e := range all {
			want := utc(d).Compare(utc(e))
			if d.IsZero() != e.IsZero() { // none is before all
				want = 1
				if d.IsZero() {
					want = -1
				}
			}
			if d.Compare(e) != want || d.Before(e) != (want < 0) || d.After(e) != (want > 0) || (d == e) != (want == 0) {
				t.Errorf("%v compared with %v: %d, want %d", d, e, d.Compare(e), want)
			}
		}
	}
}

func TestAddDays(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, d := range days(2000) {
		n := r.IntN(8_000_000) - 4_000_000
		if r.IntN(2) == 0 {
			n %= 1000
		}
		want := utc(d).AddDate(0, 0, n)
		got := d.AddDays(n)
		switch {
		case want.Year() < 1:
			want = utc(Date{1, 1, 1})
		case want.Year() > 9999:
			want = utc(lastDate)
		default:
			if d.DaysUntil(got) != n || got.DaysUntil(d) != -n {
				t.Errorf("from %v to %v: %d days, want %d", d, got, d.DaysUntil(got), n)
			}
		}
		if utc(got) != want {
			t.Errorf("%v.AddDays(%d) = %v, want %v", d, n, got, want)
		}
	}
}

// AddMonths agrees with the time package wherever that does not overflow into
// the month after, and else gives the last day of the month.
func TestAddMonths(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, d := range days(2000) {
		n := r.IntN(600) - 300
		want := utc(d).AddDate(0, n, 0)
		if want.Year() < 1 || want.Year() > 9999 {
			continue
		}
		if want.Day() != d.Day() {
			want = want.AddDate(0, 0, -want.Day())
		}
		if got := d.AddMonths(n); utc(got) != want {
			t.Errorf("%v.AddMonths(%d) = %v, want %v", d, n, got, want)
		}
	}
}

func TestAddMonthsTable(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2024-01-30", 1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 36, "2027-02-28"}, {"2024-02-29", 48, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-10-31", 1, "2026-11-30"}, {"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"}, {"2026-11-23", 0, "2026-11-23"},
		{"9999-12-01", 1, "9999-12-31"}, {"0001-01-15", -1, "0001-01-01"},
		{"2026-11-23", math.MaxInt, "9999-12-31"}, {"2026-11-23", math.MinInt, "0001-01-01"},
	} {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestAddFarAndNone(t *testing.T) {
	d := day(t, "2026-11-23")
	if got := d.AddDays(math.MaxInt); got != lastDate {
		t.Errorf("AddDays(MaxInt) = %v", got)
	}
	if got := d.AddDays(math.MinInt); got != (Date{1, 1, 1}) {
		t.Errorf("AddDays(MinInt) = %v", got)
	}
	var none Date
	if !none.AddDays(5).IsZero() || !none.AddMonths(5).IsZero() || none.DaysUntil(d) != 0 || d.DaysUntil(none) != 0 {
		t.Error("arithmetic makes a date of none")
	}
}

func TestDateJSON(t *testing.T) {
	type record struct {
		Produced Date  `json:"produced"`
		Expires  Date  `json:"expires,omitzero"`
		Until    *Date `json:"until,omitempty"`
	}
	for _, d := range days(300) {
		in := record{Produced: d, Expires: d.AddDays(10), Until: &d}
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var out record
		if err := json.Unmarshal(text, &out); err != nil || out.Produced != d || out.Expires != in.Expires || *out.Until != d {
			t.Errorf("%s became %+v, %v", text, out, err)
		}
	}
	text, err := json.Marshal(record{})
	if want := `{"produced":""}`; string(text) != want || err != nil {
		t.Errorf("the zero record is %s, %v; want %s", text, err, want)
	}
	out := record{Produced: lastDate}
	if err := json.Unmarshal(text, &out); err != nil || !out.Produced.IsZero() {
		t.Errorf("%s became %+v, %v", text, out, err)
	}
	for _, bad := range []string{`"2026-2-3"`, `"23/11/2026"`, `"2026-02-29"`, `"2026-11-23T00:00:00Z"`, `20261123`} {
		d := lastDate
		if err := json.Unmarshal([]byte(bad), &d); err == nil || d != lastDate {
			t.Errorf("%s became %v, %v", bad, d, err)
		}
	}
}
