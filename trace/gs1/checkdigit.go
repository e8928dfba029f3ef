package gs1

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CheckDigit is the GS1 modulo 10 check digit of the digits before it, '0' to
// '9': weights 3 and 1 in turn, 3 for the last, and what is missing to the next
// multiple of ten (General Specifications section 7.9.1). Leading zeros change
// nothing, so a number and its zero-padded forms share the digit.
// ErrCharacter if there is anything but digits.
func CheckDigit(digits string) (byte, error) {
	if i := digit.outside(digits); i >= 0 {
		return 0, fail(ErrCharacter, "", digits, "%s; a check digit is computed from digits", at(digits, i))
	}
	return checkDigit(digits), nil
}

func checkDigit(digits string) byte {
	sum, weight := 0, 3
	for i := len(digits) - 1; i >= 0; i-- {
		sum += weight * int(digits[i]-'0')
		weight = 4 - weight
	}
	return '0' + byte((10-sum%10)%10)
}

// checkReason tells why digits do not end in their check digit; "" if they do.
func checkReason(s string) string {
	body, last := s[:len(s)-1], s[len(s)-1]
	if want := checkDigit(body); last != want {
		return fmt.Sprintf("the last digit of %s would have to be %c, not %c", s, want, last)
	}
	return ""
}

// cset32 are the characters of a check pair in the order of their values.
const cset32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// values82 are the characters of CSET 82 in the order of their values, which is
// that of ASCII.
const values82 = `!"%&'()*+,-./` + digits + `:;<=>?` + upper + "_" + lower

// CheckPair is the check character pair of the alphanumeric keys (GMN, MUDI)
// for the characters before it: each character's value (its place in CSET 82)
// times a prime, 2 for the last character, 3 for the one before, and so on; the
// sum modulo 1021 as two characters of 5 bits (General Specifications,
// "Check character calculation (for alphanumeric keys)"). At most 97 characters. ErrLength, ErrCharacter.
func CheckPair(s string) (string, error) {
	if len(s) > len(primes) {
		return "", fail(ErrLength, "", s, "a check pair is computed from at most %d characters, not %d", len(primes), len(s))
	}
	if i := cset82.outside(s); i >= 0 {
		return "", fail(ErrCharacter, "", s, "%s", at(s, i))
	}
	return checkPair(s), nil
}

func checkPair(s string) string {
	sum := 0
	for i := range len(s) {
		sum += strings.IndexByte(values82, s[i]) * primes[len(s)-1-i]
	}
	sum %= 1021
	return string([]byte{cset32[sum>>5], cset32[sum&31]})
}

// pairReason tells why s does not end in its check pair; "" if it does.
func pairReason(s string) string {
	if len(s) < 3 {
		return "too short to end in a check character pair"
	}
	body, pair := s[:len(s)-2], s[len(s)-2:]
	if want := checkPair(body); pair != want {
		return fmt.Sprintf("the last two characters would have to be %s, not %q", want, pair)
	}
	return ""
}

// primes are the first 97, the weights of a check pair.
var primes = func() (p []int) {
	for n := 2; len(p) < 97; n++ {
		if isPrime(n, p) {
			p = append(p, n)
		}
	}
	return p
}()

// isPrime decides by the primes below n.
func isPrime(n int, smaller []int) bool {
	for _, p := range smaller {
		if n%p == 0 {
			return false
		}
	}
	return true
}

// at names the character of s at byte i, for messages.
func at(s string, i int) string {
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && size <= 1 {
		return fmt.Sprintf("byte %d is %#02x", i+1, s[i])
	}
	return fmt.Sprintf("character %d is %q", utf8.RuneCountInString(s[:i])+1, r)
}
