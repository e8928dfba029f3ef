package locale

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ocoptrace/assets"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/unicode/norm"
)

func file(t *testing.T, lang string) []byte {
	t.Helper()
	data, err := assets.Locales.ReadFile("locales/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var placeholders = regexp.MustCompile(`\{[^{}]*\}`)

// used lists the placeholders of a wording, each once.
func used(wording string) []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholders.FindAllString(wording, -1))))
}

func TestSameKeysAndPlaceholders(t *testing.T) {
	vi, en := For(Vietnamese).texts, For(English).texts
	for key := range en {
		if _, ok := vi[key]; !ok {
			t.Errorf("%s is in English only", key)
		}
	}
	for key, text := range vi {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is in Vietnamese only", key)
			continue
		}
		want := used(text.forms[plural.Other])
		for _, mark := range want {
			if len(mark) != 3 || mark[1] < '0' || mark[1] > '9' {
				t.Errorf("%s has %s, which is no placeholder", key, mark)
			}
		}
		for _, form := range slices.Concat(slices.Collect(maps.Values(text.forms)), slices.Collect(maps.Values(other.forms))) {
			if got := used(form); !slices.Equal(got, want) {
				t.Errorf("%s: %q has the placeholders %v, %q has %v", key, form, got, text.forms[plural.Other], want)
			}
		}
	}
}

// Texts are tidy: NFC, no space at the ends, no markup, not empty.
func TestTidy(t *testing.T) {
	for _, lang := range Languages {
		for key, text := range For(lang).texts {
			for _, form := range text.forms {
				switch {
				case form == "", form != strings.TrimSpace(form), strings.Contains(form, "  "):
					t.Errorf("%s %s: space or nothing: %q", lang, key, form)
				case !norm.NFC.IsNormalString(form):
					t.Errorf("%s %s is not in NFC: %q", lang, key, form)
				case strings.ContainsAny(form, "<>"), strings.Contains(form, "&"):
					t.Errorf("%s %s has markup: %q", lang, key, form)
				}
			}
		}
	}
}

// forbidden are claims that no text may make: they would be untrue, or are a
// lawyer's to make.
var forbidden = map[string][]string{
	Vietnamese: {"hàng thật", "chính hãng", "chữ ký số", "hợp pháp", "100%", "đảm bảo"},
	English:    {"authentic", "genuine", "guarantee", "legally", "100%", "blockchain"},
}

func TestNoClaims(t *testing.T) {
	for lang, words := range forbidden {
		for key, text := range For(lang).texts {
			for _, form := range text.forms {
				for _, word := range words {
					if strings.Contains(strings.ToLower(form), word) {
						t.Errorf("%s %s claims %q: %q", lang, key, word, form)
					}
				}
			}
		}
	}
}

// One member a line, sorted, none twice, so that edits by several people merge.
func TestFilesAreSorted(t *testing.T) {
	for _, lang := range Languages {
		var last string
		lines := bufio.NewScanner(bytes.NewReader(file(t, lang)))
		for lines.Scan() {
			line := lines.Text()
			if line == "{" || line == "}" {
				continue
			}
			var member map[string]any
			if err := json.Unmarshal([]byte("{"+strings.TrimSuffix(line, ",")+"}"), &member); err != nil || len(member) != 1 {
				t.Fatalf("%s: not one member: %s", lang, line)
			}
			for key := range member {
				if key <= last {
					t.Errorf("%s: %s stands after %s", lang, key, last)
				}
				last = key
			}
		}
	}
}
