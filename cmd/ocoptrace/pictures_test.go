package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/sample"
	"ocoptrace/label/raster"
	"ocoptrace/label/stock"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

var update = flag.Bool("update", false, "write the pictures of the README anew")

const labelsPicture = "../../docs/images/labels.png"

// typical are the six labels of the README: what they are of, by which template
// and on which stock, and where they stand in the picture.
var typical = []struct {
	product, template, stock string
	x, y                     int
}{
	{"gao-seng-cu", "stamp", "roll-50x30", 20, 20},
	{"com-me-tri", "stamp-en", "a4-24-70x37", 340, 20},
	{"gio-lua-uoc-le", "full", "a4-8-105x74", 20, 260},
	{"mi-chu", "carton", "roll-100x70", 20, 724},
	{"mat-ong-mu-cang-chai", "gift", "a4-8-105x74", 670, 724},
	{"mi-chu", "poster", "a5-1", 856, 36},
}

// The picture of six typical labels shows what the program prints: it is
// composed anew from the sample and compared dot by dot.
func TestPictureOfLabels(t *testing.T) {
	got := drawTypical(t)
	if *update {
		var b bytes.Buffer
		if err := png.Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(labelsPicture, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(labelsPicture)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kept, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Bounds() != got.Bounds() {
		t.Fatalf("the picture is %v, kept as %v", got.Bounds(), kept.Bounds())
	}
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			if color.RGBAModel.Convert(kept.At(x, y)) != got.At(x, y) {
				t.Fatalf("%s differs at %d, %d: look at what changed, then write it anew with -update", labelsPicture, x, y)
			}
		}
	}
}

func drawTypical(t *testing.T) *image.RGBA {
	t.Helper()
	w := tracetest.New(t)
	day, err := ocop.ParseDate("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	s, err := sample.Read(assets.Sample, day)
	if err != nil {
		t.Fatal(err)
	}
	batches, err := s.State(t.Context(), w.Registry, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(image.Rect(0, 0, 1320, 1188))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.RGBA{0xe6, 0xe6, 0xe0, 0xff}), image.Point{}, draw.Src)
	for _, l := range typical {
		picture := drawLabel(t, w, batches, l.product, l.template, l.stock)
		draw.Draw(out, picture.Bounds().Add(image.Pt(l.x, l.y)), picture, image.Point{}, draw.Src)
	}
	return out
}

// drawLabel draws the first label of a product's first run at screen size.
func drawLabel(t *testing.T, w *tracetest.World, batches []*sample.Batch, product, template, on string) *image.RGBA {
	t.Helper()
	part := printing.Part{Product: product}
	for _, b := range batches {
		if b.Product == product && b.Run != nil && part.Run == nil {
			part = printing.Part{Run: b.Run}
		}
	}
	s, err := printing.Stocks().Find(on)
	if err != nil {
		t.Fatal(err)
	}
	o := printing.Setup{
		Paper: printing.PaperOf(stock.Job{Stock: s}), Confirmed: true, Carton: &printing.Carton{Pieces: 20, Gross: "10,6 kg"},
		Point: &printing.Point{Name: "Điểm giới thiệu OCOP mẫu", Hours: "7:00 - 18:00", Phone: "0900 000 011"},
	}
	if o.Template, err = printing.FindTemplate(template); err != nil {
		t.Fatal(err)
	}
	switch template {
	case "poster":
		part = printing.Part{Product: product}
	case "gift":
		o.Contains = []printing.Lot{{Product: "mat-ong-mu-cang-chai", Lot: "MO-01"}, {Product: "gao-seng-cu", Lot: "ST-01"}, {Product: "mi-chu", Lot: "MC-01"}}
	}
	look, err := printing.Look(t.Context(), w.Registry, []printing.Part{part}, o)
	if err != nil {
		t.Fatal(err)
	}
	if look.Label == nil {
		t.Fatalf("%s of %s on %s: %v", template, product, on, look.Findings)
	}
	r, err := raster.New(printing.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	dpi := 152.4 // 6 dots a millimetre
	if template == "poster" {
		dpi = 76.2
	}
	picture, err := r.Colour(look.Label, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
