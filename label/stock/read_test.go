package stock

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/assets"
)

func TestRoundTrip(t *testing.T) {
	all := catalogue(t).All()
	data, err := Marshal(all...)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c.All(), all) {
		t.Error("stocks have changed")
	}
	again, err := Marshal(c.All()...)
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("bytes have changed: %v", err)
	}
}

const one = `{"id": "a", "name": {"vi": "A", "en": "A"}, "pageW": 100, "pageH": 50, "labelW": 50, "labelH": 50, "pitchX": 50, "pitchY": 50, "cols": 2, "rows": 1}`

func TestReadRefuses(t *testing.T) {
	file := func(stocks ...string) string { return `{"stocks": [` + strings.Join(stocks, ",") + `]}` }
	change := func(old, new string) string {
		if !strings.Contains(one, old) {
			t.Fatalf("no %s", old)
		}
		return file(strings.Replace(one, old, new, 1))
	}
	if _, err := Read([]byte(file(one))); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, file, want string }{
		{"empty", ``, "EOF"},
		{"list", `[]`, "a file must be an object {\"stocks\": [ … ]}"},
		{"null stock", file(`null`), "line 1: a stock must be an object"},
		{"unknown member of the file", `{"stock": []}`, "line 1: \"stock\" is not known here; a file has \"stocks\""},
		{"a single stock", one, "line 1: \"id\" stands in the wrong place; a file must be an object {\"stocks\": [ … ]}"},
		{"text on its line", "{\"stocks\": [\n" + strings.Replace(strings.ReplaceAll(one, ", ", ",\n"), "50", "\"50\"", 1) + "]}", "line 6: \"pageH\" must be a number in mm"},
		{"second stock", "{\"stocks\": [\n" + one + ",\n" + strings.Replace(one, `"rows": 1`, `"roll": 1`, 1) + "]}", "line 3: \"roll\" must be true or false"},
		{"unknown member", change(`"cols"`, `"colour": 1, "cols"`), "stock 1 \"a\": line 1: \"colour\" is not known here"},
		{"case of a member", change(`"pageW"`, `"pagew"`), "pagew"},
		{"member twice", change(`"cols": 2`, `"cols": 2, "cols": 2`), "line 1: \"cols\" stands twice"},
		{"text for a number", change(`"pageW": 100`, `"pageW": "100"`), "line 1: \"pageW\" must be a number in mm"},
		{"fraction for a count", change(`"cols": 2`, `"cols": 2.5`), "\"cols\" must be a whole number"},
		{"NaN", change(`"pageW": 100`, `"pageW": NaN`), "invalid character"},
		{"beyond binary64", change(`"pageW": 100`, `"pageW": 1e999`), "pageW"},
		{"not UTF-8", change(`"vi": "A"`, "\"vi\": \"\xff\""), "UTF-8"},
		{"id twice", file(one, one), "stock 2 \"a\": stock: stock: id: \"a\" is there already"},
		{"code twice", file(
			strings.Replace(one, `"cols"`, `"codes": ["L 1"], "cols"`, 1),
			strings.Replace(strings.Replace(one, `"cols"`, `"codes": ["l1"], "cols"`, 1), `"a"`, `"b"`, 1),
		), "codes: \"l1\" is there already"},
		{"faults of two", file(strings.Replace(one, `"cols": 2`, `"cols": 0`, 1), strings.Replace(strings.Replace(one, `"a"`, `"b"`, 1), `"rows": 1`, `"rows": 9`, 1)),
			"stock 2 \"b\": stock: stock: labelH: the labels reach 400 mm over the page"},
		{"deep", file(strings.Repeat("[", 100000)), "stock: file"},
		{"too large", strings.Repeat(" ", MaxFile+1), "at most 1048576"},
		{"too many", file(strings.Repeat("{},", MaxStocks) + "{}"), "1001 stocks, at most 1000"},
	} {
		_, err := Read([]byte(test.file))
		if !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %.300v, want %s", test.name, err, test.want)
		}
		if err != nil && len(err.Error()) > 5000 {
			t.Errorf("%s: error of %d bytes", test.name, len(err.Error()))
		}
	}
}

// Every fault is told at once, by its field.
func TestCheck(t *testing.T) {
	for _, test := range []struct {
		want string // fields and keys
		do   func(*Stock)
	}{
		{"", func(s *Stock) {}},
		{"id id", func(s *Stock) { s.ID = "A4" }},
		{"id id", func(s *Stock) { s.ID = "a--b" }},
		{"id id", func(s *Stock) { s.ID = strings.Repeat("a", 65) }},
		{"name.vi needed; name.en text", func(s *Stock) { s.Name = Name{"", strings.Repeat("a", 4000)} }},
		{"maker text", func(s *Stock) { s.Maker = "a\nb" }},
		{"source text", func(s *Stock) { s.Source = "\xff" }},
		{"codes needed", func(s *Stock) { s.Codes = []string{""} }},
		{"codes many", func(s *Stock) { s.Codes = strings.Fields(strings.Repeat("1 ", 101)) }},
		{"labelW beyond; pitchX overlap", func(s *Stock) { s.LabelW = 40 }},
		{"labelW beyond", func(s *Stock) { s.LabelW, s.Cols = 101, 1 }},
		{"labelH beyond", func(s *Stock) { s.Rows = 5 }},
		{"pitchY overlap", func(s *Stock) { s.PitchY = 24.9 }},
		{"cols range; rows range", func(s *Stock) { s.Cols, s.Rows = 0, 101 }},
		{"cols range", func(s *Stock) { s.Cols = math.MaxInt }},
		{"pageW range; pitchX range; radius range", func(s *Stock) { s.PageW, s.PitchX, s.Radius = math.NaN(), math.Inf(1), -1; s.Shape = Rounded }},
		{"marginLeft range", func(s *Stock) { s.MarginLeft = -0.1 }},
		{"labelH range", func(s *Stock) { s.LabelH = 4.9 }},
		{"insetX no_room; insetY no_room", func(s *Stock) { s.InsetX, s.InsetY = 14, 12 }},
		{"shape not_round", func(s *Stock) { s.Shape = Round }},
		{"shape unknown", func(s *Stock) { s.Shape = "star" }},
		{"radius range", func(s *Stock) { s.Shape, s.Radius = Rounded, 13 }},
		{"radius unknown", func(s *Stock) { s.Radius = 1 }},
		{"roll roll_row", func(s *Stock) { s.Roll = true }},
		{"gap sheet", func(s *Stock) { s.Gap = 2 }},
	} {
		s := small()
		test.do(&s)
		var got []string
		for _, p := range s.Check() {
			got = append(got, p.Field+" "+p.Key)
			if strings.Contains(p.Error(), "%!") {
				t.Errorf("%s: %s", p.Key, p)
			}
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
		if _, err := Marshal(s); (err != nil) != (test.want != "") {
			t.Errorf("%s: Marshal: %v", test.want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(assets.Stocks)
	f.Add([]byte(`{"stocks": [` + one + `]}`))
	f.Add([]byte(`{"stocks": [` + strings.Replace(one, `"cols"`, `"marginLeft": -0, "codes": [], "shape": "oval", "cols"`, 1) + `]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(data)
		if err != nil {
			if !errors.Is(err, ErrFile) {
				t.Fatal(err)
			}
			return
		}
		again, err := Marshal(c.All()...)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Read(again)
		if err != nil || !reflect.DeepEqual(back, c) {
			t.Fatalf("%v\n%s", err, again)
		}
	})
}
