package ocop

import (
	"strings"
	"testing"
)

func TestCodeLists(t *testing.T) {
	for name, c := range map[string]struct {
		list  CodeList
		codes string // some that records hold already
	}{
		"documents":  {DocumentKinds(), "test_report food_safety self_declaration vietgap haccp organic trademark other"},
		"activities": {DiaryActivities(), "cultivation harvest reception processing packing storage transport cleaning control other"},
		"places":     {InspectionPlaces(), "producer market shop ocop_point online other"},
		"grounds":    {WithdrawalGrounds(), "labelling mark_misuse ceased other"},
	} {
		for code := range strings.SplitSeq(c.codes, " ") {
			found, ok := c.list.ByCode(code)
			if !ok || found.Code != code || found.Name == "" || found.NameEn == "" {
				t.Errorf("%s: %s is %+v, %v", name, code, found, ok)
			}
		}
		if _, ok := c.list.ByCode("no"); ok {
			t.Errorf("%s: a code that is not there", name)
		}
		if got := c.list.On(day(t, "2018-01-01")); len(got) != 0 {
			t.Errorf("%s in 2018: %v", name, got)
		}
		if got := c.list.On(day(t, "2026-11-23")); len(got) != len(c.list) {
			t.Errorf("%s: %d of %d on a day", name, len(got), len(c.list))
		}
	}
}

// A code that was dropped and came back under another name reads as the newer,
// and is offered once a day.
func TestCodeListOverTime(t *testing.T) {
	l := CodeList{
		{Code: "a", Name: "old", Source: Source{From: day(t, "2020-01-01"), Until: day(t, "2020-12-31")}},
		{Code: "a", Name: "new", Source: Source{From: day(t, "2021-01-01")}},
	}
	if c, _ := l.ByCode("a"); c.Name != "new" {
		t.Errorf("by code: %+v", c)
	}
	for on, want := range map[string]string{"2019-12-31": "", "2020-12-31": "old", "2021-01-01": "new"} {
		var names []string
		for _, c := range l.On(day(t, on)) {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("on %s: %q, want %q", on, got, want)
		}
	}
	if len(l) != 2 || l[0].Name != "old" {
		t.Errorf("On changed the list: %v", l)
	}
}

func TestOutcomes(t *testing.T) {
	if got := Outcomes(day(t, "2026-11-23")); len(got) != len(law.outcomes) || got[0].Code.Code != "conforms" || got[0].Adverse {
		t.Errorf("outcomes %v", got)
	}
	if got := Outcomes(day(t, "2020-01-01")); len(got) != 0 {
		t.Errorf("outcomes of 2020: %v", got)
	}
	for code, adverse := range map[string]bool{"conforms": false, "labelling_fault": true, "past_date_on_sale": true,
		"suspected_counterfeit": true, "mixed_lot": true, "quantity_mismatch": true, "other": false} {
		if o, ok := OutcomeByCode(code); !ok || o.Adverse != adverse {
			t.Errorf("%s is %+v, %v", code, o, ok)
		}
	}
	if _, ok := OutcomeByCode("fine"); ok {
		t.Error("an outcome that is not there")
	}
}
