package chart

import (
	"encoding/xml"
	"flag"
	"html/template"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

var groups = Chart{ID: "groups", Title: "Sản phẩm theo nhóm", Description: "Đang có hiệu lực, ngày 25/11/2026", Data: []Datum{
	{"Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong, mật khác và nông sản thực phẩm khác", "1.234", 1234},
	{"Chè <tươi> & chế biến", "617", 617}, {"Hoa", "1", 1}, {"Cây cảnh", "0", 0},
}}

var years = Chart{ID: "years", Title: "Theo năm", Data: []Datum{
	{"2019", "12", 12}, {"2020", "1.310", 1310}, {"2021", "900", 900}, {"2022", "0", 0}, {"2023", "2.900", 2900}, {"2024", "5", 5},
}}

var stars = Stack{ID: "stars", Title: "Sao theo vùng", Parts: []string{"3 sao", "4 sao", "5 sao"}, Rows: []StackRow{
	{"Đồng bằng sông Hồng", "3 sao: 1.700 · 4 sao: 1.570 · 5 sao: 6", []int64{1700, 1570, 6}},
	{"Không nêu", "3 sao: 2", []int64{2, 0, 0}},
}}

// Golden files, each looked at in a browser.
func TestGolden(t *testing.T) {
	for name, got := range map[string]template.HTML{
		"bars": Bars(groups), "columns": Columns(years), "stacked": Stacked(stars), "nothing": Bars(Chart{ID: "x"}),
	} {
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || string(want) != string(got) {
			t.Errorf("%s differs from its golden file (%v):\n%s", name, err, got)
		}
	}
}

// Bars lie inside the picture and are in proportion to their counts.
func TestProportion(t *testing.T) {
	var bars []float64
	for _, r := range rects(t, Bars(groups)) {
		if r.x+r.w > width || r.x < 0 {
			t.Errorf("a bar from %g, %g wide", r.x, r.w)
		}
		bars = append(bars, r.w)
	}
	if len(bars) != 4 || math.Abs(bars[1]-bars[0]/2) > 0.01 || bars[2] != 1 || bars[3] != 0 {
		t.Errorf("bars of %v for 1234, 617, 1 and 0", bars)
	}
}

type rect struct{ x, w float64 }

// rects are those of a picture, which is well-formed XML.
func rects(t *testing.T, svg template.HTML) (all []rect) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rect" {
			all = append(all, rect{attribute(t, e, "x"), attribute(t, e, "width")})
		}
	}
}

func attribute(t *testing.T, e xml.StartElement, name string) float64 {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			v, err := strconv.ParseFloat(a.Value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("no %s", name)
	return 0
}

func TestWrapped(t *testing.T) {
	long := strings.Repeat("ă", 60)
	for _, c := range []struct{ s, want string }{
		{"a b", "a b"}, {"", ""}, {"aaaa bbbb cc", "aaaa bbbb|cc"}, {long + " b", long + "|b"}, {" a  b ", "a b"},
	} {
		if got := strings.Join(wrapped(c.s, 10), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.s, got, c.want)
		}
	}
}

func BenchmarkBars(b *testing.B) {
	for b.Loop() {
		Bars(groups)
	}
}
