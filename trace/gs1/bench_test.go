package gs1

import (
	"strings"
	"testing"
)

// The link of a label, and one with attributes and escaped characters.
var benchLinks = map[string]string{
	"label": "https://example.com/01/09521234543213/10/L261231A/21/K7QF2M9PX4TD",
	"rich":  "https://example.com/t/01/09521234543213/10/A%2FB%2BC?11=260101&17=261231&3103=000195&422=704&s=abc",
}

func BenchmarkParse(b *testing.B) {
	for name, uri := range benchLinks {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseDigitalLink(uri); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkString(b *testing.B) {
	for name, uri := range benchLinks {
		d, err := ParseDigitalLink(uri)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = d.String()
			}
		})
	}
}

// The longest inputs of several kinds: none may cost out of proportion.
func BenchmarkParseLongest(b *testing.B) {
	for name, c := range map[string]struct{ start, unit string }{
		"slashes": {"", "/"}, "pairs": {"", "/10/a"}, "stem": {"", "/a/b"}, "keys": {"", gtin}, "percent": {"/10/", "%41"},
		"attributes": {"?", "90=a&"}, "params": {"?", "s=a&"}, "empty": {"?", "&"},
	} {
		uri := link + c.start
		uri += strings.Repeat(c.unit, (MaxURI-len(uri))/len(c.unit))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(uri)))
			for b.Loop() {
				_, _ = ParseDigitalLink(uri)
			}
		})
	}
}

func BenchmarkTable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = buildTable(rows)
	}
}
