package printing

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
	"ocoptrace/label/layout"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/trace/tracetest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be looked at again")

// usual are the stocks on which the templates are most often printed, and the
// dots an inch of their golden pictures.
var usual = []struct {
	template, stock string
	dpi             float64
}{
	{"stamp", "roll-50x30", 203.2}, {"stamp-en", "a4-24-70x37", 203.2}, {"mini", "roll-3x35x22", 203.2}, {"mini-en", "roll-2x35x22", 203.2},
	{"full", "roll-100x150", 150}, {"full-en", "roll-100x150", 150}, {"carton", "roll-100x70", 150}, {"carton-en", "roll-100x150", 150},
	{"gift", "roll-100x70", 150}, {"gift-en", "roll-100x150", 150}, {"poster", "a5-1", 75}, {"poster-en", "a5-1", 75},
}

// The first label of every template on its usual stock is the picture that was
// looked at (testdata/golden/TEMPLATE.png), and its SVG and the PDF of three
// labels have the SHA-256 that they had then (testdata/golden/sums.txt).
func TestGolden(t *testing.T) {
	labeltest.SkipUnderRace(t)
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 3)
	var sums strings.Builder
	for _, u := range usual {
		o, part := goldenSetup(t, u.template, u.stock), Part{Run: run}
		if o.Template.Purpose == layout.Poster {
			part = Part{Product: run.Product}
		}
		svg, png := goldenPictures(t, w, o, part, u.dpi)
		golden(t, u.template+".png", png)
		fmt.Fprintf(&sums, "%s %s svg %x\n%[1]s %[2]s pdf %[4]x\n", u.template, u.stock, sha256.Sum256(svg), sha256.Sum256(document(t, w, o, part)))
	}
	golden(t, "sums.txt", []byte(sums.String()))
}

func goldenSetup(t *testing.T, template, stock string) Setup {
	t.Helper()
	tpl, err := FindTemplate(template)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Stocks().Find(stock)
	if err != nil {
		t.Fatal(err)
	}
	return Setup{
		Template: tpl, Paper: PaperOf(labelstock.Job{Stock: s}), Confirmed: true, Created: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC),
		Carton: &Carton{Pieces: 20, Number: 1, Of: 3, Gross: "21 kg"}, Contains: []Lot{{"gao-seng-cu", "ST-01"}, {"banh-da", "BD-01"}},
		Point: &Point{Name: "Điểm giới thiệu sản phẩm OCOP Mường Khương", Address: "Xã Mường Khương, Lào Cai", Hours: "7:00–18:00"},
	}
}

func goldenPictures(t *testing.T, w *tracetest.World, o Setup, part Part, dpi float64) (svg, png []byte) {
	t.Helper()
	look, err := Look(t.Context(), w.Registry, []Part{part}, o)
	if err != nil || look.Label == nil {
		t.Fatal(o.Template.ID, look.Findings, err)
	}
	r, err := raster.New(Fonts())
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := picture.SVG(&a, r, look.Label); err != nil {
		t.Fatal(err)
	}
	if err := picture.PNG(&b, r, look.Label, dpi); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v): look at what changed, then write it anew with -update", name, err)
	}
}
