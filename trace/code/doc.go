// Package code makes and reads the code of a single label: 12 characters that
// are printed below its QR symbol, typed by hand where a phone cannot scan,
// and carried as the GS1 serial (AI 21) where the product has a GTIN. It uses
// neither clock, randomness nor storage.
//
// # Text
//
// The alphabet is Crockford's base32, 0123456789ABCDEFGHJKMNPQRSTVWXYZ, whose
// characters have the values 0 to 31 in this order; I, L, O and U are not in it.
// The first 11 characters carry a number of 55 bits, 5 bits a character, most
// significant first. The twelfth is a check character. A code is stored and
// compared as 12 capitals without separators and printed in groups of four:
// 4R0M-XK65-AR9F. [Parse] reads what people type.
//
// # Check character
//
// Luhn's algorithm (ISO/IEC 7812-1, Annex B) with base 32 instead of 10. Let
// v1 ... v12 be the values of the characters. Each of v1, v3, ..., v11 is
// doubled, and 31 taken off where that gives more than 31 (the sum of the two
// base-32 digits); v2, v4, ..., v12 count as they are. A code is right when the
// sum is a multiple of 32.
//
// Every substitution of one character is caught. Every exchange of two unequal
// neighbours is caught but 0Z for Z0 and Z0 for 0Z: 990 of 992. Not caught is an
// exchange of characters two places apart (123 for 321), and of the 992 ways to
// turn a doubled character into another (AA for BB) 22 are not caught. A code of
// random characters passes with probability 1/32. Whether a code was issued is
// decided by the key and the ranges issued, not by this character.
//
// # Number
//
// Labels are numbered by a counter of 43 bits under a key. The number of a
// label is P(counter * 2^12), where P is a permutation of the numbers below 2^55
// that nobody can compute without the key. So codes look random, the next
// cannot be told from the last, nothing is stored for each label, and a number
// that was not made with the key decodes to one whose last 12 bits are zero only
// once in 4,096 times; if it does, its counter must still lie in an issued range.
//
// P is an alternating Feistel network of 10 rounds over the number's high 27
// bits, H, and its low 28 bits, L. HMAC is HMAC-SHA256 (RFC 2104), || joins bytes:
//
//	K    = HMAC(secret, "ocoptrace label code v1" || 0x00 || id)
//	F(r, x) = the first 4 bytes of HMAC(K, byte(r) || be32(x)) as an unsigned
//	          number, most significant byte first
//
//	for r = 0, 2, 4, 6, 8:
//		H = H xor (F(r, L) mod 2^27)
//		L = L xor (F(r+1, H) mod 2^28)
//
// be32 is four bytes, most significant first; secret is 32 bytes and id the
// UTF-8 bytes of the key's name. The inverse makes the same steps from last to
// first. The form is that of NIST SP 800-38G's FF1, which also has 10 rounds,
// with bits for digits and HMAC for its AES round function. The id is part of
// K so that one secret under two names gives unrelated codes.
//
// # Vectors
//
// Key id "2026a", secret the bytes 00 01 02 ... 1f:
//
//	counter              number (hex)    code
//	0                    1300a76662ab09  4R0M-XK65-AR9F
//	1                    7155d99cb5d641  WANV-6EBB-NJ1X
//	2                    65472552680a6d  SA74-N96G-2KDG
//	1000000              64b18e99d91800  S5HH-TCXJ-600T
//	4398046511104        7cfb05261a4063  Z7V0-MK1M-G337
//	8796093022207        013cd816f0de28  09WV-0BF1-QH89
package code
