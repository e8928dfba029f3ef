package gs1

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestParseGTIN(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
	}{
		{"09521234543213", nil}, // the prefix of examples
		{"00614141123452", nil}, // a GTIN-12
		{"08930000000019", nil},
		{"10614141000415", nil},
		{"00000096385074", nil}, // a GTIN-8
		{"09780201379624", nil},
		{"", ErrEmpty},
		{"0952123454321", ErrLength},
		{"9521234543213", ErrLength},
		{"009521234543213", ErrLength},
		{"0952123454321x", ErrCharacter},
		{" 9521234543213", ErrCharacter},
		{"0952123454321３", ErrCharacter},
		{"09521234543214", ErrCheckDigit},
		{"00000000000000", ErrRestricted},
		{"02012345678908", ErrCheckDigit},
		{"02000000000008", ErrRestricted},
		{"02999999999991", ErrRestricted},
		{"00200000000004", ErrRestricted},
		{"00400000000008", ErrRestricted},
		{"12000000000005", ErrRestricted},
		{"00000000123457", ErrRestricted}, // RCN-8 00123457
		{"00000021234569", ErrRestricted}, // RCN-8 21234569
		{"00300000000001", nil},
		{"00500000000005", nil},
		{"01900000000002", nil},
		{"03000000000007", nil},
	} {
		g, err := ParseGTIN(c.in)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("ParseGTIN(%q): %v, want %v", c.in, err, c.want)
		}
		if err == nil && string(g) != c.in || err != nil && g != "" {
			t.Errorf("ParseGTIN(%q) = %q", c.in, g)
		}
	}
}

func TestNormalizeGTIN(t *testing.T) {
	for _, c := range []struct {
		in   string
		want GTIN
		err  error
	}{
		{"8930000000019", "08930000000019", nil},
		{"893 000 000 001 9", "08930000000019", nil},
		{"\t893-0000-00001-9 ", "08930000000019", nil},
		{"8930000000019\u00a0", "08930000000019", nil},
		{"893\u20110000\u201300001\u20109", "08930000000019", nil},
		{"614141123452", "00614141123452", nil},
		{"96385074", "00000096385074", nil},
		{"08930000000019", "08930000000019", nil},
		{"", "", ErrEmpty},
		{" - ", "", ErrEmpty},
		{"893000000001", "", ErrCheckDigit},
		{"123456789", "", ErrLength},
		{"123456789012345", "", ErrLength},
		{"89300000001o9", "", ErrCharacter},
		{"2012345678903", "", ErrRestricted},
		{"00000000", "", ErrRestricted},
	} {
		got, err := NormalizeGTIN(c.in)
		if got != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("NormalizeGTIN(%q) = %q, %v, want %q, %v", c.in, got, err, c.want, c.err)
		}
		if e := (*Error)(nil); errors.As(err, &e) && e.Value != c.in {
			t.Errorf("NormalizeGTIN(%q): the error is about %q", c.in, e.Value)
		}
	}
}

func TestDemo(t *testing.T) {
	for g, want := range map[GTIN]bool{"09521234543213": true, "19521234543210": true, "08930000000019": false, "": false} {
		if g.Demo() != want {
			t.Errorf("GTIN(%q).Demo() = %v", g, !want)
		}
	}
}

func TestParseGLN(t *testing.T) {
	for in, want := range map[string]error{
		"9521321000018":  nil,
		"0614141000012":  nil,
		"9521321000019":  ErrCheckDigit,
		"952132100001":   ErrLength,
		"95213210000190": ErrLength,
		"952132100001 ":  ErrCharacter,
		"":               ErrEmpty,
		"0000000000000":  ErrContent,
	} {
		if g, err := ParseGLN(in); !errors.Is(err, want) || (err == nil) != (string(g) == in && in != "") {
			t.Errorf("ParseGLN(%q) = %q, %v, want %v", in, g, err, want)
		}
	}
}

func TestParseLotAndSerial(t *testing.T) {
	for in, want := range map[string]error{
		"L1":                    nil,
		"a":                     nil,
		`!"%&'()*+,-./:;<=>?_`:  nil,
		"12345678901234567890":  nil,
		"123456789012345678901": ErrLength,
		"":                      ErrEmpty,
		"LÔ1":                   ErrCharacter,
		"A B":                   ErrCharacter,
		"A#B":                   ErrCharacter,
		"A$":                    ErrCharacter,
		"A@":                    ErrCharacter,
		"[A]":                   ErrCharacter,
		"a^b":                   ErrCharacter,
		"a`b":                   ErrCharacter,
		"{a|b}~":                ErrCharacter,
		`a\b`:                   ErrCharacter,
		"A\x00":                 ErrCharacter,
		".":                     ErrContent,
		"..":                    ErrContent,
		"...":                   nil,
	} {
		for name, parse := range map[string]func(string) (string, error){"10": ParseLot, "21": ParseSerial} {
			got, err := parse(in)
			if !errors.Is(err, want) || (err == nil) != (got == in && in != "") {
				t.Errorf("AI %s: %q gives %q, %v, want %v", name, in, got, err, want)
			}
		}
	}
}

// Single wrong digits are always found, for 3 and 1 have no factor with 10.
func TestCheckDigitFindsEveryWrongDigit(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		number := withCheckDigit(randomString(random, digits, 1+random.IntN(17)))
		for i := range len(number) {
			for d := byte('0'); d <= '9'; d++ {
				changed := number[:i] + string(d) + number[i+1:]
				if reason := checkReason(changed); (reason == "") != (changed == number) {
					t.Fatalf("%s for %s: %q", changed, number, reason)
				}
			}
		}
	}
}

// The definition taken literally: of the ten digits, the one that fills the sum
// of all digits, weighted 1 and 3 in turn from the right, up to a multiple of ten.
func TestCheckDigitAgainstDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		body := randomString(random, digits, random.IntN(40))
		want := digitThatFills(body)
		for _, padded := range []string{body, "0" + body, "000000" + body} {
			if got, err := CheckDigit(padded); got != want || err != nil {
				t.Fatalf("CheckDigit(%q) = %c, %v, want %c", padded, got, err, want)
			}
		}
	}
	if _, err := CheckDigit("12a"); !errors.Is(err, ErrCharacter) {
		t.Errorf("CheckDigit of a letter: %v", err)
	}
}

func digitThatFills(body string) byte {
	for d := byte('0'); d <= '9'; d++ {
		sum, number := 0, body+string(d)
		for i := range len(number) {
			weight := 1 + 2*((len(number)-1-i)%2)
			sum += weight * int(number[i]-'0')
		}
		if sum%10 == 0 {
			return d
		}
	}
	panic("no digit")
}

// Vectors: General Specifications (the first), the test suite of
// the GS1 Syntax Dictionary (the others).
func TestCheckPair(t *testing.T) {
	for _, s := range []string{
		"1987654Ad4X4bL5ttr2310c2K",
		"12345678901234567890123NT", "12345_ABCDEFGHIJKLMCP", "12345_NOPQRSTUVWXYZDN", "12345_abcdefghijklmN3",
		"12345_nopqrstuvwxyzP2", `12345_!"%&'()*+,-./LC`, "12345_0123456789:;<=>?62", "7907665Bm8v2AB", "97850l6KZm0yCD",
		"225803106GSpEF", "149512464PM+GH", "62577B8fRG7HJK", "515942070CYxLM", "390800494sP6NP", "386830132uO+QR",
		"53395376X1:nST", "957813138Sb6UV", "530790no0qOgWX", "62185314IvwmYZ", "23956qk1&dB!23", "794394895ic045",
		"57453Uq3qA<H67", "0881063PhHvY89", "00000!HV", "99999zzzzzzzzzzzzzzzzzzT2",
		strings.Repeat("1234567890", 9) + "1234567HA",
	} {
		body := s[:len(s)-2]
		if got, err := CheckPair(body); err != nil || got != s[len(s)-2:] {
			t.Errorf("CheckPair(%q) = %q, %v, want %q", body, got, err, s[len(s)-2:])
		}
		if reason := pairReason(s); reason != "" {
			t.Errorf("%q: %s", s, reason)
		}
		for i := range len(s) {
			other := values82[(strings.IndexByte(values82, s[i])+1)%len(values82)]
			if changed := s[:i] + string(other) + s[i+1:]; pairReason(changed) == "" {
				t.Errorf("%q passes as well as %q", changed, s)
			}
		}
	}
	if _, err := CheckPair(strings.Repeat("1", 98)); !errors.Is(err, ErrLength) {
		t.Errorf("98 characters: %v", err)
	}
	if _, err := CheckPair("1 2"); !errors.Is(err, ErrCharacter) {
		t.Errorf("a space: %v", err)
	}
}

func withCheckDigit(body string) string { return body + string(checkDigit(body)) }

func randomString(random *rand.Rand, from string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[random.IntN(len(from))]
	}
	return string(b)
}
