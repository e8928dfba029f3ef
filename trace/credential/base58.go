package credential

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Base58btc as in W3C Controlled Identifiers 1.0, section 2.4: the bytes are a
// number, most significant first, written with 58 digits; each zero byte in
// front is a digit 1 in front.

const base58Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Value is the value of each digit, 255 for other bytes.
var base58Value = func() (values [256]byte) {
	for i := range values {
		values[i] = 255
	}
	for i := range len(base58Alphabet) {
		values[base58Alphabet[i]] = byte(i)
	}
	return values
}()

const (
	base58Group = 5           // digits worked on at a time
	base58Step  = 656_356_768 // 58^5, below 2^32
)

// appendBase58 appends the digits of b.
func appendBase58(dst, b []byte) []byte {
	start := len(dst)
	limbs := toLimbs(b)
	for len(limbs) > 0 {
		var rest uint64
		for i, limb := range limbs {
			rest = rest<<32 | uint64(limb)
			limbs[i], rest = uint32(rest/base58Step), rest%base58Step
		}
		for range base58Group {
			dst, rest = append(dst, base58Alphabet[rest%58]), rest/58
		}
		for len(limbs) > 0 && limbs[0] == 0 {
			limbs = limbs[1:]
		}
	}
	for len(dst) > start && dst[len(dst)-1] == '1' {
		dst = dst[:len(dst)-1]
	}
	for i := 0; i < len(b) && b[i] == 0; i++ {
		dst = append(dst, '1')
	}
	slices.Reverse(dst[start:])
	return dst
}

// toLimbs is b as a number in base 2^32, most significant first.
func toLimbs(b []byte) []uint32 {
	padded := make([]byte, (len(b)+3)/4*4)
	copy(padded[len(padded)-len(b):], b)
	limbs := make([]uint32, len(padded)/4)
	for i := range limbs {
		limbs[i] = binary.BigEndian.Uint32(padded[4*i:])
	}
	return limbs
}

// decodeBase58 reads exactly size bytes; false for anything that appendBase58
// does not write for so many bytes.
func decodeBase58(text string, size int) ([]byte, bool) {
	if len(text) > 2*size {
		return nil, false
	}
	limbs := make([]uint32, (size+3)/4)
	for rest := text; rest != ""; {
		n := min(base58Group, len(rest))
		step, carry := uint64(1), uint64(0)
		for i := range n {
			v := base58Value[rest[i]]
			if v == 255 {
				return nil, false
			}
			step, carry = step*58, carry*58+uint64(v)
		}
		for i := len(limbs) - 1; i >= 0; i-- {
			carry += uint64(limbs[i]) * step
			limbs[i], carry = uint32(carry), carry>>32
		}
		if carry != 0 {
			return nil, false
		}
		rest = rest[n:]
	}
	return fromLimbs(limbs, text, size)
}

// fromLimbs writes the number as size bytes and compares the zeros in front.
func fromLimbs(limbs []uint32, text string, size int) ([]byte, bool) {
	padded := make([]byte, 0, 4*len(limbs))
	for _, limb := range limbs {
		padded = binary.BigEndian.AppendUint32(padded, limb)
	}
	for _, c := range padded[:len(padded)-size] {
		if c != 0 {
			return nil, false
		}
	}
	b := padded[len(padded)-size:]
	zeros := 0
	for zeros < len(b) && b[zeros] == 0 {
		zeros++
	}
	ones := len(text) - len(strings.TrimLeft(text, "1"))
	return b, zeros == ones
}
