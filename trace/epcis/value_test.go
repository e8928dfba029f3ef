package epcis

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestTimestamps(t *testing.T) {
	for text, want := range map[string]string{
		"2026-05-04T08:00:00+07:00":      "2026-05-04T01:00:00.000Z",
		"2026-05-04t08:00:00z":           "2026-05-04T08:00:00.000Z",
		"2026-05-04T08:00:00.1Z":         "2026-05-04T08:00:00.100Z",
		"2026-05-04T08:00:00.1234Z":      "2026-05-04T08:00:00.123Z",
		"2026-05-04T08:00:00.1235Z":      "2026-05-04T08:00:00.124Z",
		"2026-12-31T23:59:59.9995-00:30": "2027-01-01T00:30:00.000Z",
		"2024-02-29T00:00:00-23:59":      "2024-02-29T23:59:00.000Z",
	} {
		at, err := ParseTimestamp(text)
		if err != nil || at.utcMillis() != want || at.String() != text {
			t.Errorf("%s: %s, %v", text, at.utcMillis(), err)
		}
	}
	for _, text := range []string{"", "2026-05-04", "2026-05-04T08:00:00", "2026-05-04 08:00:00Z", "2026-05-04T8:00:00Z", "2026-05-04T08:00:00,5Z",
		"2026-05-04T08:00:00+0700", "2026-05-04T08:00:00+24:00", "2026-02-29T08:00:00Z", "2026-05-04T24:00:00Z", "9999-12-31T23:59:59-01:00",
		"0000-01-01T00:00:00+01:00", "2026-05-04T08:00:00.Z"} {
		if at, err := ParseTimestamp(text); err == nil {
			t.Errorf("%q was read as %s", text, at.utcMillis())
		}
	}
	at := TimestampAt(time.Date(2026, 5, 4, 8, 0, 0, 1_999_999, time.FixedZone("", 7*3600)))
	if back, err := ParseTimestamp(at.String()); err != nil || back != at || at.String() != "2026-05-04T08:00:00.001+07:00" {
		t.Errorf("%s, %v", at, err)
	}
}

// Numbers print and compare as exact fractions do.
func TestDecimalsAgreeWithFractions(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		a, b := randomNumber(rng), randomNumber(rng)
		da, okA := parseDecimal(a)
		db, okB := parseDecimal(b)
		ra, _ := new(big.Rat).SetString(a)
		rb, _ := new(big.Rat).SetString(b)
		if !okA || !okB || da.compare(db) != ra.Cmp(rb) {
			t.Fatalf("%s and %s: %d, not %d", a, b, da.compare(db), ra.Cmp(rb))
		}
		text := da.String()
		back, ok := new(big.Rat).SetString(text)
		if !ok || back.Cmp(ra) != 0 || strings.ContainsAny(text, "eE+") || strings.Contains(text, ".") && strings.HasSuffix(text, "0") {
			t.Fatalf("%s is written %s", a, text)
		}
	}
	for _, text := range []string{"", "-", ".", "1.2.3", "0x1", "1e", "1e101", "1e-101", "NaN", "1_0", " 1", strings.Repeat("1", 101)} {
		if d, ok := parseDecimal(text); ok {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func randomNumber(rng *rand.Rand) string {
	s := strconv.Itoa(rng.IntN(2000) - 1000)
	if rng.IntN(2) == 0 {
		s += "." + strconv.Itoa(rng.IntN(100)) + strings.Repeat("0", rng.IntN(3))
	}
	if rng.IntN(3) == 0 {
		s += "e" + strconv.Itoa(rng.IntN(12)-6)
	}
	return s
}

func TestNormalize(t *testing.T) {
	for uri, want := range map[string]string{
		"https://tea.example.vn/01/09521234543213/22/V/10/L%2F1/21/S?17=261231": "https://id.gs1.org/01/09521234543213/21/S",
		"https://tea.example.vn/x/01/09521234543213/10/L%2F1":                   "https://id.gs1.org/01/09521234543213/10/L%2F1",
		"http://tea.example.vn/01/09521234543213/22/V":                          "https://id.gs1.org/01/09521234543213",
		"urn:epc:class:lgtin:9521234.054321.L%2F1":                              "https://id.gs1.org/01/09521234543213/10/L%2F1",
		"urn:epc:class:lgtin:9521234.054321.a;b='":                              "https://id.gs1.org/01/09521234543213/10/a;b='",
		"https://id.gs1.org/01/09521234543213/10/a%3Bb%3D%27":                   "https://id.gs1.org/01/09521234543213/10/a;b='",
		"urn:epc:id:sgtin:9521234.054321.a.b":                                   "https://id.gs1.org/01/09521234543213/21/a.b",
		"urn:epc:id:sgln:952123400001..0":                                       "https://id.gs1.org/414/9521234000013",
		"urn:epc:id:sgln:9521234.00001.A1":                                      "https://id.gs1.org/414/9521234000013/254/A1",
		"https://id.gs1.org/8004/9521234AB/7040/1ABC":                           "https://id.gs1.org/8004/9521234AB",
		// Not GS1's, or not valid: unchanged.
		"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de":   "urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de",
		"urn:epc:id:gid:1.2.3":                            "urn:epc:id:gid:1.2.3",
		"urn:epc:id:lgtin:9521234.054321.L":               "urn:epc:id:lgtin:9521234.054321.L",
		"urn:epc:idpat:sgtin:9521234.054321.7":            "urn:epc:idpat:sgtin:9521234.054321.7",
		"urn:epc:idpat:sgtin:9521234.*.*":                 "urn:epc:idpat:sgtin:9521234.*.*",
		"https://tea.example.vn/01/09521234543214/21/S":   "https://tea.example.vn/01/09521234543214/21/S",
		"https://tea.example.vn/lot/7":                    "https://tea.example.vn/lot/7",
		"https://id.gs1.org/8013/9521234ABdefghijklmnop5": "https://id.gs1.org/8013/9521234ABdefghijklmnop5",
	} {
		if got := Normalize(uri); got != want {
			t.Errorf("%s: %s, not %s", uri, got, want)
		}
		if again := Normalize(want); again != want {
			t.Errorf("%s is not stable: %s", want, again)
		}
	}
}

func TestURIs(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a.example/b?c=d#e": true, "urn:x:y": true, "cbvmda:lotNumber": true, "my_ns:a": true, "a:b": true,
		"geo:50.9,6.9": true, "https://a.example/%41": true, "ni:///sha-256;ab?ver=CBV2.0": true,
		"": false, "a": false, ":a": false, "a:": false, "1a:b": false, "a b:c": false, "a:b c": false, "a:%4": false, "a:%zz": false,
		"a:b#c#d": false, "a:é": false, "a:<b>": false, "a:\"": false, "a:{b}": false, "/a:b": false, "_a:b": false,
	} {
		if got := isURI(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestNestingIsLimited(t *testing.T) {
	deep := func(n int) string {
		return strings.Replace(packEvent, `"action"`, `"ocop:deep":`+strings.Repeat(`[`, n)+`"]\"["`+strings.Repeat(`]`, n)+`,"action"`, 1)
	}
	mustParse(t, deep(MaxDepth))
	_, err := ParseEvent([]byte(deep(MaxDepth + 1)))
	if faults := asFaults(err); len(faults) != 1 || faults[0].Err != ErrTooLarge || faults[0].Path != "/ocop:deep" {
		t.Errorf("%v", err)
	}
}

func TestManyFaultsAreCounted(t *testing.T) {
	many := strings.Replace(shipEvent, `["https://id.gs1.org/00/095212340000000013"]`, `[`+strings.Repeat(`"x",`, 3*MaxFaults)+`"y"]`, 1)
	_, err := ParseEvent([]byte(many))
	faults := asFaults(err)
	if len(faults) != MaxFaults+1 || !strings.Contains(faults[MaxFaults].Reason, "more faults") {
		t.Errorf("%d faults", len(faults))
	}
}
