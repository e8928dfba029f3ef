package account

import (
	"crypto/sha256"
	"hash/crc32"
	"math/big"
	"strings"
)

// What a token looks like: mark, secret, checksum.
const (
	tokenMark   = "oct_"
	tokenDigits = 43 // base 62, of 32 bytes
	tokenCheck  = 6  // base 62, of a CRC-32
	TokenLen    = len(tokenMark) + tokenDigits + tokenCheck
)

// base62 is a number in n digits of 0-9, A-Z and a-z.
func base62(b []byte, n int) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	v, base, digit := new(big.Int).SetBytes(b), big.NewInt(62), new(big.Int)
	out := make([]byte, n)
	for i := n - 1; i >= 0; i-- {
		v.DivMod(v, base, digit)
		out[i] = digits[digit.Int64()]
	}
	return string(out)
}

// formatToken is a token of 32 random bytes.
func formatToken(random []byte) string {
	s := tokenMark + base62(random, tokenDigits)
	return s + tokenChecksum(s)
}

func tokenChecksum(s string) string {
	sum := crc32.ChecksumIEEE([]byte(s))
	return base62([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}, tokenCheck)
}

// WellFormedToken says whether a text has the form of a token and its checksum
// is right: what is not needs no look into the store.
func WellFormedToken(s string) bool {
	if len(s) != TokenLen || !strings.HasPrefix(s, tokenMark) {
		return false
	}
	return tokenChecksum(s[:TokenLen-tokenCheck]) == s[TokenLen-tokenCheck:]
}

func tokenKey(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return append([]byte(tokenPrefix), sum[:]...)
}
