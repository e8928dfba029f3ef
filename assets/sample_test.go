package assets_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"ocoptrace/assets"

	"golang.org/x/text/unicode/norm"
)

func TestSampleIsUTF8WithoutControls(t *testing.T) {
	if !utf8.Valid(assets.Sample) {
		t.Error("the file is not UTF-8")
	}
	eachText(t, func(member, text string) {
		if text == "" || text != strings.TrimSpace(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
			t.Errorf("%s: %q is empty, untrimmed or has a control character", member, text)
		}
	})
}

// One product stands in NFD, in all its Vietnamese texts; nothing else does.
func TestSampleNFD(t *testing.T) {
	decomposed := map[string]bool{}
	for _, p := range readSample(t).Products {
		for _, text := range []string{p.Name, p.Storage, p.Ingredients, p.Allergens, p.Warning, p.Standard, p.Story, p.Usage, p.Declaration} {
			if text == norm.NFC.String(text) {
				continue
			}
			decomposed[p.ID] = true
			if text != norm.NFD.String(text) {
				t.Errorf("%s: %q is neither NFC nor NFD", p.ID, text)
			}
		}
	}
	if len(decomposed) != 1 || !decomposed["gio-lua-uoc-le"] {
		t.Errorf("products with NFD: %v, want gio-lua-uoc-le alone", decomposed)
	}
	p := readSample(t).product("gio-lua-uoc-le")
	if got := norm.NFC.String(p.Name); got != "Giò lụa Ước Lễ" || utf8.RuneCountInString(p.Name) != 21 {
		t.Errorf("name %+q of %d code points, want Giò lụa Ước Lễ in 21", p.Name, utf8.RuneCountInString(p.Name))
	}
}

// Members with an English counterpart have it, and the other way round.
func TestSampleIsBilingual(t *testing.T) {
	s := readSample(t)
	pair := func(where, vi, en string) {
		if (vi == "") != (en == "") || vi != "" && vi == en {
			t.Errorf("%s: %q beside %q", where, vi, en)
		}
	}
	for _, e := range s.Entities {
		pair(e.ID, e.Name, e.NameEn)
		pair(e.ID, e.Story, e.StoryEn)
	}
	for _, p := range s.Products {
		pair(p.ID, p.Name, p.NameEn)
		pair(p.ID, p.Storage, p.StorageEn)
		pair(p.ID, p.Ingredients, p.IngredientsEn)
		pair(p.ID, p.Allergens, p.AllergensEn)
		pair(p.ID, p.Warning, p.WarningEn)
		pair(p.ID, p.Origin, p.OriginEn)
		pair(p.ID, p.Usage, p.UsageEn)
		pair(p.ID, p.Story, p.StoryEn)
		pair(p.ID, p.Carry, p.CarryEn)
	}
	for _, p := range s.Points {
		pair(p.ID, p.Name, p.NameEn)
		pair(p.ID, p.Hours, p.HoursEn)
	}
	for _, e := range s.Diary {
		pair(e.Lot, e.Text, e.TextEn)
	}
	for _, i := range s.Inspections {
		pair(i.Lot, i.Summary, i.SummaryEn)
	}
	for _, r := range s.Recalls {
		pair(r.Lot, r.Reason, r.ReasonEn)
		pair(r.Lot, r.Instruction, r.InstructionEn)
	}
}

// A sentence ends with a stop, colons and stops inside numbers do not count.
var sentence = regexp.MustCompile(`[.!?](\s|$)`)

func TestSampleStories(t *testing.T) {
	for _, p := range readSample(t).Products {
		vi, en := len(sentence.FindAllString(p.Story, -1)), len(sentence.FindAllString(p.StoryEn, -1))
		if vi < 3 || vi > 6 || vi != en {
			t.Errorf("%s: story of %d sentences, in English %d; want 3 to 6 and as many", p.ID, vi, en)
		}
	}
}

// A label never says that goods are authentic, and stars are facts, not words.
func TestSampleClaimsNothing(t *testing.T) {
	banned := []string{"hàng thật", "chính hãng", "chính hiệu", "thật 100%", "authentic", "genuine", "five-star", "5-star",
		"5 sao", "năm sao", "tiềm năng"}
	eachText(t, func(member, text string) {
		lower := strings.ToLower(norm.NFC.String(text))
		for _, b := range banned {
			if strings.Contains(lower, b) {
				t.Errorf("%s: %q says %q", member, text, b)
			}
		}
	})
}

var (
	longNumber = regexp.MustCompile(`\+?\d(?:[ .()-]?\d){7,}`)
	sampleLine = regexp.MustCompile(`^0900 000 0\d\d$`)
)

func TestSampleTelephoneNumbers(t *testing.T) {
	found := 0
	eachText(t, func(member, text string) {
		switch member {
		case "gtin", "number", "issued", "expires", "latitude", "longitude":
			return // long numbers that are something else
		}
		for _, n := range longNumber.FindAllString(text, -1) {
			found++
			if !sampleLine.MatchString(n) {
				t.Errorf("%s: %q holds the number %q", member, text, n)
			}
		}
		if member == "contact" && !sampleLine.MatchString(text) {
			t.Errorf("contact %q", text)
		}
	})
	if found == 0 {
		t.Error("no telephone number found")
	}
}
