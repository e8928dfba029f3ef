package code

import "strings"

// Code is a label's code in its canonical form: 12 characters of [Alphabet],
// the last a check character. Only [Parse] and [Key.Code] make valid ones.
type Code string

// Alphabet has the 32 characters of a code in the order of their values.
const Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Len is the number of characters of a code.
const Len = payloadLen + 1

const (
	payloadLen = 11 // characters before the check character
	charBits   = 5
)

// String returns the code without separators, as it stands in a URI or a GS1
// serial.
func (c Code) String() string { return string(c) }

// Groups returns the code as it is printed: "7K3M-9QP2-XW4D". A Code that is
// not 12 characters long is returned as it is.
func (c Code) Groups() string {
	if len(c) != Len {
		return string(c)
	}
	return string(c[:4] + "-" + c[4:8] + "-" + c[8:])
}

// encode writes a number below 2^55 and its check character.
func encode(number uint64) Code {
	var text [Len]byte
	for i := payloadLen - 1; i >= 0; i-- {
		text[i] = Alphabet[number%32]
		number /= 32
	}
	text[payloadLen] = Alphabet[(32-luhn(text[:payloadLen]))%32]
	return Code(text[:])
}

// decode returns the number of a valid code.
func (c Code) decode() (number uint64, ok bool) {
	if len(c) != Len {
		return 0, false
	}
	var text [Len]byte
	copy(text[:], c)
	for _, char := range text {
		if values[char] < 0 {
			return 0, false
		}
	}
	if luhn(text[:]) != 0 {
		return 0, false
	}
	for _, char := range text[:payloadLen] {
		number = number<<charBits | uint64(values[char])
	}
	return number, true
}

// luhn sums the values of characters of the alphabet modulo 32, those at even
// indexes doubled.
func luhn(text []byte) int {
	sum := 0
	for i, char := range text {
		v := int(values[char])
		if i%2 == 0 {
			v = v*2/32 + v*2%32
		}
		sum += v
	}
	return sum % 32
}

// values maps a canonical character to its value, all others to -1.
var values = func() (v [256]int8) {
	for char := range v {
		v[char] = int8(strings.IndexByte(Alphabet, byte(char)))
	}
	return v
}()
