package proof

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/thermal"
)

var printers = map[string]thermal.Printer{
	"ZPL":              {Language: thermal.ZPL, DPI: 203},
	"TSPL":             {Language: thermal.TSPL, DPI: 203},
	"ZPL, as pictures": {Language: thermal.ZPL, DPI: 203, SymbolAsImage: true},
	"TSPL, 300 dpi":    {Language: thermal.TSPL, DPI: 300},
	"ZPL with fonts":   {Language: thermal.ZPL, DPI: 203, Faces: thermal.Faces{Regular: "A.TTF", Bold: "B.TTF"}},
}

// rows are n labels of a roll, two on a page.
func rows(t testing.TB, n int) (out []*label.Page) {
	t.Helper()
	for i := range n {
		if i%2 == 0 {
			out = append(out, &label.Page{W: 145, H: 40})
		}
		p := out[len(out)-1]
		p.Placed = append(p.Placed, label.Placed{
			X: 1 + 72*float64(i%2), Drawing: stamp(t, fmt.Sprintf("https://example.vn/x/k-m-%d", i+1)),
		})
	}
	return out
}

func each(pages []*label.Page) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func jobOf(t testing.TB, p thermal.Printer, pages []*label.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := thermal.Write(t.Context(), &b, fonts, p, each(pages)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestThermal(t *testing.T) {
	for name, p := range printers {
		job := jobOf(t, p, rows(t, 5))
		for _, c := range []struct {
			name   string
			record func(p []*label.Page) []*label.Page // what the record would have to be
			want   error
			number int64
		}{
			{"the same", func(p []*label.Page) []*label.Page { return p }, nil, 0},
			{"two labels changed places", func(p []*label.Page) []*label.Page {
				a, b := p[1].Placed[0].Drawing, p[1].Placed[1].Drawing
				p[1].Placed[0].Drawing, p[1].Placed[1].Drawing = b, a
				return p
			}, ErrDiffers, 3},
			{"another link", func(p []*label.Page) []*label.Page {
				p[2].Placed[0].Drawing.Symbols[0].URI += "x"
				return p
			}, ErrDiffers, 5},
			{"moved by two dots", func(p []*label.Page) []*label.Page {
				p[0].Placed[1].X += 0.25
				return p
			}, ErrInk, 2},
			{"one more than the record", func(p []*label.Page) []*label.Page {
				p[0].Placed = p[0].Placed[:1]
				return p
			}, ErrExtra, 0},
			{"one fewer than the record", func(p []*label.Page) []*label.Page {
				p[2].Placed = append(p[2].Placed, label.Placed{X: 73, Drawing: stamp(t, "https://example.vn/9")})
				return p
			}, ErrMissing, 6},
			{"pages in another order", func(p []*label.Page) []*label.Page {
				p[0], p[1] = p[1], p[0]
				return p
			}, ErrDiffers, 1},
			{"a page more than the record", func(p []*label.Page) []*label.Page { return p[:2] }, ErrCount, 0},
			{"a page fewer than the record", func(p []*label.Page) []*label.Page { return append(p, p[0]) }, ErrCount, 0},
		} {
			record := c.record(rows(t, 5))
			err := Thermal(p, job, int64(len(record)), each(record))
			var e *Error
			if !errors.Is(err, c.want) || errors.As(err, &e) && e.Label != c.number {
				t.Errorf("%s, %s: %v; want %v of label %d", name, c.name, err, c.want, c.number)
			}
		}
		if err := Thermal(p, job[:len(job)-20], 3, each(rows(t, 5))); !errors.Is(err, thermal.ErrRead) {
			t.Errorf("%s, cut off: %v", name, err)
		}
		if err := Thermal(p, job, 4, each(rows(t, 5))); !errors.Is(err, ErrCount) {
			t.Errorf("%s, wrong total: %v", name, err)
		}
	}
}

// Equal pages are one label with copies in a job, and as many in the record.
func TestThermalCopies(t *testing.T) {
	p := rows(t, 4)
	record := []*label.Page{p[0], p[0], p[0], p[1]}
	for name, printer := range printers {
		job := jobOf(t, printer, record)
		if err := Thermal(printer, job, 4, each(record)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := Thermal(printer, job, 3, each(record[1:])); !errors.Is(err, ErrDiffers) {
			t.Errorf("%s, a copy too many: %v", name, err)
		}
		if err := Thermal(printer, job, 5, each(append(record, p[1]))); !errors.Is(err, ErrCount) {
			t.Errorf("%s, a page too few: %v", name, err)
		}
	}
}

// A link changed in the bytes that go to the printer is told.
func TestThermalBytes(t *testing.T) {
	p := printers["ZPL"]
	job := bytes.Replace(jobOf(t, p, rows(t, 5)), []byte("x/k-m-4"), []byte("x/k-m-9"), 1)
	err := Thermal(p, job, 3, each(rows(t, 5)))
	var e *Error
	if !errors.As(err, &e) || e.Label != 4 || e.Read != "https://example.vn/x/k-m-9" || !errors.Is(err, ErrDiffers) {
		t.Error(err)
	}
}

// So is one in a symbol that the printer makes, laid out as large as bytes need.
func TestThermalOwnSymbols(t *testing.T) {
	const link = "https://tx.example.vn/01/08930000000019/10/L261123A/21/7K3M9QP2XW4D"
	s, err := label.EncodeBytes(link)
	if err != nil {
		t.Fatal(err)
	}
	d := &label.Drawing{W: 50, H: 30, Symbols: []label.SymbolMark{{Symbol: s, URI: link, X: 3, Y: 3, Module: 0.5}}}
	record := each([]*label.Page{{W: 50, H: 30, Placed: []label.Placed{{Drawing: d}}}})
	for _, name := range []string{"ZPL", "TSPL"} {
		p := printers[name]
		var b bytes.Buffer
		if err := thermal.Write(t.Context(), &b, fonts, p, record); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b.Bytes(), []byte("B0067"+link)) {
			t.Errorf("%s: the link is not in a command", name)
		}
		if err := Thermal(p, b.Bytes(), 1, record); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		changed := bytes.Replace(b.Bytes(), []byte("7K3M9QP2XW4D"), []byte("7K3M9QP2XW4E"), 1)
		if err := Thermal(p, changed, 1, record); !errors.Is(err, ErrDiffers) {
			t.Errorf("%s, another code: %v, want %v", name, err, ErrDiffers)
		}
	}
}

func BenchmarkThermal(b *testing.B) {
	p, record := printers["ZPL"], rows(b, 500)
	job := jobOf(b, p, record)
	for b.Loop() {
		if err := Thermal(p, job, int64(len(record)), each(record)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "labels/s")
}
