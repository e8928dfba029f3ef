package credential

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDIDWeb(t *testing.T) {
	for url, want := range map[string]string{
		// The examples of the did:web method specification, sections 3.1 and 3.2.
		"https://w3c-ccg.github.io":              "did:web:w3c-ccg.github.io",
		"https://w3c-ccg.github.io/user/alice":   "did:web:w3c-ccg.github.io:user:alice",
		"https://example.com:3000/user/alice":    "did:web:example.com%3A3000:user:alice",
		"https://TX.Example.VN":                  "did:web:tx.example.vn",
		"https://tx.example.vn/":                 "did:web:tx.example.vn",
		"https://tx.example.vn/p/htx-tu-le/":     "did:web:tx.example.vn:p:htx-tu-le",
		"https://tx.example.vn/A_b.c-d%20e":      "did:web:tx.example.vn:A_b.c-d%20e",
		"http://localhost:8080":                  "did:web:localhost%3A8080",
		"http://127.0.0.1:8080":                  "did:web:127.0.0.1%3A8080",
		"https://xn--t-vib.example.vn":           "did:web:xn--t-vib.example.vn",
		"https://a-1." + strings.Repeat("b", 60): "did:web:a-1." + strings.Repeat("b", 60),
	} {
		if got, err := DIDWeb(url); err != nil || got != want {
			t.Errorf("%s gives %s, %v, want %s", url, got, err, want)
		}
	}
}

func TestDIDWebRefuses(t *testing.T) {
	for _, url := range []string{
		"", "tx.example.vn", "//tx.example.vn", "ftp://tx.example.vn", "https:", "https://", "https:///p", "https:tx.example.vn",
		"https://user@tx.example.vn", "https://tx.example.vn?a", "https://tx.example.vn?", "https://tx.example.vn#", "https://tx.example.vn#a",
		"https://192.0.2.1", "https://[::1]:8080", "https://[2001:db8::1]", "https://tx..vn", "https://.vn", "https://vn.", "https://-a.vn",
		"https://a-.vn", "https://a_b.vn", "https://tú.vn", "https://tx.example.vn/a//b", "https://tx.example.vn//", "https://tx.example.vn/a:b",
		"https://tx.example.vn/./a", "https://tx.example.vn/..", "https://tx.example.vn/a+b", "https://tx.example.vn/%zz", "https://tx.example.vn:port",
		"https://" + strings.Repeat("a.", 130) + "vn", "https://tx.example.vn/\x00", "https://tx.example.vn\n",
	} {
		if got, err := DIDWeb(url); !errors.Is(err, ErrDID) || got != "" {
			t.Errorf("%q gives %s, %v", url, got, err)
		}
	}
}

func TestDIDDocument(t *testing.T) {
	old, new := NewSigner(testDID, testKey(1)), NewSigner(testDID, testKey(2))
	at := time.Date(2026, 11, 23, 12, 0, 0, 5, time.FixedZone("ICT", 7*3600))
	text, err := DIDDocument(testDID, []string{old.Method(), new.Method()}, Revocation{old.Method(), at})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"@context":["https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1"],` +
		`"assertionMethod":["` + old.Method() + `","` + new.Method() + `"],"id":"` + testDID + `","verificationMethod":[` +
		`{"controller":"` + testDID + `","id":"` + old.Method() + `","publicKeyMultibase":"` + EncodeKey(old.Public()) + `","revoked":"2026-11-23T05:00:00Z","type":"Multikey"},` +
		`{"controller":"` + testDID + `","id":"` + new.Method() + `","publicKeyMultibase":"` + EncodeKey(new.Public()) + `","type":"Multikey"}]}`
	if string(text) != want {
		t.Errorf("document\n got %s\nwant %s", text, want)
	}
	did, methods, err := ParseDIDDocument(text)
	wantMethods := []Method{{ID: old.Method(), Key: old.Public(), Revoked: at.UTC().Truncate(time.Second)}, {ID: new.Method(), Key: new.Public()}}
	if err != nil || did != testDID || !reflect.DeepEqual(methods, wantMethods) {
		t.Errorf("parsed %s, %+v, %v", did, methods, err)
	}
	empty, err := DIDDocument(testDID, nil)
	if err != nil || !bytes.Contains(empty, []byte(`"assertionMethod":[]`)) || !bytes.Contains(empty, []byte(`"verificationMethod":[]`)) {
		t.Errorf("no methods: %s, %v", empty, err)
	}
}

func TestDIDDocumentRefuses(t *testing.T) {
	s := testSigner()
	for name, c := range map[string]struct {
		did     string
		methods []string
		revoked []Revocation
		want    error
	}{
		"no did":            {"https://tx.example.vn", nil, nil, ErrDID},
		"did with a space":  {"did:web:a b", nil, nil, ErrDID},
		"did with a key":    {s.Method(), nil, nil, ErrDID},
		"key of another":    {"did:web:example.vn", []string{s.Method()}, nil, ErrDID},
		"no multikey":       {testDID, []string{testDID + "#key-1"}, nil, ErrKey},
		"revoked, unlisted": {testDID, nil, []Revocation{{s.Method(), testTime}}, ErrDID},
		"revoked in 10000":  {testDID, []string{s.Method()}, []Revocation{{s.Method(), time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)}}, ErrDID},
	} {
		if text, err := DIDDocument(c.did, c.methods, c.revoked...); !errors.Is(err, c.want) || text != nil {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
}

// Documents of others: members we do not know, relative ids, other kinds of keys.
func TestParseDIDDocument(t *testing.T) {
	method := func(id, kind, controller, key string) string {
		return `{"id":"` + id + `","type":"` + kind + `","controller":"` + controller + `","publicKeyMultibase":"` + key + `","x":[1]}`
	}
	key, err := ParseKey(w3cPublic)
	if err != nil {
		t.Fatal(err)
	}
	methods := []string{
		method("#key-1", "Multikey", "did:web:a.vn", w3cPublic),
		method("did:web:a.vn#key-2", "Multikey", "did:web:a.vn", w3cPublic),
		method("#not-listed", "Multikey", "did:web:a.vn", w3cPublic),
		method("#p256", "Multikey", "did:web:a.vn", "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"),
		method("#other-type", "JsonWebKey", "did:web:a.vn", w3cPublic),
		method("#other-controller", "Multikey", "did:web:b.vn", w3cPublic),
		`{"id":"#key-3","type":"Multikey","controller":"did:web:a.vn","publicKeyMultibase":"` + w3cPublic + `","expires":"2027-01-01T07:00:00+07:00"}`,
	}
	text := ` {"service":[{"a":1}],"id":"did:web:a.vn","assertionMethod":["did:web:a.vn#key-1","#key-2","#key-3","#p256","#other-type","#other-controller",{"id":"#embedded"}],"verificationMethod":[` + strings.Join(methods, ",") + `]}`
	did, got, err := ParseDIDDocument([]byte(text))
	want := []Method{
		{ID: "did:web:a.vn#key-1", Key: key},
		{ID: "did:web:a.vn#key-2", Key: key},
		{ID: "did:web:a.vn#key-3", Key: key, Expires: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	if err != nil || did != "did:web:a.vn" || !reflect.DeepEqual(got, want) {
		t.Errorf("%s, %+v, %v", did, got, err)
	}
}

func TestParseDIDDocumentRefuses(t *testing.T) {
	s := testSigner()
	good, err := DIDDocument(testDID, []string{s.Method()}, Revocation{s.Method(), testTime})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		old, new string
		want     error
	}{
		"cut":             {`]}`, ``, ErrProfile},
		"id twice":        {`"id":`, `"id":"did:web:b.vn","id":`, ErrProfile},
		"no id":           {`"id":"did:web:tx.example.vn",`, ``, ErrDID},
		"id of no did":    {`"id":"did:web:tx.example.vn",`, `"id":"https://tx.example.vn",`, ErrDID},
		"id of no text":   {`"id":"did:web:tx.example.vn",`, `"id":1,`, ErrDID},
		"methods an int":  {`"verificationMethod":[`, `"verificationMethod":1,"x":[`, ErrDID},
		"key cut":         {EncodeKey(s.Public()) + `","revoked`, EncodeKey(s.Public())[:40] + `","revoked`, ErrKey},
		"revoked no time": {`"revoked":"2026-11-23T05:00:00Z"`, `"revoked":"2026-11-23"`, ErrDID},
		"expires no time": {`"id":"did:web:tx.example.vn#`, `"expires":"soon","id":"did:web:tx.example.vn#`, ErrDID},
	} {
		changed := strings.Replace(string(good), c.old, c.new, 1)
		if changed == string(good) {
			t.Errorf("%s: nothing changed", name)
		}
		if _, methods, err := ParseDIDDocument([]byte(changed)); !errors.Is(err, c.want) || methods != nil {
			t.Errorf("%s: %+v, %v", name, methods, err)
		}
	}
}

func FuzzDIDWeb(f *testing.F) {
	f.Add("https://tx.example.vn:8443/p/name")
	f.Add("http://127.0.0.1:8080/")
	f.Fuzz(func(t *testing.T, url string) {
		did, err := DIDWeb(url)
		if err != nil {
			if !errors.Is(err, ErrDID) || did != "" {
				t.Fatalf("%q, %v", did, err)
			}
			return
		}
		// Whatever it accepts is a DID that a document and a method can have.
		s := NewSigner(did, testKey(1))
		doc, err := DIDDocument(did, []string{s.Method()})
		if err != nil {
			t.Fatal(err)
		}
		if got, methods, err := ParseDIDDocument(doc); err != nil || got != did || len(methods) != 1 || methods[0].ID != s.Method() {
			t.Fatalf("%s, %+v, %v", got, methods, err)
		}
		if _, err := Sign(t.Context(), []byte(`{"@context":1,"issuer":"`+did+`"}`), s, testTime); err != nil {
			t.Fatal(err)
		}
	})
}
