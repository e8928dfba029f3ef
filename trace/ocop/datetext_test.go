package ocop

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestFormats(t *testing.T) {
	for _, c := range []struct{ iso, vi, en, gs1 string }{
		{"2026-11-23", "23/11/2026", "23 Nov 2026", "261123"},
		{"2026-12-03", "03/12/2026", "3 Dec 2026", "261203"},
		{"2000-02-29", "29/02/2000", "29 Feb 2000", "000229"},
		{"0001-01-01", "01/01/0001", "1 Jan 1", "010101"},
		{"9999-12-31", "31/12/9999", "31 Dec 9999", "991231"},
	} {
		d := day(t, c.iso)
		if d.String() != c.iso || d.Vietnamese() != c.vi || d.English() != c.en || d.GS1() != c.gs1 {
			t.Errorf("%s: %s, %s, %s, %s", c.iso, d, d.Vietnamese(), d.English(), d.GS1())
		}
	}
	var none Date
	if none.String()+none.Vietnamese()+none.English()+none.GS1() != "" {
		t.Error("the zero Date has a text")
	}
	for _, d := range days(500) {
		at := utc(d)
		if d.String() != at.Format("2006-01-02") || d.Vietnamese() != at.Format("02/01/2006") || d.GS1() != at.Format("060102") {
			t.Errorf("%s: %s, %s", at.Format(time.DateOnly), d, d.Vietnamese())
		}
		if d.Year() > 999 && d.English() != at.Format("2 Jan 2006") {
			t.Errorf("%s: %s", d, d.English())
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2026-11-2", "2026-11-233", "2026/11/23", "23-11-2026", " 2026-11-23", "2026-11-23 ", "20261123", "+026-11-23",
		"2026-+1-23", "2026-11--3", "2026-11-31", "2026-00-10", "0000-01-01", "２０２６-11-23", "2026-11-2a", "2026‐11‐23",
		strings.Repeat("2026-11-23", 1000),
	} {
		d, err := ParseDate(s)
		if !errors.Is(err, ErrDate) || !d.IsZero() || len(err.Error()) > 150 {
			t.Errorf("ParseDate(%.40q) = %v, %v", s, d, err)
		}
	}
}

func TestParseLocalDate(t *testing.T) {
	for s, want := range map[string]string{
		"23/11/2026": "2026-11-23", "3/2/2026": "2026-02-03", "03/02/2026": "2026-02-03", " 23-11-2026\n": "2026-11-23",
		"23.11.2026": "2026-11-23", "2026-11-23": "2026-11-23", "1-1-0001": "0001-01-01", "29/2/2028": "2028-02-29",
	} {
		if d, err := ParseLocalDate(s); err != nil || d.String() != want {
			t.Errorf("ParseLocalDate(%q) = %v, %v", s, d, err)
		}
	}
	for s, says := range map[string]string{
		"": "dd/mm/yyyy", "23/11/26": `"23/11/26"`, "23/11": "dd/mm/yyyy", "23/11-2026": "dd/mm/yyyy", "11/23/2026": "no day 11 of month 23",
		"31/4/2026": "no day 31 of month 4", "2026/11/23": "dd/mm/yyyy", "2026-1-2": "dd/mm/yyyy", "23 11 2026": "dd/mm/yyyy",
		"+1/11/2026": "dd/mm/yyyy", "001/11/2026": "dd/mm/yyyy", "23/11/2026/": "dd/mm/yyyy", "hôm nay": "hôm nay",
	} {
		if d, err := ParseLocalDate(s); !errors.Is(err, ErrDate) || !d.IsZero() || !strings.Contains(err.Error(), says) {
			t.Errorf("ParseLocalDate(%q) = %v, %v; want an error that says %s", s, d, err, says)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-23", "0001-01-01", "9999-12-31", "2026-02-29", "", "23/11/2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		at, stdErr := time.Parse(time.DateOnly, s)
		if (err == nil) != (stdErr == nil && at.Year() > 0) {
			t.Fatalf("ParseDate(%q) = %v, %v; the time package: %v, %v", s, d, err, at, stdErr)
		}
		if err == nil && (d.String() != s || utc(d) != at) {
			t.Fatalf("ParseDate(%q) = %s", s, d)
		}
	})
}

func FuzzParseLocalDate(f *testing.F) {
	for _, s := range []string{"23/11/2026", "3.2.2026", "2026-11-23", "31-4-2026", "23/11/26", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseLocalDate(s)
		if err != nil {
			if !errors.Is(err, ErrDate) || !d.IsZero() {
				t.Fatalf("ParseLocalDate(%q) = %v, %v", s, d, err)
			}
			return
		}
		for _, text := range []string{d.String(), d.Vietnamese()} {
			if again, err := ParseLocalDate(text); again != d || err != nil {
				t.Fatalf("ParseLocalDate(%q) = %v, %v; want %v of %q", text, again, err, d, s)
			}
		}
	})
}
