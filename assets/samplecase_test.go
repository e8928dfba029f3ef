package assets_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cases are what the sample must show on every day.
var cases = map[string]func(*dated) bool{
	"recognition expired yesterday":    expiresIn(-1),
	"recognition expiring in 121 d":    expiresIn(121),
	"recognition expiring in 119 d":    expiresIn(119),
	"recognition in extension":         (*dated).extended,
	"recognition withdrawn":            (*dated).withdrawn,
	"no recognition":                   anyProduct(func(s *dated, p product) bool { return s.current(p.ID) == nil && !p.Service }),
	"recognition renewed":              anyProduct((*dated).renewed),
	"five stars":                       stars(5),
	"four stars":                       stars(4),
	"three stars":                      stars(3),
	"number of a district of 2022":     recognised(func(r recognition) bool { return districtNumber.MatchString(r.Number) }),
	"authority that is no more":        recognised(func(r recognition) bool { return strings.Contains(r.Authority, "huyện ") }),
	"province that is no more":         recognised(func(r recognition) bool { return strings.HasSuffix(r.Authority, "tỉnh Yên Bái") }),
	"batch on hold":                    standsAs("hold"),
	"batch recalled":                   standsAs("recall"),
	"hold lifted":                      standsAs("lift"),
	"labels printed, none active":      anyRun(func(r run) bool { return len(r.Activate) == 0 && len(r.Void) == 0 }),
	"some labels voided":               anyRun(func(r run) bool { return len(r.Activate) > 0 && len(r.Void) > 0 }),
	"best before after certificate":    anyBatch((*dated).outlivesCertificate),
	"batch past its end":               anyBatch(func(s *dated, b batch) bool { e := s.end(b); return !e.IsZero() && e.Before(s.today) }),
	"batch without end date":           anyBatch(func(s *dated, b batch) bool { return s.end(b).IsZero() }),
	"batch with an end of its own":     anyBatch(func(s *dated, b batch) bool { return b.Expires+b.BestBefore != "" }),
	"batch made today":                 anyBatch(func(s *dated, b batch) bool { return s.day(b.Produced).Equal(s.today) }),
	"commune merged":                   anyFormerPlace("Tân Ước"),
	"province merged":                  anyFormerPlace("tỉnh Bến Tre"),
	"place spelled Hoà":                anyPlace("Hoà"),
	"place spelled Hòa":                anyPlace("Hòa"),
	"name of 120 letters, short label": anyProduct(func(_ *dated, p product) bool { return utf8.RuneCountInString(p.Name) >= 120 && p.LabelName != "" }),
	"service":                          anyProduct(func(_ *dated, p product) bool { return p.Service }),
	"stacked letters":                  (*dated).stackedLetters,
}

var districtNumber = regexp.MustCompile(`^83-829-28780-9\d-2022$`)

func TestSampleCases(t *testing.T) {
	s := readSample(t)
	for day := mustDay("2026-07-21"); day.Year() < 2030; day = day.AddDate(0, 0, 1) {
		d := &dated{sample: s, today: day}
		d.order()
		for name, holds := range cases {
			if !holds(d) {
				d.fail("no case of: %s", name)
			}
		}
		if len(d.errs) > 0 {
			t.Fatalf("on %s:\n%s", day.Format(time.DateOnly), strings.Join(d.errs, "\n"))
		}
	}
}

func anyProduct(f func(*dated, product) bool) func(*dated) bool {
	return func(s *dated) bool {
		for _, p := range s.Products {
			if f(s, p) {
				return true
			}
		}
		return false
	}
}

func anyBatch(f func(*dated, batch) bool) func(*dated) bool {
	return func(s *dated) bool {
		for _, b := range s.Batches {
			if f(s, b) {
				return true
			}
		}
		return false
	}
}

func anyRun(f func(run) bool) func(*dated) bool {
	return func(s *dated) bool {
		for _, r := range s.Runs {
			if f(r) {
				return true
			}
		}
		return false
	}
}

func recognised(f func(recognition) bool) func(*dated) bool {
	return func(s *dated) bool {
		for _, r := range s.Recognitions {
			if f(r) {
				return true
			}
		}
		return false
	}
}

func stars(n int) func(*dated) bool {
	return recognised(func(r recognition) bool { return r.Stars == n })
}

// expiresIn finds a product whose recognition ends so many days from today and
// has not been changed.
func expiresIn(days int) func(*dated) bool {
	return anyProduct(func(s *dated, p product) bool {
		r := s.current(p.ID)
		if r == nil || s.change(r.Number) != nil {
			return false
		}
		_, expires := s.term(*r)
		return expires.Equal(s.today.AddDate(0, 0, days))
	})
}

func (s *dated) change(number string) *change {
	for i := range s.Changes {
		if s.Changes[i].Number == number {
			return &s.Changes[i]
		}
	}
	return nil
}

func (s *dated) extended() bool {
	return recognised(func(r recognition) bool {
		_, expires := s.term(r)
		c := s.change(r.Number)
		return c != nil && c.Change == "extended" && expires.Before(s.today) && !s.day(c.Until).Before(s.today)
	})(s)
}

func (s *dated) withdrawn() bool {
	return recognised(func(r recognition) bool {
		c := s.change(r.Number)
		return c != nil && c.Change == "withdrawn" && c.Until == "" && !s.day(c.Date).After(s.today)
	})(s)
}

// renewed: an earlier recognition has expired and a later one holds.
func (s *dated) renewed(p product) bool {
	expired := recognised(func(r recognition) bool {
		_, expires := s.term(r)
		return r.Product == p.ID && expires.Before(s.today)
	})(s)
	r := s.current(p.ID)
	if r == nil {
		return false
	}
	_, expires := s.term(*r)
	return expired && expires.After(s.today)
}

// standsAs finds a batch about which the newest recall has the action.
func standsAs(action string) func(*dated) bool {
	return func(s *dated) bool {
		newest := map[string]string{}
		for _, r := range s.Recalls {
			newest[r.Lot] = r.Action
		}
		for _, a := range newest {
			if a == action {
				return true
			}
		}
		return false
	}
}

// outlivesCertificate: the recognition is in force today and ends before the
// batch's best-before date.
func (s *dated) outlivesCertificate(b batch) bool {
	r := s.current(b.Product)
	if r == nil || s.product(b.Product).DateKind != "best_before" {
		return false
	}
	_, expires := s.term(*r)
	return expires.After(s.today) && s.end(b).After(expires)
}

func anyFormerPlace(part string) func(*dated) bool {
	return func(s *dated) bool {
		for _, e := range s.Entities {
			if strings.Contains(e.FormerPlace, part) {
				return true
			}
		}
		return false
	}
}

func anyPlace(syllable string) func(*dated) bool {
	return func(s *dated) bool {
		for _, e := range s.Entities {
			if strings.HasSuffix(norm.NFC.String(e.Commune), " "+syllable) {
				return true
			}
		}
		return false
	}
}

// stackedLetters: names on labels hold the letters that clip or stack worst.
func (s *dated) stackedLetters() bool {
	var names strings.Builder
	for _, p := range s.Products {
		names.WriteString(norm.NFC.String(p.Name + p.LabelName + p.Story))
	}
	for _, letter := range "ễửặỗỸĐỘ" {
		if !strings.ContainsRune(names.String(), letter) {
			return false
		}
	}
	return true
}
