package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/assets"
)

// pairs are text colours and what they stand on, by their names in the
// stylesheet, with the least contrast: 4.5 for text, 3 for pictures and the
// edges of fields (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
var pairs = []struct {
	text, on string
	least    float64
}{
	{"ink", "paper", 7}, {"ink", "card", 7}, {"quiet", "paper", 4.5}, {"quiet", "card", 4.5},
	{"accent", "paper", 4.5}, {"accent", "card", 4.5}, {"on-accent", "accent", 4.5},
	{"sample", "sample-bg", 4.5}, {"star", "paper", 4.5}, {"star", "card", 4.5},
	{"ink", "good-bg", 7}, {"ink", "care-bg", 7}, {"ink", "stop-bg", 7}, {"ink", "unclear-bg", 7},
	{"good", "good-bg", 4.5}, {"care", "care-bg", 4.5}, {"stop", "stop-bg", 4.5},
	{"care", "paper", 4.5}, {"stop", "paper", 4.5}, {"stop", "card", 4.5}, {"good", "paper", 4.5},
	{"on-badge", "good", 4.5}, {"on-badge", "care", 4.5}, {"on-badge", "stop", 4.5}, {"on-badge", "unclear", 4.5},
	{"unclear", "paper", 3}, {"unclear", "unclear-bg", 3},
}

var declared = regexp.MustCompile(`--([a-z-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6})\b`)

// schemes are the colours of the stylesheet by light and dark.
func schemes(t *testing.T) map[string]map[string]string {
	t.Helper()
	css := string(assets.Style)
	light, rest, ok := strings.Cut(css, "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("the stylesheet has no dark colours")
	}
	dark, _, _ := strings.Cut(rest, "}\n}")
	all := map[string]map[string]string{"light": {}, "dark": {}}
	for name, part := range map[string]string{"light": light, "dark": dark} {
		for _, m := range declared.FindAllStringSubmatch(part, -1) {
			all[name][m[1]] = m[2]
		}
	}
	return all
}

func TestContrast(t *testing.T) {
	for scheme, colours := range schemes(t) {
		for _, p := range pairs {
			text, on := colours[p.text], colours[p.on]
			if text == "" || on == "" {
				t.Errorf("%s: no colour %s or %s", scheme, p.text, p.on)
				continue
			}
			if got := contrast(luminance(t, text), luminance(t, on)); got < p.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, less than %.1f", scheme, p.text, p.on, got, p.least)
			}
		}
	}
}

// contrast is the ratio of two relative luminances, 1 to 21.
func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// luminance is the relative luminance of an sRGB colour (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestContrastOfKnownColours(t *testing.T) {
	if got := contrast(luminance(t, "000"), luminance(t, "ffffff")); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white: %f", got)
	}
	if got := contrast(luminance(t, "777777"), luminance(t, "fff")); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white: %f", got)
	}
}
