package accept

import (
	"slices"
	"testing"
)

func TestLanguages(t *testing.T) {
	for header, want := range map[string][]string{
		"":                                 nil,
		"vi":                               {"vi"},
		"en-GB;q=0.5, VI , *, fr;q=0":      {"vi", "en-gb"},
		"de;q=0.1,en;q=0.9,vi;q=0.9":       {"en", "vi", "de"},
		"en;q=oops, vi;q=2, ,;q=1, ja;q=1": {"ja"},
	} {
		if got := Languages(header); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestSpeaks(t *testing.T) {
	for _, c := range []struct {
		tag, wanted string
		want        bool
	}{
		{"vi", "vi", true}, {"vi", "vi-vn", true}, {"zh-CN", "zh-cn-a-private1", true}, {"en-GB", "en", false},
		{"en", "vi", false}, {"en", "", false}, {"zh", "zh-hant-tw", true},
	} {
		if got := Speaks(c.tag, c.wanted); got != c.want {
			t.Errorf("%s for %s: %t", c.tag, c.wanted, got)
		}
	}
}
