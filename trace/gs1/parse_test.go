package gs1

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const (
	host = "https://example.com"
	gtin = "/01/09521234543213"
	link = host + gtin
)

// Links that are valid, and their canonical form after https://id.gs1.org. Where
// implementations differ, the row says so.
var validLinks = []struct{ uri, canonical string }{
	{link, gtin},
	{"http://example.com" + gtin, gtin},
	{"HTTPS://EXAMPLE.COM" + gtin + "/10/AB", gtin + "/10/AB"},
	{"HTTP://example.com" + gtin, gtin},
	{"https://example.com:8443" + gtin, gtin},
	{"https://192.0.2.7" + gtin, gtin},
	{"https://[2001:db8::1]:80" + gtin, gtin},
	{"https://[::ffff:192.0.2.7]" + gtin, gtin},
	{"https://id.gs1.org" + gtin, gtin},
	{link + "/10/L1", gtin + "/10/L1"},
	{link + "/21/S1", gtin + "/21/S1"},
	{link + "/22/V1", gtin + "/22/V1"},
	{link + "/22/V/10/L/21/S", gtin + "/22/V/10/L/21/S"},
	{link + "/22/V/21/S", gtin + "/22/V/21/S"},
	{link + "/10/L/21/S", gtin + "/10/L/21/S"},
	{link + "/235/T", gtin + "/235/T"},
	{link + "/235/T?10=L", gtin + "/235/T?10=L"}, // a lot beside 235 has no place in the path
	{host + "/00/106141412345678908", "/00/106141412345678908"},
	{host + "/253/0614141123452ABC", "/253/0614141123452ABC"},
	{host + "/255/0614141123452001", "/255/0614141123452001"},
	{host + "/401/0614141A", "/401/0614141A"},
	{host + "/402/06141411234567890", "/402/06141411234567890"},
	{host + "/414/9521321000018/254/A", "/414/9521321000018/254/A"},
	{host + "/414/9521321000018/7040/1ABC", "/414/9521321000018/7040/1ABC"},
	{host + "/415/9521321000018/8020/R1", "/415/9521321000018/8020/R1"},
	{host + "/415/9521321000018/8020/R1?3900=500", "/415/9521321000018/8020/R1?3900=500"},
	{host + "/417/9521321000018", "/417/9521321000018"}, // unknown to two older implementations
	{host + "/417/9521321000018/7040/1ABC", "/417/9521321000018/7040/1ABC"},
	{host + "/8003/00614141123452A", "/8003/00614141123452A"},
	{host + "/8004/0614141A", "/8004/0614141A"},
	{host + "/8004/0614141A?7230=EMabc", "/8004/0614141A?7230=EMabc"},
	{host + "/8006/095212345432130102/10/L/21/S", "/8006/095212345432130102/10/L/21/S"},
	{host + "/8010/0614141A/8011/7", "/8010/0614141A/8011/7"},
	{host + "/8013/1987654Ad4X4bL5ttr2310c2K", "/8013/1987654Ad4X4bL5ttr2310c2K"},
	{host + "/8017/061414112345678902/8019/1", "/8017/061414112345678902/8019/1"},
	{host + "/8018/061414112345678902/8019/1?7250=19991231", "/8018/061414112345678902/8019/1?7250=19991231"},
	// stems
	{host + "/t" + gtin, gtin}, // refused by one implementation
	{host + "/some/long/stem" + gtin + "/10/L", gtin + "/10/L"},
	{host + "/01" + gtin, gtin},
	{host + "/00/faux/00/106141412345678908", "/00/106141412345678908"},
	{host + "/01/09521234543213/x" + gtin, gtin},
	{host + "/10/L/21" + gtin, gtin},
	{host + "/gtin" + gtin, gtin},
	{host + "/a%20b" + gtin, gtin},
	{host + "/" + gtin, gtin}, // an empty segment
	// queries
	{link + "?17=261231", gtin + "?17=261231"},
	{link + "?17=261200", gtin + "?17=261200"},
	{link + "?3103=000195&17=261231&11=260101", gtin + "?11=260101&17=261231&3103=000195"},
	{link + "?", gtin},
	{link + "?&&17=261231&", gtin + "?17=261231"},
	{link + "?422=704&427=SG", gtin + "?422=704&427=SG"},
	{link + "/21/S?8030=abc-_", gtin + "/21/S?8030=abc-_"},
	{link + "?99=a%3Bb", gtin + "?99=a%3Bb"},
	{link + "?240=A?B", gtin + "?240=A%3FB"},
	{link + "?240=A/B=C", gtin + "?240=A%2FB%3DC"},
	{link + "?%31%37=261231", gtin + "?17=261231"},
	{link + "?s=abc&17=261231&k", gtin + "?17=261231"},
	{link + "?linkType=gs1:pip&context=vn", gtin},
	{link + "?linkType=all", gtin},
	{link + "?17x=1&x17=2", gtin},
	{link + "?s=a;b", gtin},
	{link + "?q=%C3%B2&filter[a]=1", gtin},
	{host + "/00/106141412345678908?02=09521234543213&37=24&10=L", "/00/106141412345678908?02=09521234543213&10=L&37=24"},
	{host + "/00/106141412345678908?4300=H%25C3%25B2a", "/00/106141412345678908?4300=H%25C3%25B2a"},
	// fragments
	{link + "#frag", gtin},
	{link + "?17=261231#/10/X?%", gtin + "?17=261231"},
	// percent-encoding
	{link + "/10/A%2FB", gtin + "/10/A%2FB"},
	{link + "/10/a%2fb", gtin + "/10/a%2Fb"},
	{link + "/10/%41", gtin + "/10/A"},
	{link + "/10/A+B", gtin + "/10/A%2BB"},
	{link + "/10/A%2BB", gtin + "/10/A%2BB"},
	{link + "/10/100%25", gtin + "/10/100%25"},
	{link + "/10/!(a)*'", gtin + "/10/%21%28a%29%2A%27"},
	{link + "/10/A;B=C,D&E:F", gtin + "/10/A%3BB%3DC%2CD%26E%3AF"},
	{link + "/10/%22%3C%3E%3F", gtin + "/10/%22%3C%3E%3F"},
	{link + "/10/...", gtin + "/10/..."},
	{link + "/10/01", gtin + "/10/01"},
	{link + "/10/01/21/10", gtin + "/10/01/21/10"},
	{link + "?s=" + strings.Repeat("a", MaxURI-len(link)-3), gtin},
	{host + "/8010/9521%23A%2FB", "/8010/9521%23A%2FB"},
}

// Links that are not valid and why. Where implementations differ, the row says
// so.
var invalidLinks = []struct {
	uri  string
	want error
}{
	{"", ErrURI},
	{"example.com" + gtin, ErrURI},
	{"//example.com" + gtin, ErrURI},
	{gtin, ErrURI},
	{"ftp://example.com" + gtin, ErrURI},
	{"HtTp://example.com" + gtin, ErrURI},
	{"https:/example.com" + gtin, ErrURI},
	{"https://" + gtin, ErrURI},
	{"https://user@example.com" + gtin, ErrURI},
	{"https://exa%20mple.com" + gtin, ErrURI},
	{"https://example.com:" + gtin, ErrURI},
	{"https://example.com:0" + gtin, ErrURI},
	{"https://example.com:65536" + gtin, ErrURI},
	{"https://example.com:+80" + gtin, ErrURI},
	{"https://:80" + gtin, ErrURI},
	{"https://[::1" + gtin, ErrURI},
	{"https://[]" + gtin, ErrURI},
	{"https://[a.example]" + gtin, ErrURI},
	{"https://[::1%25eth0]" + gtin, ErrURI},
	{"https://[192.0.2.7]" + gtin, ErrURI},
	{"https://[::1]]" + gtin, ErrURI},
	{"https://::1" + gtin, ErrURI},
	{"https://ví-dụ.vn" + gtin, ErrURI},
	{"https://a?b/c.example" + gtin, ErrNoKey},
	{host, ErrNoKey},
	{host + "/", ErrURI},
	{host + "/01", ErrNoKey},
	{host + "?" + gtin, ErrNoKey},
	{host + "#" + gtin, ErrNoKey},
	{link + "/", ErrURI}, // taken by two implementations
	{link + "/10/L/", ErrURI},
	{link + "/10/", ErrURI},
	{link + "//10/L", ErrNoKey},
	{link + "/10//21/S", ErrEmpty},
	{host + "/01//10/L", ErrEmpty},
	{link + "/foo", ErrNoKey},
	{link + "/10/L/foo", ErrNoKey},
	{link + "/foo/bar", ErrNoKey},
	{link + "/1234/x", ErrUnknownAI},
	{host + "/x/K7QF-2M9P", ErrNoKey},
	{host + "/lo/OCOP/2026/0001", ErrUnknownAI},
	{host + "/x/01/K7QF", ErrLength},
	{host + "/ehABCDEFG", ErrNoKey}, // compressed
	// names of AIs, withdrawn in 1.3
	{host + "/gtin/09521234543213", ErrNoKey},
	{link + "/lot/L", ErrNoKey},
	{link + "/ser/S", ErrNoKey},
	// numbers
	{host + "/01/9521234543213", ErrLength}, // taken by three implementations
	{host + "/01/614141123452", ErrLength},
	{host + "/01/96385074", ErrLength},
	{host + "/01/09521234543214", ErrCheckDigit},
	{host + "/01/0952123454321X", ErrCharacter},
	{host + "/01/00000000000000", ErrRestricted}, // taken by all
	{host + "/01/02012345678903", ErrRestricted}, // RCNs, taken by all
	{host + "/01/00200000000004", ErrRestricted},
	{host + "/01/00400000000008", ErrRestricted},
	{host + "/8006/020123456789030101", ErrRestricted},
	{host + "/00/006141411234567891", ErrCheckDigit},
	{host + "/414/0000000000000", ErrContent},
	// qualifiers
	{link + "/21/S/10/L", ErrQualifier}, // reordered without a word by one implementation
	{link + "/10/L/22/V", ErrQualifier},
	{link + "/235/T/10/L", ErrQualifier},
	{link + "/10/L/235/T", ErrQualifier},
	{link + "/22/V/235/T", ErrQualifier},
	{link + "/10/L/10/M", ErrDuplicate},
	{link + "/254/A", ErrQualifier},
	{link + "/17/261231", ErrQualifier},
	{link + "/10/L/17/261231", ErrQualifier},
	{host + "/414/9521321000018/254/A/7040/1ABC", ErrQualifier},
	{host + "/414/9521321000018/10/L", ErrQualifier},
	{host + "/00/106141412345678908/10/L", ErrQualifier},
	{host + "/8006/095212345432130102/22/V", ErrAssociation}, // in the grammar, not in the dictionary
	{host + "/415/9521321000018", ErrAssociation},
	// query
	{link + "?10=L", ErrAttribute},
	{link + "/21/S?10=L", ErrAttribute},
	{link + "?21=S", ErrAttribute}, // taken by one implementation
	{link + "?22=V", ErrAttribute},
	{link + "?235=T", ErrAttribute},
	{link + "/10/L?235=T", ErrAttribute},
	{link + "/21/S?8200=http", ErrAttribute},
	{link + "?8011=1", ErrAttribute},
	{link + "?8019=1", ErrAttribute},
	{link + "?7040=1ABC", ErrAttribute},
	{link + "?03=09521234543213", ErrAttribute},
	{link + "?8014=1987654Ad4X4bL5ttr2310c2K", ErrAttribute},
	{link + "?7041=8", ErrAttribute},
	{link + "?12345=x", ErrUnknownAI},
	{link + "?1=x", ErrUnknownAI},
	{link + "?2026", ErrUnknownAI},
	{link + "?=x", ErrURI},
	{link + "?=", ErrURI},
	{link + "?17", ErrEmpty},
	{link + "?17=", ErrEmpty},
	{link + "?17=261301", ErrContent}, // taken by two implementations
	{link + "?17=260230", ErrContent},
	{link + "?7007=261200", ErrContent},
	{link + "?17=2612311", ErrLength},
	{link + "?17=261231;3103=000195", ErrURI}, // delimiter in one grammar, data elsewhere
	{link + "?240=A;B", ErrURI},
	{link + "?240=A+B", ErrCharacter},
	{link + "?240=%C3%B2", ErrCharacter},
	{link + "?17=261231&17=261231", ErrDuplicate},
	{link + "?01=09521234543213", ErrDuplicate},
	{link + "/10/L?10=M", ErrDuplicate},
	{link + "/235/T?235=T", ErrDuplicate},
	{link + "?linkType=a&linkType=b", ErrDuplicate},
	{link + "?context=a&context=a", ErrDuplicate},
	// associations
	{link + "?427=SG", ErrAssociation},
	{link + "?422=704&426=704", ErrAssociation},
	{link + "?37=2", ErrAssociation},
	{link + "?3103=000195&3102=000195", ErrAssociation},
	{link + "?4300=A", ErrAssociation},
	{link + "?8030=abc", ErrAssociation},
	{link + "/10/L?8030=abc", ErrAssociation},
	{link + "?255=0614141123452001", ErrAssociation},
	{host + "/00/106141412345678908?37=24", ErrAssociation},
	{host + "/417/9521321000018?17=261231", ErrAssociation},
	{host + "/8017/061414112345678902?8018=061414112345678902", ErrAssociation},
	// characters
	{link + "/10/A%2", ErrURI}, // literal in one implementation
	{link + "/10/A%", ErrURI},
	{link + "/10/A%GG", ErrURI},
	{link + "?s=%", ErrURI},
	{link + "/10/A%00", ErrURI},
	{link + "?s=%00", ErrURI},
	{link + "/10/A B", ErrURI},
	{link + "/10/LÔ", ErrURI},
	{link + "/10/A\n", ErrURI},
	{link + `/10/A"`, ErrURI},
	{link + "/10/A%20B", ErrCharacter},
	{link + "/10/A%23B", ErrCharacter},
	{link + "/10/A@B", ErrCharacter},
	{link + "/10/A$", ErrCharacter},
	{link + "/10/[A]", ErrCharacter},
	{link + "/10/A~B", ErrCharacter},
	{link + "/10/%C3%94", ErrCharacter},
	{link + "/10/123456789012345678901", ErrLength},
	{link + "/10/.", ErrContent},
	{link + "/10/..", ErrContent},
	{link + "/10/%2E%2e", ErrContent},
	{host + "/a/../b" + gtin, ErrURI},
	{host + "/%2e" + gtin, ErrURI},
	{link + "?s=" + strings.Repeat("a", MaxURI), ErrURI},
	{link + "?s=" + strings.Repeat("(", MaxURI/2), ErrURI}, // too long when encoded
	{host + strings.Repeat("/10/a", 100) + "/21/b", ErrURI},
	{link + "?" + strings.Repeat("90=a&", 100), ErrURI},
}

func TestParseDigitalLink(t *testing.T) {
	for _, c := range validLinks {
		d, err := ParseDigitalLink(c.uri)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := d.Canonical(); got != "https://id.gs1.org"+c.canonical {
			t.Errorf("%s\n got %s\nwant https://id.gs1.org%s", c.uri, got, c.canonical)
		}
		checkRoundTrip(t, d)
	}
}

func TestParseDigitalLinkRefuses(t *testing.T) {
	for _, c := range invalidLinks {
		d, err := ParseDigitalLink(c.uri)
		if e := (*Error)(nil); !errors.Is(err, c.want) || !errors.As(err, &e) || e.Reason == "" {
			t.Errorf("%.120s\n got %v\nwant %v", c.uri, err, c.want)
		}
		if !reflect.DeepEqual(d, DigitalLink{}) {
			t.Errorf("%.120s: an error and a link: %v", c.uri, d)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("%.120s: a message of %d bytes", c.uri, len(err.Error()))
		}
	}
}

func TestParts(t *testing.T) {
	got, err := ParseDigitalLink("HTTPS://example.com:8443/a/b/01/09521234543213/10/A%2FB/21/S?s=x+y&3103=000195&k&11=260101#f")
	if err != nil {
		t.Fatal(err)
	}
	want := DigitalLink{
		Scheme: "HTTPS", Host: "example.com:8443", Stem: "/a/b",
		Key:        Element{"01", "09521234543213"},
		Qualifiers: []Element{{"10", "A/B"}, {"21", "S"}},
		Attributes: []Element{{"11", "260101"}, {"3103", "000195"}},
		Extensions: []Param{{"s", "x y"}, {"k", ""}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	const text = "HTTPS://example.com:8443/a/b/01/09521234543213/10/A%2FB/21/S?11=260101&3103=000195&s=x%20y&k="
	if got.String() != text {
		t.Errorf("got  %s\nwant %s", got, text)
	}
	for ai, value := range map[string]string{"01": "09521234543213", "10": "A/B", "21": "S", "3103": "000195", "17": "", "s": ""} {
		if got.Value(ai) != value {
			t.Errorf("Value(%q) = %q, want %q", ai, got.Value(ai), value)
		}
	}
	if v, ok := got.Extension("k"); v != "" || !ok {
		t.Errorf("Extension(k) = %q, %v", v, ok)
	}
	if v, ok := got.Extension("11"); v != "" || ok {
		t.Errorf("Extension(11) = %q, %v", v, ok)
	}
}

// checkRoundTrip holds what String and Canonical promise of valid links.
func checkRoundTrip(t *testing.T, d DigitalLink) {
	t.Helper()
	if err := d.Validate(); err != nil {
		t.Errorf("%s: parsed, then %v", d, err)
	}
	again, err := ParseDigitalLink(d.String())
	if err != nil || !reflect.DeepEqual(again, d) {
		t.Errorf("%s\n got %+v, %v\nwant %+v", d, again, err, d)
	}
	canonical, err := ParseDigitalLink(d.Canonical())
	want := DigitalLink{Scheme: "https", Host: CanonicalHost, Key: d.Key, Qualifiers: d.Qualifiers, Attributes: d.Attributes}
	if err != nil || !reflect.DeepEqual(canonical, want) || canonical.Canonical() != d.Canonical() || canonical.String() != d.Canonical() {
		t.Errorf("canonical form of %s\n got %+v, %v\nwant %+v", d, canonical, err, want)
	}
}
