package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/mod/sumdb/note"
)

const origin = "tx.example.vn/log"

var passphrase = []byte("gạo Séng Cù 2026")

func TestMain(m *testing.M) {
	workFactor = 4
	m.Run()
}

func generated(t testing.TB, seed byte) Keys {
	t.Helper()
	k, err := Generate(rand.NewChaCha8([32]byte{seed}), origin)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func secret(text []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return text, nil }
}

func notAsked(t *testing.T) func() ([]byte, error) {
	return func() ([]byte, error) {
		t.Error("asked for a passphrase")
		return nil, nil
	}
}

// Many keys, because a plus sign in base64 must not disturb the note format.
func TestGenerate(t *testing.T) {
	seen := make(map[string]bool)
	for seed := range byte(200) {
		k := generated(t, seed)
		signer, err := note.NewSigner(k.Log)
		if err != nil {
			t.Fatal(err)
		}
		verifier, err := note.NewVerifier(k.LogVerifier)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := note.Sign(&note.Note{Text: "text\n"}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := note.Open(signed, note.VerifierList(verifier)); err != nil || signer.Name() != origin {
			t.Errorf("log key of %s: %v", signer.Name(), err)
		}
		for _, s := range []string{string(k.Issuer.Seed()), k.Log, string(k.Codes[0].Secret[:])} {
			if seen[s] {
				t.Errorf("seed %d: a secret twice", seed)
			}
			seen[s] = true
		}
	}
	if !reflect.DeepEqual(generated(t, 1), generated(t, 1)) {
		t.Error("the same random bytes give other keys")
	}
}

func TestGenerateRefuses(t *testing.T) {
	for _, bad := range []string{"", "a b", "a+b", "a\n", "\xff"} {
		if _, err := Generate(rand.NewChaCha8([32]byte{}), bad); !errors.Is(err, ErrMalformed) {
			t.Errorf("origin %q: %v", bad, err)
		}
	}
	if _, err := Generate(bytes.NewReader(make([]byte, 95)), origin); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("95 random bytes: %v", err)
	}
}

func TestRoundTrip(t *testing.T) {
	k := generated(t, 1)
	k.Codes = append(k.Codes, CodeKey{ID: "khoá 2", Secret: [32]byte{7}})
	for name, phrase := range map[string][]byte{"sealed": passphrase, "plain": nil} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys")
			if err := Create(path, k, phrase); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode() != 0o600 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
			if sealed, err := Sealed(path); sealed != (phrase != nil) || err != nil {
				t.Errorf("Sealed: %v, %v", sealed, err)
			}
			ask := notAsked(t)
			if phrase != nil {
				ask = secret(phrase)
			}
			if got, err := Open(path, ask); err != nil || !reflect.DeepEqual(got, k) {
				t.Errorf("Open: %v, equal %v", err, reflect.DeepEqual(got, k))
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(text, []byte(k.Log)) != (phrase == nil) {
				t.Error("the log key stands in a sealed file, or not in a plain one")
			}
		})
	}
}

// Another program that knows the age format and the package comment reads it.
func TestSealedIsAge(t *testing.T) {
	k := generated(t, 1)
	path := filepath.Join(t.TempDir(), "keys")
	if err := Create(path, k, passphrase); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	identity, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(f, identity)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var c map[string]any
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	if string(summed(text)) != string(text) {
		t.Error("the sum is not as the package comment says")
	}
	delete(c, "sum")
	want := map[string]any{
		"format": "ocoptrace keys v1",
		"issuer": base64.StdEncoding.EncodeToString(k.Issuer.Seed()),
		"log":    k.Log,
		"codes":  []any{map[string]any{"id": "k1", "secret": base64.StdEncoding.EncodeToString(k.Codes[0].Secret[:])}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Error("the content is not as the package comment says")
	}
}

func TestCreateKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "keys")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, link, dir} {
		if err := Create(p, generated(t, 1), passphrase); !errors.Is(err, ErrExists) {
			t.Errorf("%s: %v", filepath.Base(p), err)
		}
	}
	if text, err := os.ReadFile(path); string(text) != "mine" {
		t.Errorf("the file now holds %q, %v", text, err)
	}
	if _, err := os.Lstat(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("written through a link: %v", err)
	}
}

func TestCreateRefuses(t *testing.T) {
	good := generated(t, 1)
	change := func(f func(*Keys)) Keys {
		k := good
		k.Codes = append([]CodeKey(nil), good.Codes...)
		f(&k)
		return k
	}
	other := generated(t, 2)
	for name, c := range map[string]struct {
		keys   Keys
		phrase []byte
		want   error
	}{
		"empty passphrase":  {good, []byte{}, ErrPassphrase},
		"7 bytes":           {good, []byte("1234567"), ErrPassphrase},
		"no issuer":         {change(func(k *Keys) { k.Issuer = nil }), passphrase, ErrMalformed},
		"issuer seed alone": {change(func(k *Keys) { k.Issuer = k.Issuer[:32] }), passphrase, ErrMalformed},
		"mixed issuer": {change(func(k *Keys) {
			k.Issuer = append(ed25519.PrivateKey(k.Issuer[:32:32]), other.Issuer[32:]...)
		}), passphrase, ErrMalformed},
		"no log":         {change(func(k *Keys) { k.Log = "" }), passphrase, ErrMalformed},
		"public log":     {change(func(k *Keys) { k.Log = k.LogVerifier }), passphrase, ErrMalformed},
		"other verifier": {change(func(k *Keys) { k.LogVerifier = other.LogVerifier }), passphrase, ErrMalformed},
		"no code key":    {change(func(k *Keys) { k.Codes = nil }), passphrase, ErrMalformed},
		"nameless code":  {change(func(k *Keys) { k.Codes[0].ID = "" }), passphrase, ErrMalformed},
		"two of a name":  {change(func(k *Keys) { k.Codes = append(k.Codes, k.Codes[0]) }), passphrase, ErrMalformed},
	} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := Create(path, c.keys, c.phrase); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: left a file: %v", name, err)
		}
	}
	if err := Create(filepath.Join(t.TempDir(), "no", "folder"), good, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

func TestOpenRefusesMode(t *testing.T) {
	for _, phrase := range [][]byte{nil, passphrase} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := Create(path, generated(t, 1), phrase); err != nil {
			t.Fatal(err)
		}
		for _, mode := range []fs.FileMode{0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o666} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(path, notAsked(t)); !errors.Is(err, ErrReadable) {
				t.Errorf("mode %o: %v", mode, err)
			}
			if _, err := Sealed(path); !errors.Is(err, ErrReadable) {
				t.Errorf("mode %o: Sealed: %v", mode, err)
			}
		}
		for _, mode := range []fs.FileMode{0o600, 0o400} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(path, secret(phrase)); err != nil {
				t.Errorf("mode %o: %v", mode, err)
			}
		}
	}
}

func TestOpenPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if err := Create(path, generated(t, 1), passphrase); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range [][]byte{nil, []byte("12345678"), append(bytes.Clone(passphrase), '\n')} {
		if _, err := Open(path, secret(wrong)); !errors.Is(err, ErrPassphrase) || errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	gone := errors.New("no terminal")
	if _, err := Open(path, func() ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("error of the passphrase: %v", err)
	}
}

func TestOpenNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if _, err := Open(path, notAsked(t)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open: %v", err)
	}
	if _, err := Sealed(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Sealed: %v", err)
	}
	if _, err := Open(t.TempDir(), notAsked(t)); !errors.Is(err, ErrMalformed) {
		t.Errorf("a folder: %v", err)
	}
}

func write(t *testing.T, text []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var sumMember = regexp.MustCompile(`"sum": "[^"]*"`)

// summed gives a file the sum that the package comment asks for.
func summed(text []byte) []byte {
	sum := sha256.Sum256(sumMember.ReplaceAll(text, []byte(`"sum": null`)))
	return sumMember.ReplaceAll(text, []byte(`"sum": "`+base64.StdEncoding.EncodeToString(sum[:])+`"`))
}

func TestOpenMalformed(t *testing.T) {
	k := generated(t, 1)
	good, err := encode(k)
	if err != nil {
		t.Fatal(err)
	}
	seed := base64.StdEncoding.EncodeToString(k.Issuer.Seed())
	codes := regexp.MustCompile(`(?s)"codes": \[.*\]`)
	replace := func(old, new string) string {
		changed := strings.Replace(string(good), old, new, 1)
		if changed == string(good) {
			t.Fatalf("%q is not in the file", old)
		}
		return changed
	}
	for name, text := range map[string]string{
		"empty":           "",
		"cut":             string(good[:len(good)/2]),
		"no json":         "PRIVATE",
		"null":            "null",
		"something after": string(good) + "{}",
		"other format":    replace("keys v1", "keys v2"),
		"unknown member":  replace(`"format"`, `"more": 1, "format"`),
		"short issuer":    replace(seed, seed[:len(seed)-4]),
		"no base64":       replace(seed, "?"),
		"public log key":  replace(k.Log, k.LogVerifier),
		"log of a name":   replace("tx.example.vn/log+", "tx.example.vn/log2+"),
		"short secret":    replace(base64.StdEncoding.EncodeToString(k.Codes[0].Secret[:]), "AAAA"),
		"no code key":     string(codes.ReplaceAll(good, []byte(`"codes": []`))),
		"on one line":     strings.ReplaceAll(string(good), "\n", " "),
		"too long":        string(good) + strings.Repeat(" ", maxFile),
	} {
		_, err := Open(write(t, summed([]byte(text))), notAsked(t))
		if !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), seed[:20]) || strings.Contains(err.Error(), k.Log[len(k.Log)-20:]) {
			t.Errorf("%s: the error shows a secret: %v", name, err)
		}
	}
}

// Damage of a file is never taken for keys, sealed or plain.
func TestEveryByte(t *testing.T) {
	for name, phrase := range map[string][]byte{"sealed": passphrase, "plain": nil} {
		t.Run(name, func(t *testing.T) { everyByte(t, phrase) })
	}
}

func everyByte(t *testing.T, phrase []byte) {
	path := filepath.Join(t.TempDir(), "keys")
	if err := Create(path, generated(t, 1), phrase); err != nil {
		t.Fatal(err)
	}
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sealed {
		damaged := bytes.Clone(sealed)
		damaged[i] ^= 1
		if k, err := open(damaged); err == nil || k.Log != "" {
			t.Errorf("byte %d changed: opened", i)
		}
		if _, err := open(sealed[:i]); err == nil {
			t.Errorf("cut to %d bytes: opened", i)
		}
	}
}

// open is Open without a file.
func open(text []byte) (Keys, error) {
	if !isSealed(text) {
		return decode(text)
	}
	text, err := unseal(text, passphrase)
	if err != nil {
		return Keys{}, err
	}
	return decode(text)
}

func FuzzDecode(f *testing.F) {
	good, err := encode(generated(f, 1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, text []byte) {
		text = summed(text)
		k, err := decode(text)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Errorf("%v", err)
			}
			return
		}
		written, err := encode(k)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := decode(written); err != nil || !reflect.DeepEqual(again, k) {
			t.Errorf("written and read again: %v", err)
		}
	})
}
