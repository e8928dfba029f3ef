package ocop

import (
	"testing"
)

func TestExpiry(t *testing.T) {
	for issued, want := range map[string]string{
		"2024-11-12": "2027-11-12", // Decision 148
		"2024-02-29": "2027-02-28",
		"2025-02-28": "2028-02-28", // not the 29th
		"2026-05-21": "2029-05-21",
		"2026-05-22": "2029-05-22", // Decision 26/2026
		"2026-08-31": "2029-08-31",
		"2019-08-21": "2022-08-21",
		"2019-08-20": "", // no criteria yet
	} {
		if got := Expiry(day(t, issued)).String(); got != want {
			t.Errorf("Expiry(%s) = %q, want %q", issued, got, want)
		}
	}
	if !Expiry(Date{}).IsZero() {
		t.Error("what was not issued expires")
	}
}

func TestExtensionAndRenewal(t *testing.T) {
	for _, c := range []struct{ expires, extension, from, to string }{
		{"2027-03-12", "2027-09-08", "2026-09-13", "2026-11-12"},
		{"2026-05-22", "2026-11-18", "2025-11-23", "2026-01-22"},
		{"2026-05-21", "2026-05-21", "", ""}, // before Decision 26/2026
		{"2028-02-29", "2028-08-27", "2027-09-02", "2027-11-01"},
	} {
		expires := day(t, c.expires)
		from, to := RenewalWindow(expires)
		if got := LatestExtension(expires); got.String() != c.extension || from.String() != c.from || to.String() != c.to {
			t.Errorf("expiry %s: extension to %q, renewal from %q to %q; want %q, %q, %q", c.expires, got, from, to, c.extension, c.from, c.to)
		}
		if c.from != "" && (expires.DaysUntil(LatestExtension(expires)) != 180 || from.DaysUntil(expires) != 180 || to.DaysUntil(expires) != 120) {
			t.Errorf("expiry %s: not 180, 180 and 120 days", c.expires)
		}
	}
	from, to := RenewalWindow(Date{})
	if !LatestExtension(Date{}).IsZero() || !from.IsZero() || !to.IsZero() {
		t.Error("no expiry has an extension or a window")
	}
}

// On every day since the first criteria exactly one term holds.
func TestTermsAreGapless(t *testing.T) {
	if _, found := TermOn(day(t, "2019-08-20")); found {
		t.Error("a term before the first criteria")
	}
	for d := day(t, "2019-08-21"); d.Year() < 2031; d = d.AddDays(1) {
		n := 0
		for _, term := range law.terms {
			if term.Source.On(d) {
				n++
			}
		}
		if n != 1 {
			t.Fatalf("%d terms on %s", n, d)
		}
	}
	if term, _ := TermOn(day(t, "2026-11-23")); term.Months != 36 || term.Source.Document != "26/2026/QĐ-TTg" {
		t.Errorf("%+v", term)
	}
}

func TestValidity(t *testing.T) {
	const issued, expires, extended, withdrawn = "2024-01-10", "2027-01-10", "2027-07-09", "2026-06-01"
	for _, c := range []struct {
		extended, withdrawn, on string
		want                    State
	}{
		{"", "", "2024-01-09", NotYet},
		{"", "", issued, Valid},
		{"", "", expires, Valid},
		{"", "", "2027-01-11", Expired},
		{extended, "", expires, Valid},
		{extended, "", "2027-01-11", Extended},
		{extended, "", extended, Extended},
		{extended, "", "2027-07-10", Expired},
		{"2026-12-31", "", "2027-01-11", Expired}, // an extension that ends before it begins
		{"", withdrawn, "2026-05-31", Valid},
		{"", withdrawn, withdrawn, Withdrawn},
		{"", withdrawn, "2027-01-11", Withdrawn},
		{extended, withdrawn, "2027-01-11", Withdrawn},
		{extended, "2027-03-01", "2027-02-28", Extended},
		{extended, "2027-03-01", "2027-03-01", Withdrawn},
		{"", "2028-01-01", "2027-12-31", Expired}, // withdrawn after it had expired
		{"", "2028-01-01", "2028-01-01", Withdrawn},
		{"", "2023-01-01", "2023-06-01", Withdrawn},
		{"", "", "", NotYet},
	} {
		got := Validity(day(t, issued), day(t, expires), dayOrNone(t, c.extended), dayOrNone(t, c.withdrawn), dayOrNone(t, c.on))
		if got != c.want || got.InForce() != (c.want == Valid || c.want == Extended) {
			t.Errorf("on %s, extended to %q, withdrawn %q: %s, want %s", c.on, c.extended, c.withdrawn, got, c.want)
		}
	}
	if got := Validity(Date{}, Date{}, Date{}, Date{}, day(t, issued)); got != NotYet {
		t.Errorf("without a recognition: %s", got)
	}
	if got := Validity(day(t, issued), Date{}, Date{}, Date{}, day(t, issued)); got != Expired {
		t.Errorf("without an expiry: %s", got)
	}
}

func dayOrNone(t *testing.T, s string) (d Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// The states of a recognition follow each other in one order: day after day
// none comes back once another has followed.
func TestValidityRunsForward(t *testing.T) {
	order := map[State]int{NotYet: 0, Valid: 1, Extended: 2, Expired: 3, Withdrawn: 4}
	start := day(t, "2026-01-01")
	for issued := range 4 {
		for expires := 5; expires < 8; expires++ {
			for extended := range 12 {
				for withdrawn := range 14 {
					last := 0
					for on := range 16 {
						s := Validity(start.AddDays(issued), start.AddDays(expires), offset(start, extended), offset(start, withdrawn), start.AddDays(on))
						if order[s] < last {
							t.Fatalf("issued %d, expires %d, extended %d, withdrawn %d: %s on day %d", issued, expires, extended, withdrawn, s, on)
						}
						last = order[s]
					}
				}
			}
		}
	}
}

// offset is n days after start, and none for 0.
func offset(start Date, n int) Date {
	if n == 0 {
		return Date{}
	}
	return start.AddDays(n)
}
