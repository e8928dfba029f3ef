package locale

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
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

// ownPlaceholders are of texts that use what the language needs.
var ownPlaceholders = map[string]bool{"format.date": true}

func TestSameKeysAndPlaceholders(t *testing.T) {
	vi := For(Vietnamese).texts
	for _, lang := range Languages {
		for _, fault := range differences(For(lang), vi) {
			t.Errorf("%s: %s", lang, fault)
		}
	}
}

// differences are what a language has otherwise than it should, given the texts
// of another.
func differences(l *Locale, texts map[string]text) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for key := range l.texts {
		if _, ok := texts[key]; !ok {
			add("%s is in no other language", key)
		}
	}
	for key, text := range texts {
		own, ok := l.texts[key]
		if !ok {
			add("%s is missing", key)
			continue
		}
		want := used(text.forms[plural.Other])
		for _, form := range slices.Collect(maps.Values(own.forms)) {
			got := used(form)
			if !ownPlaceholders[key] && !slices.Equal(got, want) {
				add("%s: %q has the placeholders %v, another language has %v", key, form, got, want)
			}
			for _, mark := range got {
				if len(mark) != 3 || mark[1] < '0' || mark[1] > '9' {
					add("%s has %s, which is no placeholder", key, mark)
				}
			}
		}
		if len(own.forms) > 1 { // one form is meant for all counts
			for n := range 200 {
				if _, ok := own.forms[l.category(n)]; !ok {
					add("%s has no text for the plural category of %d", key, n)
					break
				}
			}
		}
	}
	return faults
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
