package credential

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// Base58 vectors of draft-msporny-base58-03, section 5.
func TestBase58Vectors(t *testing.T) {
	for text, want := range map[string]string{
		"Hello World!": "2NEpo7TZRRrLZSi2U",
		"The quick brown fox jumps over the lazy dog.": "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
		"\x00\x00\x28\x7f\xb4\xcd":                     "11233QC4",
		"":                                             "",
	} {
		if got := string(appendBase58(nil, []byte(text))); got != want {
			t.Errorf("%q gives %s, want %s", text, got, want)
		}
		if got, ok := decodeBase58(want, len(text)); !ok || string(got) != text {
			t.Errorf("%s gives %q, %v, want %q", want, got, ok, text)
		}
	}
}

// modelBase58 divides a big number.
func modelBase58(b []byte) string {
	n, digit, base := new(big.Int).SetBytes(b), new(big.Int), big.NewInt(58)
	text := ""
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		text = string(base58Alphabet[digit.Int64()]) + text
	}
	return strings.Repeat("1", len(b)-len(bytes.TrimLeft(b, "\x00"))) + text
}

func TestBase58AgainstModel(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		b := make([]byte, r.IntN(70))
		for i := r.IntN(len(b) + 1); i < len(b); i++ {
			b[i] = byte(r.Uint32())
		}
		text := string(appendBase58(nil, b))
		if want := modelBase58(b); text != want {
			t.Fatalf("%x gives %s, want %s", b, text, want)
		}
		if got, ok := decodeBase58(text, len(b)); !ok || !bytes.Equal(got, b) {
			t.Fatalf("%s gives %x, %v, want %x", text, got, ok, b)
		}
		for _, size := range []int{len(b) - 1, len(b) + 1} {
			if got, ok := decodeBase58(text, max(size, 0)); ok && size >= 0 {
				t.Fatalf("%s in %d bytes gives %x", text, size, got)
			}
		}
		if _, ok := decodeBase58("1"+text, len(b)); ok {
			t.Fatalf("1%s is taken for %d bytes", text, len(b))
		}
	}
}

func TestDecodeBase58Refuses(t *testing.T) {
	for _, text := range []string{"0", "O", "I", "l", " ", "+", "é", "\x00", "zz", "5R", strings.Repeat("1", 100)} {
		if b, ok := decodeBase58(text, 1); ok {
			t.Errorf("%q gives %x", text, b)
		}
	}
	if b, ok := decodeBase58("5Q", 1); !ok || b[0] != 255 {
		t.Errorf("5Q gives %x, %v", b, ok)
	}
}

func TestMultikey(t *testing.T) {
	r := rand.NewChaCha8([32]byte{1})
	for range 200 {
		key := make(ed25519.PublicKey, ed25519.PublicKeySize)
		if _, err := r.Read(key); err != nil {
			t.Fatal(err)
		}
		text := EncodeKey(key)
		if !strings.HasPrefix(text, "z6Mk") || len(text) != 48 {
			t.Errorf("%x gives %s", key, text)
		}
		if got, err := ParseKey(text); err != nil || !got.Equal(key) {
			t.Errorf("%s gives %x, %v", text, got, err)
		}
		for i := range text {
			changed := []byte(text)
			changed[i] ^= 1
			if got, err := ParseKey(string(changed)); err == nil && got.Equal(key) {
				t.Errorf("%s gives the same key as %s", changed, text)
			}
		}
	}
}

func TestParseKeyRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":          "",
		"z":              "z",
		"base64url":      "u7QF5",
		"no multibase":   w3cPublic[1:],
		"short":          w3cPublic[:47],
		"long":           w3cPublic + "1",
		"zero in front":  "z1" + w3cPublic[1:],
		"secret key":     w3cSecret,
		"P-256 key":      "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
		"X25519 key":     string(appendBase58([]byte("z"), append([]byte{0xec, 0x01}, make([]byte, 32)...))),
		"space":          w3cPublic + " ",
		"very long":      "z" + strings.Repeat("z", 1_000_000),
		"not the symbol": "z0" + w3cPublic[2:],
	} {
		if key, err := ParseKey(text); !errors.Is(err, ErrKey) || key != nil || len(err.Error()) > 250 {
			t.Errorf("%s: %x, %v", name, key, err)
		}
	}
}

func TestKeyOf(t *testing.T) {
	s := testSigner()
	if key, err := KeyOf(s.Method()); err != nil || !key.Equal(s.Public()) {
		t.Errorf("%x, %v", key, err)
	}
	for _, method := range []string{"", testDID, testDID + "#", testDID + "#key-1", s.Method() + "#" + w3cPublic} {
		if _, err := KeyOf(method); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", method, err)
		}
	}
}

func TestWrongKeySizesPanic(t *testing.T) {
	for name, f := range map[string]func(){
		"seed for a private key": func() { NewSigner(testDID, testKey(1)[:32]) },
		"short public key":       func() { EncodeKey(make(ed25519.PublicKey, 31)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// Errors show the beginning of a foreign value in ASCII and no half characters.
func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		"ab\n":                              `"ab\n"`,
		"gạo":                               `"g\u1ea1o"`,
		strings.Repeat("a", 60):             `"` + strings.Repeat("a", 60) + `"`,
		strings.Repeat("a", 61):             `"` + strings.Repeat("a", 60) + `"...`,
		strings.Repeat("a", 59) + "ạ":       `"` + strings.Repeat("a", 59) + `"...`,
		strings.Repeat("a", 57) + "😀":       `"` + strings.Repeat("a", 57) + `"...`,
		strings.Repeat("\x80", 100):         `"` + strings.Repeat(`\x80`, 56) + `"...`,
		strings.Repeat("a", 56) + "😀" + "b": `"` + strings.Repeat("a", 56) + `\U0001f600"...`,
	} {
		if got := shown(text); got != want {
			t.Errorf("%q is shown as %s, want %s", text, got, want)
		}
	}
}
