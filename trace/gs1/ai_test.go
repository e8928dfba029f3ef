package gs1

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What the Syntax Dictionary of the release counts.
func TestTableIsComplete(t *testing.T) {
	var all, keys, attributes int
	last := ""
	for a := range AIs() {
		all++
		if a.Key {
			keys++
		}
		if a.Attribute {
			attributes++
		}
		if a.Code <= last || !allDigits(a.Code) || len(a.Code) < 2 || len(a.Code) > 4 {
			t.Errorf("AI %q after %q", a.Code, last)
		}
		last = a.Code
		if a.Title == "" && a.Code != "8110" && a.Code != "8112" {
			t.Errorf("AI %s has no title", a.Code)
		}
	}
	if all != 541 || keys != 16 || attributes != 525 {
		t.Errorf("%d AIs, %d keys, %d attributes; want 541, 16, 525", all, keys, attributes)
	}
}

func TestLookupAI(t *testing.T) {
	for _, c := range []struct {
		code, title, format string
		key, attribute      bool
	}{
		{"01", "GTIN", "N14", true, true},
		{"10", "BATCH/LOT", "X..20", false, true},
		{"21", "SERIAL", "X..20", false, false},
		{"253", "GDTI", "N13[+X..17]", true, true},
		{"3103", "NET WEIGHT (kg)", "N6", false, true},
		{"3295", "HEIGHT (yd)", "N6", false, true},
		{"3370", "KG PER m²", "N6", false, true},
		{"3695", "VOLUME (yd³), log", "N6", false, true},
		{"3919", "AMOUNT", "N3+N..15", false, true},
		{"421", "SHIP TO POST", "N3+X..9", false, true},
		{"423", "COUNTRY - INITIAL PROCESS", "N3[+N3][+N3][+N3][+N3]", false, true},
		{"7007", "HARVEST DATE", "N6[+N6]", false, true},
		{"7039", "PROCESSOR # 9", "N3+X..27", false, true},
		{"7239", "CERT # 10", "X2+X..28", false, true},
		{"8008", "PROD TIME", "N6+N2[+N2][+N2]", false, true},
		{"8200", "PRODUCT URL", "X..70", false, false},
		{"99", "INTERNAL", "X..90", false, true},
	} {
		a, ok := LookupAI(c.code)
		if !ok || a.Code != c.code || a.Title != c.title || a.Format != c.format || a.Key != c.key || a.Attribute != c.attribute {
			t.Errorf("LookupAI(%q) = %q %q %q %v %v, %v", c.code, a.Code, a.Title, a.Format, a.Key, a.Attribute, ok)
		}
	}
	for _, code := range []string{"", "0", "1", "001", "04", "23", "3106", "3180", "3399", "88", "80", "0１", "gtin", "310n"} {
		if a, ok := LookupAI(code); ok || a.Code != "" {
			t.Errorf("LookupAI(%q) finds %q", code, a.Code)
		}
	}
}

func TestQualifiers(t *testing.T) {
	a, _ := LookupAI("01")
	if got := a.Qualifiers(); !slices.EqualFunc(got, [][]string{{"22", "10", "21"}, {"235"}}, slices.Equal) {
		t.Errorf("qualifiers of 01: %v", got)
	}
	a.Qualifiers()[0][0] = "99"
	if b, _ := LookupAI("01"); b.Qualifiers()[0][0] != "22" {
		t.Error("a caller can change the table")
	}
}

// The rules of association and of the path name AIs that exist, and only known
// qualifiers are no attributes.
func TestTableReferences(t *testing.T) {
	known := func(pattern string) bool {
		for a := range AIs() {
			if matches(a.Code, pattern) {
				return true
			}
		}
		return false
	}
	for a := range AIs() {
		for _, p := range slices.Concat(slices.Concat(a.requires...), a.excludes, slices.Concat(a.qualifiers...)) {
			if !known(p) {
				t.Errorf("AI %s refers to %s", a.Code, p)
			}
		}
		if len(a.qualifiers) > 0 && !a.Key {
			t.Errorf("AI %s has qualifiers and is no key", a.Code)
		}
	}
}

func TestEveryAITakesValidValues(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	format := formats()
	for a := range AIs() {
		for range 40 {
			v := sampleValue(random, format[a.Code])
			if err := a.Check(v); err != nil {
				t.Errorf("AI %s (%s): %v", a.Code, a.Format, err)
			}
		}
	}
}

func TestEveryAIRefusesMutations(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	format := formats()
	for a := range AIs() {
		for range 10 {
			v := sampleValue(random, format[a.Code])
			for _, m := range mutations(a, v, format[a.Code]) {
				err := a.Check(m.value)
				if e := (*Error)(nil); !errors.Is(err, m.want) || !errors.As(err, &e) || e.AI != a.Code || e.Value != m.value {
					t.Fatalf("AI %s (%s), %q from %q: %v, want %v", a.Code, a.Format, m.value, v, err, m.want)
				}
			}
		}
	}
}

type mutation struct {
	value string
	want  error
}

// mutations spoil a valid value in the ways that its AI must find.
func mutations(a AI, v, format string) []mutation {
	out := []mutation{
		{"", ErrEmpty},
		{v + strings.Repeat("1", a.max), ErrLength},
		{v[:len(v)-1] + "é", ErrCharacter},
		{v[:len(v)-1] + " ", ErrCharacter},
		{"\x00" + v[1:], ErrCharacter},
		{v[:len(v)/2] + "`" + v[len(v)/2+1:], ErrCharacter},
	}
	if a.min > 1 {
		out = append(out, mutation{v[:a.min-1], ErrLength})
	}
	switch a.components[0].kind {
	case 'N':
		out = append(out, mutation{"A" + v[1:], ErrCharacter})
	case 'Y':
		out = append(out, mutation{"a" + v[1:], ErrCharacter})
	case 'Z':
		out = append(out, mutation{"+" + v[1:], ErrCharacter})
	}
	if i := checkDigitAt(format); i >= 0 {
		wrong := '0' + (v[i]-'0'+1)%10
		out = append(out, mutation{v[:i] + string(wrong) + v[i+1:], ErrCheckDigit})
	}
	return out
}

// checkDigitAt is the place of the check digit in a value, or -1.
func checkDigitAt(format string) int {
	end := 0
	for _, part := range strings.Fields(format) {
		c, _ := parseComponent(part)
		end += c.max
		if strings.Contains(part, ":check") {
			return end - 1
		}
	}
	return -1
}

func BenchmarkCheckGTIN(b *testing.B) {
	a, _ := LookupAI("01")
	b.ReportAllocs()
	for b.Loop() {
		if err := a.Check("08930000000019"); err != nil {
			b.Fatal(err)
		}
	}
}
