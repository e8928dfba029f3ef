package code

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseTolerates(t *testing.T) {
	const want Code = "S5HHTCXJ600T"
	for _, typed := range []string{
		"S5HHTCXJ600T", "S5HH-TCXJ-600T", "s5hh-tcxj-600t", "S5HH TCXJ 600T", "  S5HHTCXJ600T\r\n",
		"S5HH-TCXJ-6OOT", "s5hh-tcxj-6ooT", "S5 HHT-CX J60 0T", "S-5-H-H-T-C-X-J-6-0-0-T-", "--S5HHTCXJ600T",
		"S5HH–TCXJ—600T", "S5HH‑TCXJ‐600T", "S5HH−TCXJ−600T", "S5HH\u00a0TCXJ\u202f600T", "S5HH\u00adTCXJ\u200b600T\ufeff",
		"Ｓ５ＨＨ－ＴＣＸＪ－６００Ｔ", "ｓ５ｈｈ　ｔｃｘｊ　６００ｔ", "S5HH-TCXJ-6ＯｏT",
	} {
		if got, err := Parse(typed); got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"1111 1111 111F", "IIII LLLL iIlF", "ｌ11l-iIi1-1ＬＩf"} {
		if got, err := Parse(typed); got != "11111111111F" || err != nil {
			t.Errorf("Parse(%q) = %q, %v", typed, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  error
		says  string
	}{
		{"", ErrMalformed, `"" has 0 characters, a code has 12`},
		{" - ", ErrMalformed, "has 0 characters"},
		{"S5HH-TCXJ-600", ErrMalformed, "has 11 characters"},
		{"S5HH-TCXJ-600T-S5HH", ErrMalformed, "has 16 characters"},
		{"S5HH-TCXJ-60UT", ErrMalformed, "character 13 is 'U'"},
		{"S5HH_TCXJ_600T", ErrMalformed, "character 5 is '_'"},
		{"S5HH-TCXJ-600Đ", ErrMalformed, "character 14 is 'Đ'"},
		{"S5HH-TCXJ-600Т", ErrMalformed, "character 14 is 'Т'"}, // Cyrillic
		{"S5HH-TCXJ-600ſ", ErrMalformed, "character 14 is 'ſ'"}, // long s: strings.ToUpper makes it S
		{"S5HH-TCXJ-60\x00T", ErrMalformed, `character 13 is '\x00'`},
		{"S5HH\xff", ErrMalformed, "character 5 is '\ufffd'"},
		{"https://tx.example.vn/x/S5HHTCXJ600T", ErrMalformed, "character 6 is ':'"},
		{strings.Repeat("0", 5000), ErrMalformed, "has 5000 characters"},
		{"S5HH-TCXJ-600V", ErrCheck, "S5HH-TCXJ-600V"},
		{"5shh-tcxj-600t", ErrCheck, "5SHH-TCXJ-600T"},
	} {
		got, err := Parse(c.typed)
		if got != "" || !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("Parse(%.60q) = %q, %v; want %v that says %s", c.typed, got, err, c.want, c.says)
		}
		if err != nil && len(err.Error()) > 150 {
			t.Errorf("Parse(%.60q): an error of %d bytes", c.typed, len(err.Error()))
		}
	}
}

// Case folding of other scripts makes no ASCII letters: exactly the characters
// of the package comment are taken, over all of Unicode.
func TestParseCharacters(t *testing.T) {
	taken := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if canonical(narrow(r)) != 0 {
			taken++
		}
	}
	// Digits and letters without U, 10 + 2 * 25, each also full-width.
	if want := 2 * (10 + 2*25); taken != want {
		t.Errorf("%d characters stand for one of the alphabet, want %d", taken, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"S5HH-TCXJ-600T", "iiii llll iilf", "Ｓ５ＨＨ－ＴＣＸＪ－６００Ｔ", "S5HH-TCXJ-600V", "", "é", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := Parse(typed)
		if err != nil {
			if c != "" || !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrCheck) {
				t.Fatalf("Parse(%q) = %q, %v", typed, c, err)
			}
			return
		}
		number, ok := c.decode()
		if !ok || encode(number) != c {
			t.Fatalf("Parse(%q) = %q, which is not canonical", typed, c)
		}
		for _, again := range []string{c.String(), c.Groups(), strings.ToLower(c.Groups())} {
			if got, err := Parse(again); got != c || err != nil {
				t.Fatalf("Parse(%q) = %q, %v; want %q", again, got, err, c)
			}
		}
	})
}
