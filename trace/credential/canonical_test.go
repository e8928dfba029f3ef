package credential

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"
)

func TestCanonicalize(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		// RFC 8785 section 3.2.2, the string and literals of the example.
		{
			"{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n \"literals\": [null, true, false]}",
			`{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		// RFC 8785 section 3.2.3 without the name U+FB33, which is not in form C.
		{
			`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\"}",
		},
		// A surrogate pair sorts before U+E000 and above (UTF-16), though its code point is larger.
		{"{\"\uffe5\":1,\"😀\":2,\"\ue000\":3}", "{\"😀\":2,\"\ue000\":3,\"\uffe5\":1}"},
		{"\t{ \"b\" : [ ] , \"a\" : { } }\r\n", `{"a":{},"b":[]}`},
		{`[0, -1, 9007199254740991, -9007199254740991]`, `[0,-1,9007199254740991,-9007199254740991]`},
		{`"\u0000\u001F\b\f\n\r\t\u007f\u2028"`, "\"\\u0000\\u001f\\b\\f\\n\\r\\t\u007f\u2028\""},
		{`"<&>"`, `"<&>"`},
		{"\"Lúa nếp Tú Lệ\"", "\"Lúa nếp Tú Lệ\""},
		// n and a combining tilde after an escape, which is in form C.
		{"\"\\n\u0303\"", "\"\\n\u0303\""},
		{" null ", "null"},
		{strings.Repeat("[", 16) + strings.Repeat("]", 16), strings.Repeat("[", 16) + strings.Repeat("]", 16)},
	} {
		got, err := Canonicalize([]byte(c.doc))
		if err != nil || string(got) != c.want {
			t.Errorf("%s\n got %s, %v\nwant %s", c.doc, got, err, c.want)
		}
		if !isCanonical([]byte(c.want)) {
			t.Errorf("%s is not recognised as canonical", c.want)
		}
	}
}

func TestCanonicalizeRefuses(t *testing.T) {
	for doc, place := range map[string]string{
		`{"a":{"b":[1,1.0]}}`:             `"/a/b/1"`,
		`{"n":1e2}`:                       `"/n"`,
		`{"n":-0}`:                        `"/n"`,
		`{"n":9007199254740992}`:          `"/n"`,
		`{"n":-9007199254740992}`:         `"/n"`,
		`{"n":12345678901234567890}`:      `"/n"`,
		`{"n":1E1000}`:                    `"/n"`,
		`[333333333.33333329]`:            `"/0"`,
		`{"n":01}`:                        `byte 6`,
		`{"n":+1}`:                        `"/n"`,
		`{"n":NaN}`:                       `"/n"`,
		`{"a":1,"a":2}`:                   `"/a"`,
		`{"a":1,"\u0061":2}`:              `"/a"`,
		`{"x":[{"a":1,"b":2,"a":3}]}`:     `"/x/0/a"`,
		"{\"a\":\"e\u0301\"}":             `"/a"`, // decomposed
		`{"a":"A\u030a"}`:                 `"/a"`,
		`{"e\u0301":1}`:                   `"/e\u0301"`,
		"{\"\ufb33\":1}":                  `"/\ufb33"`,
		"{\"a\":\"\xff\"}":                `"/a"`,
		"{\"a\":\"\xed\xa0\x80\"}":        `"/a"`, // U+D800 in UTF-8
		`{"a":"\ud800"}`:                  `"/a"`,
		`{"a":"\udc00\ud800"}`:            `"/a"`,
		`{"a":"\ud800x"}`:                 `"/a"`,
		"{\"a\":\"\n\"}":                  `"/a"`,
		`{"a":"\x"}`:                      `"/a"`,
		`{"a":1,}`:                        ``,
		`{"a":1 /* b */}`:                 ``,
		`{"a":1}{}`:                       ``,
		"\ufeff{}":                        ``,
		``:                                ``,
		` `:                               ``,
		`{`:                               ``,
		`'a'`:                             ``,
		`tru`:                             ``,
		strings.Repeat("[", 17) + "]":     `"/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0`,
		strings.Repeat(`{"a":`, 17) + "1": `"/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a`,
		`"` + strings.Repeat("a", MaxSize-1) + `"`: ``,
	} {
		got, err := Canonicalize([]byte(doc))
		if !errors.Is(err, ErrProfile) || got != nil {
			t.Errorf("%.60q: %.60q, %v", doc, got, err)
		} else if !strings.Contains(err.Error(), place) || len(err.Error()) > 400 {
			t.Errorf("%.60q: error does not name %s: %v", doc, place, err)
		}
		if isCanonical([]byte(doc)) {
			t.Errorf("%.60q is taken for canonical", doc)
		}
	}
	largest := `"` + strings.Repeat("a", MaxSize-2) + `"`
	if _, err := Canonicalize([]byte(largest)); err != nil {
		t.Errorf("%d bytes: %v", len(largest), err)
	}
}

// RFC 8785 section 3.2.3: the order of all seven names of the example.
func TestCompareNames(t *testing.T) {
	names := []string{`\r`, "1", "\u0080", "\u00f6", "\u20ac", "\U0001F600", "\ufb33"}
	for i, a := range names {
		for j, b := range names {
			if got, want := compareNames([]byte(a), []byte(b)), i-j; got*want < 0 || (got == 0) != (want == 0) {
				t.Errorf("compare %q and %q: %d", a, b, got)
			}
		}
	}
}

// Every pair of the characters that isLatin knows is in form C, so every text
// of them is: none composes with the one before it or changes its place.
func TestLatinIsNormal(t *testing.T) {
	var latin []rune
	for c := rune(0); c <= 0x10ffff; c++ {
		want := c < 0x300 || 0x1e00 <= c && c <= 0x1eff
		if got := isLatin([]byte(string(c))); got != want {
			t.Fatalf("isLatin(%U) is %v", c, got)
		}
		if want {
			latin = append(latin, c)
		}
	}
	for _, a := range latin {
		for _, b := range latin {
			if pair := string([]rune{a, b}); !norm.NFC.IsNormalString(pair) || !isLatin([]byte(pair)) {
				t.Fatalf("%U %U", a, b)
			}
		}
	}
	for _, bad := range []string{"\xc2", "\x80", "\xc1\x81", "\xe1\xb8", "\xe1\xb8a", "\xe1\xbc\x80", "\xc2a", "e\u0301"} {
		if isLatin([]byte(bad)) {
			t.Errorf("%q is taken for text in form C", bad)
		}
	}
}

// Nesting and long inputs must not take more than linear time.
func TestBombs(t *testing.T) {
	start := time.Now()
	for _, unit := range []string{"[", `{"a":`, `[{"a":[`, `"`, `\`, `"\`, "{", ",", "0", "-", "\xff", "[[],", `{"a":1,`, "e\u0301", "["} {
		for _, size := range []int{MaxSize, 10_000_000} {
			doc := []byte(strings.Repeat(unit, size/len(unit)))
			if _, err := Canonicalize(doc); !errors.Is(err, ErrProfile) {
				t.Errorf("%q repeated: %v", unit, err)
			}
			if _, err := Verify(doc, KeyMap{}); !errors.Is(err, ErrProfile) {
				t.Errorf("%q repeated: Verify: %v", unit, err)
			}
			token := "e30." + base64url.EncodeToString(doc) + "." + strings.Repeat("A", 86)
			if _, err := VerifyJWT(token, KeyMap{}); !errors.Is(err, ErrProof) {
				t.Errorf("%q repeated: VerifyJWT: %v", unit, err)
			}
		}
	}
	many := "{" + strings.Repeat(`"a":1,`, 9_000) + `"b":1}`
	if _, err := Canonicalize([]byte(many)); !errors.Is(err, ErrProfile) {
		t.Errorf("one name 9,000 times: %v", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// randomRunes favours what canonicalizers get wrong.
var randomRunes = []rune("aAzZ019 /\\\"<>&'\b\f\n\r\t\x00\x01\x1f\x7f\u0080\u00f6\u1ebf\u0111\u0303\u20ac\u2028\ud7ff\ue000\ufb33\uffe5\ufffd\U00010000\U0001F600\U0010FFFF")

func randomText(r *rand.Rand) string {
	runes := make([]rune, r.IntN(8))
	for i := range runes {
		runes[i] = randomRunes[r.IntN(len(randomRunes))]
	}
	return norm.NFC.String(string(runes))
}

// randomString writes a text as JSON with escapes as the writer pleases.
func randomString(r *rand.Rand, text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch must := c < ' ' || c == '"' || c == '\\'; {
		case !must && r.IntN(3) > 0:
			b.WriteRune(c)
		case c > 0xffff:
			c -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04X`, 0xd800+c>>10, 0xdc00+c&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func randomSpace(r *rand.Rand) string { return []string{"", "", " ", "\n\t", "\r"}[r.IntN(5)] }

func randomJSON(r *rand.Rand, depth int) string {
	kind := r.IntN(7)
	if depth == 0 {
		kind %= 5
	}
	text := ""
	switch kind {
	case 0, 1:
		text = randomString(r, randomText(r))
	case 2:
		text = fmt.Sprint(r.Int64N(1<<54-1) - (1<<53 - 1))
	case 3:
		text = fmt.Sprint(r.IntN(21) - 10)
	case 4:
		text = []string{"true", "false", "null"}[r.IntN(3)]
	case 5:
		var values []string
		for range r.IntN(4) {
			values = append(values, randomJSON(r, depth-1))
		}
		text = "[" + strings.Join(values, ",") + randomSpace(r) + "]"
	case 6:
		text = "{" + strings.Join(randomMembers(r, depth), ",") + randomSpace(r) + "}"
	}
	return randomSpace(r) + text + randomSpace(r)
}

func randomMembers(r *rand.Rand, depth int) (members []string) {
	var names []string
	for range r.IntN(6) {
		if name := randomText(r); !slices.Contains(names, name) {
			names = append(names, name)
			members = append(members, randomSpace(r)+randomString(r, name)+randomSpace(r)+":"+randomJSON(r, depth-1))
		}
	}
	return members
}

// Another implementation gives the same bytes for every document of the profile.
func TestCanonicalizeAgainstGowebpki(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	already := 0
	for range 30_000 {
		doc := []byte(randomJSON(r, 5))
		want, err := jcs.Transform(doc)
		if err != nil {
			t.Fatalf("%q: gowebpki: %v", doc, err)
		}
		got, err := Canonicalize(doc)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%q:\n got %q, %v\nwant %q", doc, got, err, want)
		}
		if isCanonical(doc) != bytes.Equal(doc, want) || !isCanonical(want) {
			t.Fatalf("%q: isCanonical is %v, of the result %v", doc, isCanonical(doc), isCanonical(want))
		}
		if bytes.Equal(doc, want) {
			already++
		}
	}
	t.Logf("%d were canonical already", already)
}

// The scanner and the decoder are two readers of one language.
func FuzzCanonicalize(f *testing.F) {
	for _, seed := range []string{w3cUnsigned, w3cDocument, `{"a":[1,-2,"\n\u0303",null,true,false,{}]}`, `"\u001f\ud83d\ude00"`, "{\"\ue000\":1,\"😀\":0}", `[-0]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if len(doc) > MaxSize {
			return
		}
		slow, err := canonicalize(doc)
		if isCanonical(doc) != (err == nil && bytes.Equal(slow, doc)) {
			t.Fatalf("isCanonical is %v, canonical form %q, %v", isCanonical(doc), slow, err)
		}
		got, err2 := Canonicalize(doc)
		if !bytes.Equal(got, slow) || (err == nil) != (err2 == nil) {
			t.Fatalf("Canonicalize %q, %v; slowly %q, %v", got, err2, slow, err)
		}
		if err != nil {
			if !errors.Is(err, ErrProfile) {
				t.Fatal(err)
			}
			return
		}
		if again, err := canonicalize(slow); err != nil || !bytes.Equal(again, slow) || !isCanonical(slow) {
			t.Fatalf("%q is no fixed point: %q, %v", slow, again, err)
		}
		if want, err := jcs.Transform(doc); err != nil || !bytes.Equal(slow, want) {
			t.Fatalf("got %q, gowebpki %q, %v", slow, want, err)
		}
	})
}
