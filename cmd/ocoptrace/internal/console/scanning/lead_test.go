package scanning

import (
	"net/url"
	"testing"
	"unicode"
)

func TestLeadOf(t *testing.T) {
	const base = "https://tem.example"
	for _, c := range []struct {
		text string
		want lead
	}{
		{"https://tem.example/x/7K3M9QP2XW4D", lead{Path: "/x/7K3M9QP2XW4D"}},
		{" HTTPS://TEM.Example:443/x/A ", lead{Path: "/x/A"}},
		{"http://tem.example/x/A", lead{Path: "/x/A"}},
		{"https://tem.example./x/A", lead{Path: "/x/A"}},
		{"https://tem.example/01/09506000134352/10/A%2FB?17=261231", lead{Path: "/01/09506000134352/10/A%2FB", Query: url.Values{"17": {"261231"}}}},
		{"https://tem.example", lead{Path: "/"}},
		{"https://tem.example//evil.example/", lead{Path: "/evil.example/"}},
		{`https://tem.example/\evil.example`, lead{Path: "/%5Cevil.example"}},

		{"https://tem.example.evil.example/x/A", lead{Host: "tem.example.evil.example"}},
		{"https://tem.example@evil.example/x/A", lead{Host: "evil.example"}},
		{"https://tem.example:8443/x/A", lead{Host: "tem.example:8443"}},
		{"https://tém.example/x/A", lead{Host: "tém.example", Alike: true}},
		{"https://xn--tm-bja.example/x/A", lead{Host: "xn--tm-bja.example", Alike: true}},
		{"javascript:alert(1)", lead{}},
		{"//evil.example/x", lead{}},
		{"tel:+84912345678", lead{}},
		{"https://%zz/", lead{}},
		{"một dòng chữ", lead{}},
	} {
		got := leadOf(base, c.text)
		if got.Path != c.want.Path || got.Host != c.want.Host || got.Alike != c.want.Alike || c.want.Query != nil && got.Query.Encode() != c.want.Query.Encode() {
			t.Errorf("%q leads to %+v, want %+v", c.text, got, c.want)
		}
		if got.Path == "" && got.Text == "" {
			t.Errorf("%q: nothing is shown of it", c.text)
		}
	}
}

// Whatever a code says, a path is one of this service and what is shown has no
// sign that cannot be seen.
func FuzzLeadOf(f *testing.F) {
	for _, text := range []string{"https://tem.example//x", "a\u202eb", "\x00", "https://tem.example\\x", "http://[::1]/"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := leadOf("https://tem.example", text)
		if l.Path != "" {
			u, err := url.Parse(l.Path)
			if l.Path[0] != '/' || len(l.Path) > 1 && (l.Path[1] == '/' || l.Path[1] == '\\') || err == nil && u.Host != "" {
				t.Errorf("%q leads to %q", text, l.Path)
			}
		}
		for _, r := range l.Text + l.Host {
			if !unicode.IsPrint(r) {
				t.Errorf("%q is shown as %q", text, l.Text)
			}
		}
	})
}
