package gs1

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// samples has valid contents for the rules that random characters would not
// meet.
var samples = map[string][]string{
	"date":       {"261231", "240229", "000101", "990430"},
	"date0":      {"261231", "260200", "240229", "001200"},
	"longdate":   {"20261231", "20000229", "19960229", "18991130"},
	"time":       {"0000", "2359", "1230"},
	"hour":       {"00", "23"},
	"minute":     {"00", "59"},
	"second":     {"00", "59"},
	"latitude":   {"0000000000", "1800000000", "1110278000"},
	"longitude":  {"0000000000", "3600000000", "2858342000"},
	"country":    {"704", "004", "894"},
	"country999": {"704", "999"},
	"country2":   {"VN", "AD", "ZW"},
	"currency":   {"704", "978", "008"},
	"package":    {"8", "1A", "BX", "PUE", "212"},
	"media":      {"01", "10", "80", "99"},
	"iban":       {"FR7630006000011234567890189", "BE71096123456769", "MU43BOMM0101123456789101000MUR"},
	"coupon":     {"012345612345611110123", "012345612345611110123131591239", "0123456123456111101233261231"},
	"offer":      {"001234561234560123456", "061234567890121234569123456789012345"},
	"piece":      {"0101", "0103", "9999"},
	"position":   {"1/1", "1/3", "9/9"},
	"importer":   {"-", "_", "A", "z", "7"},
	"yesno":      {"0", "1"},
	"sex":        {"0", "1", "2", "9"},
	"winding":    {"0", "1", "9"},
	"hyphen":     {"-"},
	"zero":       {"0"},
	"percent":    {"H%C3%B2a", "Ha", "100%25", "a+b"},
}

var alphabets = map[byte]string{'N': digits, 'X': values82, 'Y': digits + upper + "#-/", 'Z': digits + upper + lower + "-_"}

// sampleValue makes a valid value for a row's format.
func sampleValue(random *rand.Rand, format string) string {
	var b strings.Builder
	for i, part := range strings.Fields(format) {
		c, _ := parseComponent(part)
		if c.optional && i > 0 && random.IntN(2) == 0 {
			break
		}
		_, names, _ := strings.Cut(strings.Trim(part, "[]"), ":")
		b.WriteString(samplePart(random, c, list(names, ",")))
	}
	return b.String()
}

func samplePart(random *rand.Rand, c component, names []string) string {
	for _, name := range names {
		if s := samples[name]; s != nil {
			return s[random.IntN(len(s))]
		}
	}
	s := randomString(random, alphabets[c.kind], c.min+random.IntN(c.max-c.min+1))
	for _, name := range names {
		switch name {
		case "leading", "nonzero":
			s = "1" + s[1:]
		case "gtin":
			s = s[:1] + "3" + s[2:]
		case "gcp":
			s = randomString(random, digits, 4) + s[min(4, len(s)):]
		case "letter":
			s = s[:4] + "A" + s[min(5, len(s)):]
		}
	}
	for _, name := range names {
		switch name {
		case "check":
			s = withCheckDigit(s[:len(s)-1])
		case "pair":
			s = s[:min(len(s), c.max-2)]
			s += checkPair(s)
		}
	}
	return s
}

// formats has the format of each AI as the table writes it.
func formats() map[string]string {
	out := make(map[string]string)
	for line := range strings.Lines(strings.TrimSpace(rows)) {
		column := strings.Split(line, "|")
		for code := range expand(column[0], column[5]) {
			out[code] = column[1]
		}
	}
	return out
}

// Samples that the rule itself refuses would hide what a test of AIs finds.
func TestSamplesMeetTheirRules(t *testing.T) {
	for name, values := range samples {
		r := ruleOf(name)
		for _, v := range values {
			if reason := r.reason(v); reason != "" {
				t.Errorf("%s: %q: %s", name, v, reason)
			}
		}
	}
}
