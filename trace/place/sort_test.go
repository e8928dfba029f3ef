package place

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The alphabet of TCVN 6909 and the root order of vi.xml in CLDR: the letters
// of letters, and of each letter the tones in its order.
func TestLettersAndTonesInOrder(t *testing.T) {
	c := NewCollator()
	all := strings.Split(letters, "")
	for i, a := range all {
		for _, b := range all[i+1:] {
			if c.Compare(a, b) >= 0 {
				t.Errorf("%s is not before %s", a, b)
			}
			// A letter outweighs what follows it, a tone does not.
			first, second := a+"x", b+"a"
			sameLetter := strip(a) == strip(b)
			if got := c.Compare(first, second) < 0; got == sameLetter {
				t.Errorf("%s before %s: %v", first, second, got)
			}
		}
	}
}

// strip takes tones away and leaves letters as they are.
func strip(s string) string { return strings.TrimRight(toned(s), "\u0300\u0301\u0303\u0309\u0323") }

func TestSort(t *testing.T) {
	want := []string{
		"An", "ăn", "ân", "Ba Đình", "Bà Rịa", "Ba Vì", "Bạc Liêu", "Cao Bằng", "Duy Tiên", "Đa Kao",
		"Đà Nẵng", "Em", "êm", "Hoa", "Hoà", "Hoá", "Hòa", "Long", "ma", "mà", "mả", "mã", "má", "mạ", "Ô Môn", "Ơn", "Uông Bí", "Ước Lễ",
	}
	for range 20 {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		if Sort(got, func(s string) string { return s }); !slices.Equal(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
	}
}

func TestSortIsTheOrderOfTheCollator(t *testing.T) {
	names := make([]string, 0, 400)
	for i := range 400 {
		names = append(names, made(i).Name)
	}
	Sort(names, func(s string) string { return s })
	if c := NewCollator(); !slices.IsSortedFunc(names, c.Compare) {
		t.Error("Sort and Compare disagree")
	}
}
