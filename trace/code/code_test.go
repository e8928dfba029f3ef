package code

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// sampleCodes are valid codes of random numbers, from a fixed seed.
func sampleCodes(n int) []Code {
	r := rand.New(rand.NewPCG(1, 2))
	codes := make([]Code, n)
	for i := range codes {
		codes[i] = encode(r.Uint64N(1 << 55))
	}
	return codes
}

// valid says whether 12 characters of the alphabet are a code.
func valid(text []byte) bool {
	_, ok := Code(text).decode()
	return ok
}

func TestEncodeDecode(t *testing.T) {
	numbers := []uint64{0, 1, 31, 32, 1<<55 - 1}
	for shift := range 55 {
		numbers = append(numbers, 1<<shift)
	}
	for _, number := range numbers {
		c := encode(number)
		if got, ok := c.decode(); got != number || !ok {
			t.Errorf("decode(encode(%#x)) = %#x, %v", number, got, ok)
		}
	}
	// The check character by hand: the value 1 at index 10 is doubled, so the
	// sum is 2 and 30 (Y) completes it; all ones give 11 * 31, and 31 more are 0.
	for number, want := range map[uint64]Code{0: "000000000000", 1: "00000000001Y", 1<<55 - 1: "ZZZZZZZZZZZB"} {
		if got := encode(number); got != want {
			t.Errorf("encode(%#x) = %s, want %s", number, got, want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []Code{
		"", "0", "00000000001", "00000000001Y0", "000000000010", "00000000001y", "0000-0000-001Y",
		"O0000000001Y", "0000000000LY", "U00000000000", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "é00000000000",
	} {
		if number, ok := c.decode(); ok {
			t.Errorf("decode(%q) = %#x", string(c), number)
		}
	}
}

func TestGroups(t *testing.T) {
	for c, want := range map[Code]string{"7K3M9QP2XW4D": "7K3M-9QP2-XW4D", "7K3M": "7K3M", "": ""} {
		if got := c.Groups(); got != want {
			t.Errorf("%q.Groups() = %q, want %q", string(c), got, want)
		}
	}
}

// Every substitution is caught: in every place, for every pair of characters.
func TestSubstitutionIsCaught(t *testing.T) {
	for _, c := range sampleCodes(200) {
		text := []byte(c)
		for i, right := range text {
			for _, wrong := range []byte(Alphabet) {
				text[i] = wrong
				if valid(text) != (wrong == right) {
					t.Fatalf("%s with %c at %d: valid %v", c, wrong, i, valid(text))
				}
			}
			text[i] = right
		}
	}
}

// complete makes text valid by its character at place.
func complete(text []byte, place int) {
	for _, char := range []byte(Alphabet) {
		text[place] = char
		if valid(text) {
			return
		}
	}
	panic("no character completes " + string(text))
}

// An edit writes something made of a and b into text from i on.
type edit func(text []byte, i int, a, b byte)

// misses returns, for each place i, the ordered pairs of unequal characters for
// which a code that holds right at i stays valid when wrong is put there. Both
// edits write the same width of characters.
func misses(width int, right, wrong edit) map[int][]string {
	missed := make(map[int][]string)
	for i := 0; i+width <= Len; i++ {
		spare := 0 // a place that no edit touches
		if i < Len/2 {
			spare = Len - 1
		}
		for _, a := range []byte(Alphabet) {
			for _, b := range []byte(Alphabet) {
				text := []byte("000000000000")
				right(text, i, a, b)
				complete(text, spare)
				wrong(text, i, a, b)
				if a != b && valid(text) {
					missed[i] = append(missed[i], string([]byte{a, b}))
				}
			}
		}
	}
	return missed
}

func TestExchangedNeighbours(t *testing.T) {
	missed := misses(2,
		func(text []byte, i int, a, b byte) { text[i], text[i+1] = a, b },
		func(text []byte, i int, a, b byte) { text[i], text[i+1] = b, a })
	for i := range Len - 1 {
		if got := strings.Join(missed[i], " "); got != "0Z Z0" {
			t.Errorf("exchanges at %d and %d not caught: %q, the package comment says 0Z and Z0", i, i+1, got)
		}
	}
}

// The two weaknesses that the package comment states are exactly as large.
func TestStatedWeaknesses(t *testing.T) {
	twins := misses(2,
		func(text []byte, i int, a, b byte) { text[i], text[i+1] = a, a },
		func(text []byte, i int, a, b byte) { text[i], text[i+1] = b, b })
	jumps := misses(3,
		func(text []byte, i int, a, b byte) { text[i], text[i+2] = a, b },
		func(text []byte, i int, a, b byte) { text[i], text[i+2] = b, a })
	for i := range Len - 1 {
		if len(twins[i]) != 22 {
			t.Errorf("doubled characters at %d: %d changes not caught, want 22", i, len(twins[i]))
		}
	}
	for i := range Len - 2 {
		if len(jumps[i]) != 32*31 {
			t.Errorf("exchanges at %d and %d: %d not caught, want all 992", i, i+2, len(jumps[i]))
		}
	}
}

// Of random texts one in 32 passes: for any 11 characters exactly one twelfth.
func TestOneCheckCharacter(t *testing.T) {
	for _, c := range sampleCodes(500) {
		text, passes := []byte(c), 0
		for _, char := range []byte(Alphabet) {
			text[Len-1] = char
			if valid(text) {
				passes++
			}
		}
		if passes != 1 {
			t.Fatalf("%s: %d check characters pass", c[:Len-1], passes)
		}
	}
}
