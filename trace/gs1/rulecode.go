package gs1

import "fmt"

// country wants an ISO 3166-1 numeric code, or 999 for several countries where
// the AI has that.
func country(several bool) func(string) string {
	return func(s string) string {
		if countryNumbers[s] || several && s == "999" {
			return ""
		}
		return s + " is not an ISO 3166-1 numeric country code (704 is Viet Nam)"
	}
}

func country2Reason(s string) string {
	if countryLetters[s] {
		return ""
	}
	return fmt.Sprintf("%q is not an ISO 3166-1 two-letter country code (VN is Viet Nam)", s)
}

// mediaReason wants an AIDC media type that ICCBBA assigned (01 to 10) or left
// to local use (80 to 99).
func mediaReason(s string) string {
	if s >= "01" && s <= "10" || s >= "80" {
		return ""
	}
	return s + " is not an AIDC media type: 01 to 10, 80 to 99"
}

// ibanReason wants an International Bank Account Number, ISO 13616-1: country,
// two check digits and the account, in digits and capitals, congruent to 1
// modulo 97 with the first four characters moved to the end and letters read as
// 10 to 35 (ISO/IEC 7064).
func ibanReason(s string) string {
	if len(s) <= 10 {
		return "too short for an IBAN"
	}
	if reason := country2Reason(s[:2]); reason != "" {
		return reason
	}
	remainder := 0
	for i := range len(s) {
		switch b := s[(i+4)%len(s)]; {
		case digit.has(b):
			remainder = (remainder*10 + int(b-'0')) % 97
		case b >= 'A' && b <= 'Z':
			remainder = (remainder*100 + int(b-'A') + 10) % 97
		default:
			return fmt.Sprintf("an IBAN has digits and capital letters, not %q", string(b))
		}
	}
	if remainder != 1 {
		return "the check digits of the IBAN, its third and fourth character, do not match"
	}
	return ""
}

// countryNumbers and countryLetters hold the two columns of countries.
var countryNumbers, countryLetters = func() (numbers, letters map[string]bool) {
	numbers, letters = make(map[string]bool), make(map[string]bool)
	for code := range set(countries) {
		letters[code[:2]], numbers[code[2:]] = true, true
	}
	return numbers, letters
}()
