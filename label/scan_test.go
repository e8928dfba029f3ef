package label

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label/labeltest"
)

// printed is what a stock's test document holds: a page and a little more, begun
// at the second position.
func printed(t *testing.T, s Stock) (Job, []Label, []byte) {
	labels := testLabels(max(s.PerPage()+2, 12))
	job := Job{Stock: s, Start: min(2, s.PerPage())}
	return job, labels, makePDF(t, job, labels)
}

// crops cuts the labels of a job out of its rendered pages.
func crops(job Job, n, dpi int, render func(page int) *image.Gray) []*image.Gray {
	s := job.Stock
	var out []*image.Gray
	page, drawn := -1, (*image.Gray)(nil)
	for i := range n {
		position := i + job.Start - 1
		if p := position / s.PerPage(); p != page {
			page, drawn = p, render(p)
		}
		x, y := s.origin(position % s.PerPage())
		out = append(out, labeltest.Crop(drawn, dpi, x, y, s.LabelW, s.LabelH))
	}
	return out
}

// Every label of every stock, drawn at the resolutions of thermal and office
// printers, in grey and with one bit, reads back as its own URI.
func TestEveryLabelScans(t *testing.T) {
	for _, s := range Stocks() {
		job, labels, doc := printed(t, s)
		opened := labeltest.Open(t, doc)
		for _, dpi := range []int{203, 300} {
			for _, oneBit := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%d/onebit=%t", s.ID, dpi, oneBit), func(t *testing.T) {
					images := crops(job, len(labels), dpi, func(page int) *image.Gray { return opened.Render(page, dpi, oneBit) })
					for i, img := range images {
						if got, err := labeltest.ReadZXing(img); err != nil || got != labels[i].URI {
							t.Errorf("label %d reads %q (%v), want %q", i, got, err, labels[i].URI)
						}
					}
				})
			}
		}
	}
}

// The same with a second renderer and a second reader.
func TestEveryLabelScansElsewhere(t *testing.T) {
	labeltest.SkipUnderRace(t)
	labeltest.NeedTool(t, "pdftoppm", "poppler-utils")
	labeltest.NeedTool(t, "zbarimg", "zbar-tools")
	for _, s := range Stocks() {
		job, labels, doc := printed(t, s)
		for dpi, oneBit := range map[int]bool{203: true, 300: false} {
			t.Run(fmt.Sprintf("%s/%d/onebit=%t", s.ID, dpi, oneBit), func(t *testing.T) {
				images := crops(job, len(labels), dpi, func(page int) *image.Gray { return labeltest.RenderPoppler(t, doc, page, dpi, oneBit) })
				for i, got := range labeltest.ReadZbar(t, images) {
					if got != labels[i].URI {
						t.Errorf("label %d reads %q, want %q", i, got, labels[i].URI)
					}
				}
			})
		}
	}
}

// Whatever else a label says, its symbol reads.
func TestRandomLabelsScan(t *testing.T) {
	labeltest.SkipUnderRace(t)
	s := mustStock(t, "roll-50x30")
	r := rand.New(rand.NewPCG(5, 6))
	var labels []Label
	for len(labels) < 40 {
		if l := randomLabel(r); len(Check(testFonts(), s, l)) == 0 {
			labels = append(labels, l)
		}
	}
	opened := labeltest.Open(t, makePDF(t, Job{Stock: s}, labels))
	for i, l := range labels {
		if got, err := labeltest.ReadZXing(opened.Render(i, 203, true)); err != nil || got != l.URI {
			t.Errorf("label %d reads %q (%v), want %q", i, got, err, l.URI)
		}
	}
}

func TestTextExtracts(t *testing.T) {
	l := testLabel(1)
	letters := []rune(vietnamese)
	l.Lines = []string{string(letters[:37]), string(letters[37:73]), string(letters[73:110]), string(letters[110:])}
	l.Note = "₫ “…” • × ± % &"
	got := labeltest.Open(t, makePDF(t, Job{Stock: mustStock(t, "a4-8-105x74")}, []Label{l})).Text(0)
	if n := len(letters); n != 146 {
		t.Fatalf("%d letters in the list", n)
	}
	for _, want := range slices.Concat(l.Lines, l.Dates, []string{l.Name, l.NameEN, l.Code, l.Host, l.Lot, l.Stars, l.Call, l.Note}) {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not extract from %q", want, got)
		}
	}
}
