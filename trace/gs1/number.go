package gs1

import "strings"

// A GTIN is a Global Trade Item Number in its 14-digit form: shorter numbers
// are padded with zeros on the left. Values come from ParseGTIN or
// NormalizeGTIN; others need not be valid.
type GTIN string

// ParseGTIN takes exactly 14 digits, as AI 01 of a Digital Link carries them.
//
// Refused are a wrong check digit (ErrCheckDigit), a wrong length (ErrLength),
// other characters (ErrCharacter, ErrEmpty) and numbers that name nothing in
// open trade (ErrRestricted): all zeros, and Restricted Circulation Numbers,
// which carry no GS1 application identifier (General Specifications section
// 1.2.2.2). Those have, in the 13 digits after the first, a prefix 02, 04 or 20
// to 29, or are RCN-8s: GTIN-8s that begin with 0 or 2.
func ParseGTIN(s string) (GTIN, error) {
	if err := check("01", s); err != nil {
		return "", err
	}
	return GTIN(s), nil
}

// NormalizeGTIN takes a GTIN-8, -12, -13 or -14 as a person types it: spaces
// and hyphens (U+002D and U+2010 to U+2015) are dropped and zeros put on the
// left. Errors are those of ParseGTIN, which keep the text as typed.
func NormalizeGTIN(s string) (GTIN, error) {
	number := typed.Replace(s)
	switch len(number) {
	case 0:
		return "", fail(ErrEmpty, "01", s, "a GTIN has 8, 12, 13 or 14 digits")
	case 8, 12, 13, 14:
		number = "000000"[:14-len(number)] + number
	default:
		return "", fail(ErrLength, "01", s, "a GTIN has 8, 12, 13 or 14 digits, this has %d characters", len([]rune(number)))
	}
	g, err := ParseGTIN(number)
	if e, ok := err.(*Error); ok {
		e.Value = s
	}
	return g, err
}

// typed drops what people put between digits.
var typed = strings.NewReplacer(" ", "", "\u00a0", "", "\t", "", "-", "",
	"\u2010", "", "\u2011", "", "\u2012", "", "\u2013", "", "\u2014", "", "\u2015", "")

// Demo tells whether the number has the GS1 prefix 952, which is set aside for
// demonstrations and examples and is on no goods for sale.
func (g GTIN) Demo() bool { return len(g) == 14 && g[1:4] == "952" }

// gtinReason tells why 14 digits are no number for open trade; "" if they are.
func gtinReason(s string) string {
	base := s[1:]
	switch {
	case strings.Trim(s, "0") == "":
		return "all zeros name nothing"
	case base[0] == '2', base[:2] == "02", base[:2] == "04":
		return "prefixes 02, 04 and 20 to 29 are for numbers within a shop or company (RCN)"
	case base[:5] == "00000" && (base[5] == '0' || base[5] == '2'):
		return "8-digit numbers that begin with 0 or 2 are for use within a shop or company (RCN-8)"
	}
	return ""
}

// A GLN is a Global Location Number, 13 digits. Values come from ParseGLN.
type GLN string

// ParseGLN takes exactly 13 digits with their check digit, not all zeros.
// Errors: ErrEmpty, ErrLength, ErrCharacter, ErrCheckDigit, ErrContent.
func ParseGLN(s string) (GLN, error) {
	if err := check("414", s); err != nil {
		return "", err
	}
	return GLN(s), nil
}

// ParseLot takes a batch or lot number, AI 10: 1 to 20 characters of CSET 82,
// kept as they are, for case matters. "." and ".." are refused, because URIs
// lose them (RFC 3986 section 5.2.4). Errors: ErrEmpty, ErrLength,
// ErrCharacter, ErrContent.
func ParseLot(s string) (string, error) { return parsePathValue("10", s) }

// ParseSerial takes a serial number, AI 21, by the rules of ParseLot.
func ParseSerial(s string) (string, error) { return parsePathValue("21", s) }

func parsePathValue(ai, s string) (string, error) {
	if err := check(ai, s); err != nil {
		return "", err
	}
	if err := checkDots(ai, s); err != nil {
		return "", err
	}
	return s, nil
}

func check(code, value string) error { return table[code].check(value) }
