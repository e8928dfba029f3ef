package pdf

import (
	"bytes"
	"io"
	"testing"

	"ocoptrace/label"
)

// BenchmarkWrite draws 1,000 labels, 24 on a page and one on a page of a roll.
// Baselines are the PDF library alone, with one document for all pages, and the
// finished document copied; read is what [Read] costs besides.
func BenchmarkWrite(b *testing.B) {
	const labels = 1000
	sheets := testPages(b, labels)
	doc := makePDF(b, sheets, partLabels)
	perLabel := func(b *testing.B) {
		b.ReportMetric(float64(b.N)*labels/b.Elapsed().Seconds(), "labels/s")
	}
	b.Run("sheets", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			makePDF(b, sheets, partLabels)
		}
		perLabel(b)
		b.ReportMetric(float64(len(doc))/labels, "bytes/label")
	})
	b.Run("roll", func(b *testing.B) {
		pages := rollPages(b, labels)
		b.ReportAllocs()
		for b.Loop() {
			makePDF(b, pages, partLabels)
		}
		perLabel(b)
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			w := newDrawing(testFonts)
			w.pdf.SetCompression(true)
			for _, p := range sheets {
				w.drawPage(p)
			}
			if err := w.pdf.Output(io.Discard); err != nil {
				b.Fatal(err)
			}
		}
		perLabel(b)
	})
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			if _, err := io.Copy(io.Discard, onlyReader{bytes.NewReader(doc)}); err != nil {
				b.Fatal(err)
			}
		}
		perLabel(b)
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := Read(doc); err != nil {
				b.Fatal(err)
			}
		}
		perLabel(b)
	})
}

// onlyReader hides what would copy without reading.
type onlyReader struct{ io.Reader }

// BenchmarkPath makes the path of a symbol of version 4.
func BenchmarkPath(b *testing.B) {
	s, err := label.Encode("https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2XW4D")
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	for b.Loop() {
		out = appendPath(out[:0], s, s.Size(), s.Size())
	}
	b.ReportMetric(float64(len(out)), "bytes")
}
