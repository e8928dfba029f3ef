package code

import (
	"crypto/hmac"
	"crypto/sha256"
	"math/bits"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/quick"
)

// testKey is the key of the vectors in the package comment.
func testKey() *Key {
	var secret [32]byte
	for i := range secret {
		secret[i] = byte(i)
	}
	return NewKey("2026a", secret)
}

// The vectors were computed from the package comment with another
// implementation, in another language.
func TestVectors(t *testing.T) {
	k := testKey()
	for _, v := range []struct {
		counter, number uint64
		groups          string
	}{
		{0, 0x1300a76662ab09, "4R0M-XK65-AR9F"},
		{1, 0x7155d99cb5d641, "WANV-6EBB-NJ1X"},
		{2, 0x65472552680a6d, "SA74-N96G-2KDG"},
		{1_000_000, 0x64b18e99d91800, "S5HH-TCXJ-600T"},
		{1 << 42, 0x7cfb05261a4063, "Z7V0-MK1M-G337"},
		{MaxCounter, 0x013cd816f0de28, "09WV-0BF1-QH89"},
	} {
		if got := k.permute(v.counter << 12); got != v.number {
			t.Errorf("P(%d * 2^12) = %014x, want %014x", v.counter, got, v.number)
		}
		if got := k.Code(v.counter).Groups(); got != v.groups {
			t.Errorf("Code(%d) = %s, want %s", v.counter, got, v.groups)
		}
		c, err := Parse(v.groups)
		if got, ok := k.Counter(c); err != nil || got != v.counter || !ok {
			t.Errorf("Counter(%s) = %d, %v (%v), want %d", v.groups, got, ok, err, v.counter)
		}
	}
	if k.ID() != "2026a" {
		t.Errorf("ID() = %q", k.ID())
	}
}

func TestPermutationRoundTrip(t *testing.T) {
	k := testKey()
	there := func(number uint64) bool {
		number %= 1 << 55
		p := k.permute(number)
		return p < 1<<55 && k.restore(p) == number && k.permute(k.restore(number)) == number
	}
	if err := quick.Check(there, &quick.Config{MaxCount: 20_000}); err != nil {
		t.Error(err)
	}
}

func TestCodesDiffer(t *testing.T) {
	k := testKey()
	seen := make(map[Code]uint64)
	for _, start := range []uint64{0, 1<<20 - 5, MaxCounter - 30_000} {
		for n := start; n <= start+30_000; n++ {
			c := k.Code(n)
			if other, again := seen[c]; again && other != n {
				t.Fatalf("counters %d and %d have the code %s", other, n, c)
			}
			seen[c] = n
			if got, ok := k.Counter(c); got != n || !ok {
				t.Fatalf("Counter(Code(%d)) = %d, %v", n, got, ok)
			}
		}
	}
}

// Numbers that differ in one bit, or by one counter, have images that differ
// like random ones: each of 55 bits in half of the cases. The sample is fixed,
// the bounds are more than 6 standard deviations wide.
func TestAvalanche(t *testing.T) {
	k := testKey()
	const samples = 1000
	r := rand.New(rand.NewPCG(3, 4))
	flips := func(other func(number uint64, i int) uint64) (byBit [55]int, total int) {
		for i := range samples {
			number := r.Uint64N(MaxCounter) << 12
			d := k.permute(number) ^ k.permute(other(number, i))
			total += bits.OnesCount64(d)
			for bit := range byBit {
				byBit[bit] += int(d >> bit & 1)
			}
		}
		return byBit, total
	}
	for name, other := range map[string]func(uint64, int) uint64{
		"next counter": func(number uint64, _ int) uint64 { return number + 1<<12 },
		"one bit":      func(number uint64, i int) uint64 { return number ^ 1<<(i%55) },
		"high half":    func(number uint64, i int) uint64 { return number ^ 1<<(28+i%27) },
		"low half":     func(number uint64, i int) uint64 { return number ^ 1<<(i%28) },
	} {
		byBit, total := flips(other)
		if mean := float64(total) / samples; mean < 26.7 || mean > 28.3 {
			t.Errorf("%s: %.2f bits differ on average, want 27.5", name, mean)
		}
		for bit, n := range byBit {
			if n < samples*4/10 || n > samples*6/10 {
				t.Errorf("%s: bit %d differs in %d of %d", name, bit, n, samples)
			}
		}
	}
}

// A guessed code with a right check character is taken for a counter once in
// 4,096 times: 48.8 of 200,000, give or take 7.
func TestGuessesAreRefused(t *testing.T) {
	k := testKey()
	taken := 0
	for _, c := range sampleCodes(200_000) {
		if _, ok := k.Counter(c); ok {
			taken++
		}
	}
	if taken < 15 || taken > 84 {
		t.Errorf("%d of 200,000 guesses were taken for codes, expected about 49", taken)
	}
}

// Codes of one key mean nothing under another: neither of another secret nor
// of another name.
func TestKeysAreUnrelated(t *testing.T) {
	k := testKey()
	var secret [32]byte
	for i := range secret {
		secret[i] = byte(i)
	}
	renamed := NewKey("2026b", secret)
	secret[31] ^= 1
	changed := NewKey("2026a", secret)
	for name, other := range map[string]*Key{"renamed": renamed, "changed": changed} {
		taken := 0
		for n := range uint64(20_000) {
			if _, ok := other.Counter(k.Code(n)); ok {
				taken++
			}
		}
		if taken > 20 { // about 5 are expected
			t.Errorf("%s key takes %d of 20,000 foreign codes", name, taken)
		}
	}
}

func TestCounterRefuses(t *testing.T) {
	k := testKey()
	right := k.Code(7)
	for _, c := range []Code{"", right[:11], right + "0", Code(strings.ToLower(string(right))), Code(right.Groups()), right[:11] + "U"} {
		if n, ok := k.Counter(c); ok {
			t.Errorf("Counter(%q) = %d", string(c), n)
		}
	}
	// Not even with a wrong check character.
	wrong := []byte(right)
	for _, char := range []byte(Alphabet) {
		wrong[11] = char
		if _, ok := k.Counter(Code(wrong)); ok != (char == right[11]) {
			t.Errorf("Counter(%s): %v", wrong, ok)
		}
	}
}

func TestCodePanicsAboveMaxCounter(t *testing.T) {
	for _, counter := range []uint64{MaxCounter + 1, 1<<64 - 1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Code(%d) did not panic", counter)
				}
			}()
			testKey().Code(counter)
		}()
	}
}

func TestKeyConcurrently(t *testing.T) {
	k := testKey()
	var want [500]Code
	for n := range want {
		want[n] = k.Code(uint64(n))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n, c := range want {
				if got := k.Code(uint64(n)); got != c {
					t.Errorf("Code(%d) = %s, want %s", n, got, c)
				}
				if got, ok := k.Counter(c); got != uint64(n) || !ok {
					t.Errorf("Counter(%s) = %d, %v", c, got, ok)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzKey(f *testing.F) {
	f.Add("2026a", []byte("secret"), uint64(1))
	f.Add("", []byte{}, uint64(MaxCounter))
	f.Fuzz(func(t *testing.T, id string, secret []byte, counter uint64) {
		k := NewKey(id, sha256.Sum256(secret))
		counter &= MaxCounter
		c := k.Code(counter)
		if parsed, err := Parse(c.Groups()); parsed != c || err != nil {
			t.Fatalf("Parse(%s) = %s, %v", c.Groups(), parsed, err)
		}
		if got, ok := k.Counter(c); got != counter || !ok {
			t.Fatalf("Counter(%s) = %d, %v; want %d", c, got, ok, counter)
		}
	})
}

// One code takes ten HMACs; BenchmarkHMAC is the measure to hold it against.
func BenchmarkHMAC(b *testing.B) {
	mac := hmac.New(sha256.New, make([]byte, 32))
	var out [sha256.Size]byte
	b.ReportAllocs()
	for b.Loop() {
		mac.Reset()
		mac.Write(out[:5])
		mac.Sum(out[:0])
	}
}

func BenchmarkCode(b *testing.B) {
	k := testKey()
	b.ReportAllocs()
	for n := uint64(0); b.Loop(); n++ {
		k.Code(n)
	}
}

func BenchmarkCounter(b *testing.B) {
	k := testKey()
	c := k.Code(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		k.Counter(c)
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("s5hh-tcxj-6oot")
	}
}
