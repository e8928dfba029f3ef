package proof

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/pdf"
)

// sheets are n labels on sheets of ten, with cut marks.
func sheets(t testing.TB, n int) (out []*label.Page) {
	t.Helper()
	marks := &label.Drawing{W: 210, H: 297, Bars: []label.BarMark{{X: 5, Y: 5, W: 200, H: 0.1}}}
	for i := range n {
		if i%10 == 0 {
			out = append(out, &label.Page{W: 210, H: 297, Placed: []label.Placed{{Drawing: marks}}})
		}
		p := out[len(out)-1]
		p.Placed = append(p.Placed, label.Placed{
			X: 10 + 90*float64(i%2), Y: 15.5 + 50*float64(i%10/2),
			Drawing: stamp(t, fmt.Sprintf("https://example.vn/01/08930000000019/21/%07d", i+1)),
		})
	}
	return out
}

func written(t testing.TB, pages []*label.Page, verify func([]byte, []*label.Page) error) ([]byte, error) {
	t.Helper()
	var doc bytes.Buffer
	err := pdf.Write(t.Context(), &doc, fonts, pdf.Options{Verify: verify}, func(yield func(*label.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	})
	return doc.Bytes(), err
}

func TestPDF(t *testing.T) {
	doc, err := written(t, sheets(t, 25), PDF)
	if err != nil {
		t.Fatal(err)
	}
	gone := func(p *label.Page, i int) { p.Placed = append(p.Placed[:i], p.Placed[i+1:]...) }
	for _, c := range []struct {
		name   string
		record func(p []*label.Page) []*label.Page // what the record would have to be
		want   error
		number int64
		read   string // its end
		wanted string
	}{
		{"the same", func(p []*label.Page) []*label.Page { return p }, nil, 0, "", ""},
		{"two labels changed places", func(p []*label.Page) []*label.Page {
			a, b := p[1].Placed[3].Drawing, p[1].Placed[4].Drawing
			p[1].Placed[3].Drawing, p[1].Placed[4].Drawing = b, a
			return p
		}, ErrDiffers, 13, "0000013", "0000014"},
		{"another link", func(p []*label.Page) []*label.Page {
			p[2].Placed[5].Drawing.Symbols[0].URI += "x"
			return p
		}, ErrDiffers, 25, "0000025", "0000025x"},
		{"moved", func(p []*label.Page) []*label.Page {
			p[0].Placed[2].X += 0.02
			return p
		}, ErrMoved, 2, "", "0000002"},
		{"smaller", func(p []*label.Page) []*label.Page {
			p[0].Placed[2].Drawing.Symbols[0].Module -= 0.001
			return p
		}, ErrMoved, 2, "", "0000002"},
		{"in another order", func(p []*label.Page) []*label.Page {
			p[1].Placed[3], p[1].Placed[4] = p[1].Placed[4], p[1].Placed[3]
			return p
		}, nil, 0, "", ""},
		{"one more than the record", func(p []*label.Page) []*label.Page {
			gone(p[0], 7)
			return p
		}, ErrExtra, 0, "0000007", ""},
		{"one fewer than the record", func(p []*label.Page) []*label.Page {
			p[2].Placed = append(p[2].Placed, label.Placed{X: 100, Y: 200, Drawing: stamp(t, "https://example.vn/9")})
			return p
		}, ErrMissing, 26, "", "/9"},
		{"a page more than the record", func(p []*label.Page) []*label.Page { return p[:2] }, ErrExtra, 0, "0000021", ""},
		{"a page fewer than the record", func(p []*label.Page) []*label.Page { return append(p, p[0]) }, ErrMissing, 26, "", "0000001"},
		{"no record", func([]*label.Page) []*label.Page { return nil }, ErrExtra, 0, "0000001", ""},
	} {
		err := PDF(doc, c.record(sheets(t, 25)))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
			continue
		}
		var e *Error
		if errors.As(err, &e) && (e.Label != c.number || !ends(e.Read, c.read) || !ends(e.Want, c.wanted)) {
			t.Errorf("%s: %v; want label %d, read %s, recorded %s", c.name, err, c.number, c.read, c.wanted)
		}
	}
	if err := PDF(doc[:len(doc)/2], sheets(t, 25)); !errors.Is(err, pdf.ErrRead) {
		t.Errorf("half a document: %v", err)
	}
}

func ends(text, end string) bool {
	return end == "" && text == "" || end != "" && bytes.HasSuffix([]byte(text), []byte(end))
}

// A symbol with wrong modules, in the right place, is told although it reads.
func TestPDFModules(t *testing.T) {
	p := sheets(t, 1)
	m := p[0].Placed[1].Drawing.Symbols[0]
	for n, want := range map[int]error{0: nil, 1: ErrInk, 20: ErrInk, 400: ErrInk} {
		seen := []found{{x: 10 + m.X, y: 15.5 + m.Y, module: m.Module, size: m.Symbol.Size(), bitmap: flipped(m.Symbol, n)}}
		err := compare(seen, 0.01, 0.0002, p)
		if !errors.Is(err, want) {
			t.Errorf("%d modules: %v, want %v", n, err, want)
		}
		var e *Error
		if errors.As(err, &e) && (e.Label != 1 || (e.Read != "") != (n < 400)) {
			t.Errorf("%d modules: %v", n, err)
		}
	}
}

// A writer that is wrong does not get far.
func TestPDFStopsTheWriter(t *testing.T) {
	p := sheets(t, 12)
	p[1].Placed[2].Drawing.Symbols[0].URI = "https://example.vn/other"
	doc, err := written(t, p, PDF)
	if !errors.Is(err, ErrDiffers) || !errors.Is(err, pdf.ErrVerify) {
		t.Errorf("%d bytes, %v", len(doc), err)
	}
}

func BenchmarkPDF(b *testing.B) {
	p := sheets(b, 500)
	doc, err := written(b, p, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := PDF(doc, p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "labels/s")
}
