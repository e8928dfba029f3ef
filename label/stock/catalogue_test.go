package stock

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// unevenness is by how much opposite margins may differ with no reason given:
// more is likely a slip of the pen.
const unevenness = 1.0 // mm

// Every pair of labels of every stock is looked at, not only neighbours.
func TestCatalogueFits(t *testing.T) {
	for _, s := range catalogue(t).All() {
		rects := Job{Stock: s}.Rects()
		if len(rects) != s.PerPage() {
			t.Errorf("%s: %d labels, want %d", s.ID, len(rects), s.PerPage())
		}
		for i, a := range rects {
			if a.X < -slack || a.Y < -slack || a.X+a.W > s.PageW+slack || a.Y+a.H > s.PageH+slack {
				t.Errorf("%s: label %d reaches over the page", s.ID, i+1)
			}
			for _, b := range rects[:i] {
				if min(a.X+a.W, b.X+b.W)-max(a.X, b.X) > slack && min(a.Y+a.H, b.Y+b.H)-max(a.Y, b.Y) > slack {
					t.Errorf("%s: labels %d and %d overlap", s.ID, a.Position, b.Position)
				}
			}
		}
	}
}

func TestCatalogueMargins(t *testing.T) {
	for _, s := range catalogue(t).All() {
		differ := math.Max(math.Abs(s.MarginLeft-s.Right()), math.Abs(s.MarginTop-s.Bottom()))
		if (differ > unevenness) != (s.Uneven != "") {
			t.Errorf("%s: margins differ by %.2f mm, reason %q", s.ID, differ, s.Uneven)
		}
		if s.Source == "" {
			t.Errorf("%s: no source", s.ID)
		}
	}
}

// A name states the numbers that the geometry has.
func TestCatalogueNames(t *testing.T) {
	for _, s := range catalogue(t).All() {
		if s.PerPage() == 1 && !s.Roll && s.LabelW == s.PageW {
			continue // a whole page
		}
		size := fmt.Sprintf("%s × %s mm", decimal(s.LabelW), decimal(s.LabelH))
		if s.Shape == Round {
			size = decimal(s.LabelW) + " mm"
		}
		if !strings.HasSuffix(s.Name.En, size) || !strings.HasSuffix(s.Name.Vi, strings.ReplaceAll(size, ".", ",")) {
			t.Errorf("%s: %v does not end in %s", s.ID, s.Name, size)
		}
		if n := fmt.Sprintf(" %d ", s.PerPage()); !s.Roll && !strings.Contains(s.Name.En, n) {
			t.Errorf("%s: %v does not say%s", s.ID, s.Name, n)
		}
	}
}

func TestCatalogueExtent(t *testing.T) {
	sheets, letter := 0, 0
	for _, s := range catalogue(t).All() {
		if !s.Roll && s.PerPage() > 1 {
			sheets++
			if s.PageW == 215.9 {
				letter++
			}
		}
	}
	if sheets < 40 || letter < 10 {
		t.Errorf("%d sheets, of these %d on Letter", sheets, letter)
	}
	for id, want := range map[string]Stock{
		"a4-24-70x37":  {PageW: 210, PageH: 297, LabelW: 70, LabelH: 37, MarginTop: 0.5, PitchX: 70, PitchY: 37, Cols: 3, Rows: 8, InsetX: 5, InsetY: 4},
		"a4-65-38x21":  {PageW: 210, PageH: 297, LabelW: 38.1, LabelH: 21.2, MarginLeft: 4.75, MarginTop: 10.7, PitchX: 40.6, PitchY: 21.2, Cols: 5, Rows: 13, InsetX: 1, InsetY: 1},
		"a4-8-105x74":  {PageW: 210, PageH: 297, LabelW: 105, LabelH: 74, MarginTop: 0.5, PitchX: 105, PitchY: 74, Cols: 2, Rows: 4, InsetX: 6, InsetY: 5.5},
		"roll-50x30":   {PageW: 50, PageH: 30, LabelW: 50, LabelH: 30, PitchX: 50, PitchY: 30, Cols: 1, Rows: 1, Roll: true, Gap: 2, InsetX: 1.5, InsetY: 1.5},
		"roll-2x50x30": {PageW: 102, PageH: 30, LabelW: 50, LabelH: 30, PitchX: 52, PitchY: 30, Cols: 2, Rows: 1, Roll: true, Gap: 2, InsetX: 1.5, InsetY: 1.5},
	} {
		got := find(t, id)
		got.ID, got.Name, got.Source = "", Name{}, ""
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v", id, got)
		}
	}
	for _, id := range []string{
		"roll-40x30", "roll-60x40", "roll-70x50", "roll-100x70", "roll-100x150", "roll-2x40x30", "roll-3x35x22",
		"roll-3x30x20", "a4-36-50x30", "a4-40-52x30", "a4-21-70x42", "a4-1", "a5-1", "letter-1", "avery-l7160", "avery-5160",
	} {
		find(t, id)
	}
}

func TestSearch(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct {
		query string
		first []string // ids of the first ones
	}{
		{"L7160", []string{"avery-l7160"}},
		{"avery l-7160", []string{"avery-l7160"}},
		{"7160", []string{"avery-l7160"}},
		{"J8160", []string{"avery-l7160"}},
		{"Tomy 145", []string{"tomy-145"}},
		{"TOMY", []string{"tomy-145"}},
		{"70x37", []string{"a4-24-70x37", "zweckform-3474", "herma-4464"}},
		{"70 x 37 mm", []string{"a4-24-70x37"}},
		{"70×37", []string{"a4-24-70x37"}},
		{"tem 70mm * 37mm", []string{"a4-24-70x37"}},
		{"24 x (70 x 37 mm)", []string{"a4-24-70x37"}},
		{"63,5x38,1", []string{"avery-l7160", "herma-4103"}},
		{"30x50", []string{"roll-50x30", "roll-2x50x30", "a4-36-50x30"}},
		{"cuộn 50x30", []string{"roll-50x30", "roll-2x50x30"}},
		{"CUON 50x30", []string{"roll-50x30"}},
		{"cuo\u0323\u0302n 2 x 50x30", []string{"roll-2x50x30"}}, // NFD
		{"roll 3x35x22", []string{"roll-3x35x22"}},
		{"Letter 30", []string{"avery-5160"}},
		{"tròn", []string{"avery-5193"}},
		{"roll-100x150", []string{"roll-100x150"}},
		{"a5", []string{"a5-1"}},
	} {
		var got []string
		for _, s := range c.Search(test.query) {
			got = append(got, s.ID)
		}
		if len(got) < len(test.first) || !slices.Equal(got[:len(test.first)], test.first) {
			t.Errorf("%q: %v, want first %v", test.query, got[:min(len(got), 8)], test.first)
		}
	}
	for _, query := range []string{"L7160 70x37", "no such thing", "9999x9999", "25 x 70x37", "\xff"} {
		if got := c.Search(query); query != "\xff" && len(got) != 0 {
			t.Errorf("%q: %v", query, got)
		}
	}
	for _, query := range []string{"", "  ", "tem nhãn", "mm x"} {
		if got := c.Search(query); len(got) != len(c.All()) {
			t.Errorf("%q: %d stocks", query, len(got))
		}
	}
}

// Whatever is asked, the answer is stocks of the catalogue, none twice, and a
// further word never gives more of them.
func FuzzSearch(f *testing.F) {
	for _, query := range []string{"L7160", "70x37", "24x70x37", "cuộn", "tem 50×30 mm", "1 2 3", "((", "x"} {
		f.Add(query)
	}
	c := catalogue(f)
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > maxQuery-20 {
			return
		}
		all := c.Search(query)
		seen := map[string]bool{}
		for _, s := range all {
			if _, err := c.Find(s.ID); err != nil || seen[s.ID] {
				t.Fatalf("%q: %s", query, s.ID)
			}
			seen[s.ID] = true
		}
		for _, s := range c.Search(query + " / avery") {
			if s.Maker != "Avery" && s.Maker != "Avery Zweckform" {
				t.Fatalf("%q: %s is not of Avery", query, s.ID)
			}
		}
	})
}

func TestWith(t *testing.T) {
	c := catalogue(t)
	own := small()
	own.Maker, own.Codes = "Tomy", []string{"145"}
	got, err := c.With([]Stock{own})
	if err != nil {
		t.Fatal(err)
	}
	if all := got.All(); all[0].ID != "small" || len(all) != len(c.All())+1 || got.Search("tomy 145")[0].ID != "small" {
		t.Errorf("first is %s of %d", all[0].ID, len(all))
	}
	if _, err := c.Find("small"); err == nil {
		t.Error("the catalogue itself has changed")
	}
	own.ID = "a4-1"
	if _, err := c.With([]Stock{own}); err == nil || !strings.Contains(err.Error(), `"a4-1" is there already`) {
		t.Errorf("id twice: %v", err)
	}
	own.Cols = 0
	if _, err := c.With([]Stock{own}); err == nil || !strings.Contains(err.Error(), "cols: want 1 to 100, not 0") {
		t.Errorf("no column: %v", err)
	}
}
