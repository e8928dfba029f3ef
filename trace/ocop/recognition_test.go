package ocop

import (
	"errors"
	"strings"
	"testing"
)

func TestParseRecognitionNumber(t *testing.T) {
	for s, want := range map[string]RecognitionNumber{
		"01-00592-12-2026":         {Province: "01", Commune: "00592", Sequence: "12", Year: 2026},
		"96-32000-000001-2099":     {Province: "96", Commune: "32000", Sequence: "000001", Year: 2099},
		"83-829-28780-90-2022":     {Province: "83", District: "829", Commune: "28780", Sequence: "90", Year: 2022},
		"01-001-00001-01-2018":     {Province: "01", District: "001", Commune: "00001", Sequence: "01", Year: 2018},
		"24-07525-000-0-90-2026":   {},
		"24-213-07525-999999-2024": {Province: "24", District: "213", Commune: "07525", Sequence: "999999", Year: 2024},
	} {
		got, err := ParseRecognitionNumber(s)
		if got != want || (err != nil) != (want == RecognitionNumber{}) {
			t.Errorf("ParseRecognitionNumber(%q) = %+v, %v; want %+v", s, got, err, want)
		}
		if err == nil && got.String() != s {
			t.Errorf("%q is written %q", s, got)
		}
	}
}

func TestParseRecognitionNumberRefuses(t *testing.T) {
	for s, says := range map[string]string{
		"":                        "its form is province-commune-sequence-year",
		"OCOP 4 sao":              `"OCOP 4 sao": its form is`,
		"01-00592-12":             "its form is",
		"1-00592-12-2026":         "province has 2 digits",
		"AB-00592-12-2026":        "province has 2 digits",
		"83-28780-90-2026":        "there is no province 83", // merged: only in old numbers
		"01-592-12-2026":          "commune has 5 digits",
		"01-0059x-12-2026":        "commune has 5 digits",
		"01-00592--2026":          "sequence is a number",
		"01-00592-0-2026":         "sequence is a number",
		"01-00592-000-2026":       "sequence is a number",
		"01-00592-1234567-2026":   "sequence is a number",
		"01-00592-+1-2026":        "sequence is a number",
		"01-00592-12-26":          "the year is 2018 to 2099",
		"01-00592-12-2017":        "the year is 2018 to 2099",
		"01-00592-12-2100":        "the year is 2018 to 2099",
		"01-00592-12-２０２６":        "the year is 2018 to 2099",
		"83-82-28780-90-2022":     "district has 3 digits",
		"83--28780-90-2022":       "district has 3 digits",
		" 01-00592-12-2026":       "province has 2 digits",
		"01–00592–12–2026":        "its form is",
		strings.Repeat("1-", 999): "...: its form is",
	} {
		n, err := ParseRecognitionNumber(s)
		if !errors.Is(err, ErrRecognitionNumber) || n != (RecognitionNumber{}) || !strings.Contains(err.Error(), says) {
			t.Errorf("ParseRecognitionNumber(%.40q) = %+v, %v; want an error that says %s", s, n, err, says)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("ParseRecognitionNumber(%.40q): an error of %d bytes", s, len(err.Error()))
		}
	}
}

func FuzzParseRecognitionNumber(f *testing.F) {
	for _, s := range []string{"01-00592-12-2026", "83-829-28780-90-2022", "01-00592-0-2026", "", "----"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseRecognitionNumber(s)
		if err != nil {
			if !errors.Is(err, ErrRecognitionNumber) || n != (RecognitionNumber{}) {
				t.Fatalf("ParseRecognitionNumber(%q) = %+v, %v", s, n, err)
			}
			return
		}
		if n.String() != s {
			t.Fatalf("ParseRecognitionNumber(%q) is written %q", s, n)
		}
	})
}
