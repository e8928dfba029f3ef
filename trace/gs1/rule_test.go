package gs1

import (
	"errors"
	"strings"
	"testing"
)

// The contents that the rules take and refuse, by AI. Some are vectors of the
// test suite of the GS1 Syntax Dictionary (IBAN, coupons, positions).
func TestContents(t *testing.T) {
	for _, c := range []struct {
		ai   string
		good string // separated by spaces
		bad  string
	}{
		{"11", "261231 260100 240229 260228 000229 260430 260400", "260229 261301 260001 260132 260431 230229 269901"},
		{"17", "270131 271200", "271232 270000"},
		{"4326", "261231 240229", "261200 230229"},
		{"7006", "260228", "260200 260229 261332"},
		{"7007", "260101 260101260131", "260100 260101260100 260101261301"},
		{"7003", "2612312359 2612310000", "2612312400 2612311260 2612001200"},
		{"7011", "261231 2612312359", "2612312460 261200"},
		{"8008", "26123100 2612312359 261231235959", "26123124 2612312360 261231235960 26120000"},
		{"7250", "20000229 19960229 20261231", "19000229 20260229 20261301 20261200"},
		{"7251", "200002290000", "200002292400 190002290000"},
		{"422", "704 840 004", "000 703x 999 001 900"},
		{"423", "704 704840 704840004156410", "704999 704840000"},
		{"426", "704", "999"},
		{"7030", "704X 999ABC", "000X 998ABC"},
		{"421", "704100000", "000100000"},
		{"4307", "VN US", "XX vn EU"},
		{"3910", "704123 9781", "0001 7051"},
		{"4321", "0 1", "2 9"},
		{"7252", "0 1 2 9", "3 8"},
		{"7241", "01 10 80 99", "00 11 79"},
		{"7258", "1/1 2/3 9/9", "0/1 1/0 2/1 1-2 /12 12/ 111 1/x"},
		{"8001", "12341234512301 00010000100191", "00001234512301 12340000012301 12341234500001 12341234512321"},
		{"8003", "00614141123452 00614141123452abc", "10614141123452 00614141123453"},
		{"8006", "006141411234520101 006141411234529999", "006141411234520001 006141411234520100 006141411234520201"},
		{"8026", "006141411234520102", "006141411234520302 020000000000080102"},
		{"8011", "1 123456789012", "0 0123"},
		{"8013", "1987654Ad4X4bL5ttr2310c2K 00000!HV", "1987654Ad4X4bL5ttr2310cXK 22 A2 ABCDEFGHMX"},
		{"8014", "1987654Ad4X4bL5ttr2310c2K", "1987654Ad4X4bL5ttr2310c2X"},
		{"8004", "9521A 952112345", "95A1 A521 952"},
		{"8010", "9521-A/#9", "952-A 952a"},
		{"401", "9521", "X952"},
		{"7040", "1ABC 0..- 9%&_", "1AB! AABC 1AB+"},
		{"7041", "8 1A PUE 212", "0 00 1a BXX"},
		{"4309", "00000000000000000000 18000000003600000000", "18000000010000000000 00000000003600000001"},
		{"4330", "002500 002500-", "002500+"},
		{"4300", "H%C3%B2a 100%25 A", "A% A%2 A%zz %g0"},
		{"8030", "a ab abc abcd -_9 abc= ab==", "a=== ==== abcd= ab= a+b a=bc"},
		{"8007", "FR7630006000011234567890189 BE71096123456769 LC14BOSL123456789012345678901234 GB98MIDL07009312345678",
			"BE71096123456760 LC14BOSL123456789012345678901230 BE71 LC14BOSLxx3456789012345678901230 XX361234567890"},
		{"8112", "001234561234560123456 101234561234560123456 061234567890121234569123456789012345",
			"201234561234560123456 07 00123456123456 0012345612345601 0012345612345601234567 a01234561234560123456"},
		{"8110", "012345612345611110123", "71234567890123 0123456 01234561234560 012345612345611510123 01234561234561111012a 0123456123456111101238"},
	} {
		a, ok := LookupAI(c.ai)
		if !ok {
			t.Fatalf("AI %s", c.ai)
		}
		for v := range strings.FieldsSeq(c.good) {
			if err := a.Check(v); err != nil {
				t.Error(err)
			}
		}
		for v := range strings.FieldsSeq(c.bad) {
			if err := a.Check(v); err == nil {
				t.Errorf("AI %s takes %q", c.ai, v)
			}
		}
	}
}

// A coupon that has all fields, and each of its beginnings: the fields that may
// be missing begin after the first purchase and where an option ends.
func TestCouponFields(t *testing.T) {
	a, _ := LookupAI("8110")
	parts := []string{
		"0123456" + "123456" + "11" + "11" + "0" + "123", // first purchase
		"1" + "3" + "15" + "9" + "123" + "0123456",       // second purchase
		"2" + "15" + "0" + "123" + "9",                   // third, of the same company
		"3261231",                                        // last day
		"4261201",                                        // first day
	}
	ends := map[int]bool{}
	whole := ""
	for _, p := range parts {
		whole += p
		ends[len(whole)] = true
	}
	for n := 1; n <= len(whole); n++ {
		if err := a.Check(whole[:n]); (err == nil) != ends[n] {
			t.Errorf("%q: %v", whole[:n], err)
		}
	}
	for s, good := range map[string]bool{
		parts[0] + "5" + "0123456" + "6" + "1" + "1234567" + "9" + "2" + "0" + "7" + "1": true,
		parts[0] + "3261231" + "4270101":                                                 false, // ends before it starts
		parts[0] + "3261301":                                                             false,
		parts[0] + "4261201" + "3261231":                                                 false, // wrong order
		parts[0] + "93000":                                                               false,
		parts[0] + "92300":                                                               false,
		parts[0] + "92002":                                                               false,
		parts[0] + "6" + "0" + "123456":                                                  false,
	} {
		if err := a.Check(s); (err == nil) != good {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestErrorText(t *testing.T) {
	a, _ := LookupAI("17")
	err := a.Check("260230")
	const want = `gs1: value without meaning: (17) "260230": 260230 is no date: month 02 has 28 days then`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	lot, _ := LookupAI("10")
	err = lot.Check(strings.Repeat("long", 1000))
	if e := (*Error)(nil); !errors.As(err, &e) || len(e.Value) != 4000 || len(err.Error()) > 200 {
		t.Errorf("%v", err)
	}
	err = lot.Check("LÔ 7")
	if err == nil || !strings.Contains(err.Error(), `character 2 is 'Ô'`) {
		t.Errorf("%v", err)
	}
	err = lot.Check("L\xff")
	if err == nil || !strings.Contains(err.Error(), "byte 2 is 0xff") {
		t.Errorf("%v", err)
	}
}

func TestCodeLists(t *testing.T) {
	if len(countryNumbers) != 249 || len(countryLetters) != 249 {
		t.Errorf("%d and %d countries, ISO 3166-1 has 249", len(countryNumbers), len(countryLetters))
	}
	for what, list := range map[string]map[string]bool{"country": countryNumbers, "currency": currencies} {
		for code := range list {
			if len(code) != 3 || !allDigits(code) {
				t.Errorf("%s %q", what, code)
			}
		}
	}
	for code := range packageTypes {
		if len(code) > 4 || cset39.outside(code) >= 0 {
			t.Errorf("package type %q", code)
		}
	}
}
