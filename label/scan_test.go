package label

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
)

// printed is what a stock's test document holds: a page and a little more, begun
// at the second position.
func printed(t *testing.T, s Stock) (Job, []Label, []byte) {
	labels := testLabels(max(s.PerPage()+2, 12))
	job := Job{Stock: s, Start: min(2, s.PerPage())}
	return job, labels, makePDF(t, job, labels)
}

// Every label of every stock, drawn at the resolutions of office and thermal
// printers, in grey and with one bit, reads back as its own URI.
func TestEveryLabelScans(t *testing.T) {
	for _, s := range Stocks() {
		job, labels, doc := printed(t, s)
		opened := openPDF(t, doc)
		for _, dpi := range []int{203, 300} {
			for _, oneBit := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%d/onebit=%t", s.ID, dpi, oneBit), func(t *testing.T) {
					render := func(page int) *image.Gray { return opened.render(page, dpi, oneBit) }
					scanAll(t, job, labels, dpi, render, func(img *image.Gray) string {
						got, err := readZXing(img)
						if err != nil {
							t.Error(err)
						}
						return got
					})
				})
			}
		}
	}
}

// scanAll crops each label from its page and compares what a reader finds.
func scanAll(t *testing.T, job Job, labels []Label, dpi int, render func(int) *image.Gray, read func(*image.Gray) string) {
	t.Helper()
	s := job.Stock
	page, drawn := -1, (*image.Gray)(nil)
	for i, l := range labels {
		position := i + job.Start - 1
		if p := position / s.PerPage(); p != page {
			page, drawn = p, render(p)
		}
		x, y := s.origin(position % s.PerPage())
		if got := read(crop(drawn, dpi, x, y, s.LabelW, s.LabelH)); got != l.URI {
			t.Errorf("label %d reads %q, want %q", i, got, l.URI)
		}
	}
}

// The same with a second renderer and a second reader.
func TestEveryLabelScansElsewhere(t *testing.T) {
	needTool(t, "pdftoppm", "poppler-utils")
	needTool(t, "zbarimg", "zbar-tools")
	for _, s := range Stocks() {
		job, labels, doc := printed(t, s)
		for _, dpi := range []int{203, 300} {
			t.Run(fmt.Sprintf("%s/%d", s.ID, dpi), func(t *testing.T) {
				got := map[string]bool{}
				for page := range (len(labels) + job.Start - 2 + s.PerPage()) / s.PerPage() {
					for _, uri := range readZbar(t, renderPoppler(t, doc, page, dpi, dpi == 203)) {
						got[uri] = true
					}
				}
				for i, l := range labels {
					if !got[l.URI] {
						t.Errorf("label %d (%s) was not read", i, l.URI)
					}
				}
				if len(got) != len(labels) {
					t.Errorf("%d symbols read, want %d", len(got), len(labels))
				}
			})
		}
	}
}

func TestTextExtracts(t *testing.T) {
	l := testLabel(1)
	letters := []rune(vietnamese)
	l.Lines = []string{string(letters[:37]), string(letters[37:73]), string(letters[73:110]), string(letters[110:])}
	l.Note = "₫ “…” • × ± % &"
	got := openPDF(t, makePDF(t, Job{Stock: mustStock(t, "a4-8-105x74")}, []Label{l})).text(0)
	if n := len(letters); n != 146 {
		t.Fatalf("%d letters in the list", n)
	}
	for _, want := range slices.Concat(l.Lines, l.Dates, []string{l.Name, l.NameEN, l.Code, l.Host, l.Lot, l.Stars, l.Call, l.Note}) {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not extract from %q", want, got)
		}
	}
}
