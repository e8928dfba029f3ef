package label

import (
	"bytes"
	"io"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// BenchmarkPDF makes documents of 1,000 labels, 24 on a page. The baseline is
// the PDF library alone with one text cell a label and no symbol.
func BenchmarkPDF(b *testing.B) {
	labels := testLabels(1000)
	job := Job{Stock: mustStock(b, "a4-24-70x37"), Created: testDate}
	b.Run("labels", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := WritePDF(b.Context(), io.Discard, testFonts(), job, All(labels)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plainPDF(b, job.Stock, labels)
		}
	})
}

func plainPDF(b *testing.B, s Stock, labels []Label) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: s.PageW, Ht: s.PageH}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddUTF8FontFromBytes("noto", "", bytes.Clone(testFonts().Regular))
	for i, l := range labels {
		if i%s.PerPage() == 0 {
			pdf.AddPage()
			pdf.SetFont("noto", "", 9)
		}
		pdf.SetXY(s.origin(i % s.PerPage()))
		pdf.Cell(s.LabelW, s.LabelH, l.Name)
	}
	if err := pdf.Output(io.Discard); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkEncode(b *testing.B) {
	for name, uri := range map[string]string{
		"short":        testLabel(1).URI,
		"digital-link": "https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2XW4D",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Encode(uri); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompose(b *testing.B) {
	c, err := newComposer(testFonts(), mustStock(b, "a4-24-70x37"))
	if err != nil {
		b.Fatal(err)
	}
	l := testLabel(1)
	b.ReportAllocs()
	for b.Loop() {
		c.compose(l, 29)
	}
}

func BenchmarkCheck(b *testing.B) {
	s, l := mustStock(b, "a4-24-70x37"), testLabel(1)
	b.ReportAllocs()
	for b.Loop() {
		Check(testFonts(), s, l)
	}
}

func BenchmarkPath(b *testing.B) {
	s, err := Encode(testLabel(1).URI)
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	for b.Loop() {
		out = appendPath(out[:0], s)
	}
	b.ReportMetric(float64(len(out)), "bytes")
}
