package printing

import (
	"bytes"
	"iter"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/trace/tracetest"
)

// geometry is where labels lie on a page, mm.
type geometry struct {
	labeltest.Grid
	pageW, pageH, inset float64
	roll                bool
}

var geometries = map[string]geometry{
	"a4-24-70x37":  {labeltest.Grid{MarginTop: 0.5, PitchX: 70, PitchY: 37, LabelW: 70, LabelH: 37, Cols: 3, Rows: 8}, 210, 297, 4, false},
	"a4-65-38x21":  {labeltest.Grid{MarginLeft: 4.75, MarginTop: 10.7, PitchX: 40.6, PitchY: 21.2, LabelW: 38.1, LabelH: 21.2, Cols: 5, Rows: 13}, 210, 297, 1, false},
	"a4-8-105x74":  {labeltest.Grid{MarginTop: 0.5, PitchX: 105, PitchY: 74, LabelW: 105, LabelH: 74, Cols: 2, Rows: 4}, 210, 297, 5.5, false},
	"a4-1":         {labeltest.Grid{PitchX: 210, PitchY: 297, LabelW: 210, LabelH: 297, Cols: 1, Rows: 1}, 210, 297, 10, false},
	"roll-50x30":   {labeltest.Grid{PitchX: 50, PitchY: 30, LabelW: 50, LabelH: 30, Cols: 1, Rows: 1}, 50, 30, 1.5, true},
	"roll-100x70":  {labeltest.Grid{PitchX: 100, PitchY: 70, LabelW: 100, LabelH: 70, Cols: 1, Rows: 1}, 100, 70, 1.5, true},
	"roll-100x150": {labeltest.Grid{PitchX: 100, PitchY: 150, LabelW: 100, LabelH: 150, Cols: 1, Rows: 1}, 100, 150, 1.5, true},
	"roll-2x50x30": {labeltest.Grid{PitchX: 52, PitchY: 30, LabelW: 50, LabelH: 30, Cols: 2, Rows: 1}, 102, 30, 1.5, true},
}

// paper is blank labels with so many positions of the first page used.
func paper(g geometry, start, copies int) Paper {
	return Paper{
		W: g.LabelW, H: g.LabelH, InsetX: g.inset, InsetY: g.inset, Roll: g.roll,
		PerPage: g.Cols * g.Rows, Start: start, Copies: copies,
		Impose: func(drawings iter.Seq2[*label.Drawing, error]) iter.Seq2[*label.Page, error] {
			return g.impose(drawings, max(start, 1)-1, max(copies, 1))
		},
	}
}

// impose fills pages row by row.
func (g geometry) impose(drawings iter.Seq2[*label.Drawing, error], at, copies int) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		page := &label.Page{W: g.pageW, H: g.pageH}
		for d, err := range drawings {
			if err != nil {
				yield(nil, err)
				return
			}
			for range copies {
				page.Placed = append(page.Placed, label.Placed{
					X: g.MarginLeft + float64(at%g.Cols)*g.PitchX, Y: g.MarginTop + float64(at/g.Cols)*g.PitchY, Drawing: d,
				})
				if at++; at == g.Cols*g.Rows {
					if !yield(page, nil) {
						return
					}
					page, at = &label.Page{W: g.pageW, H: g.pageH}, 0
				}
			}
		}
		if len(page.Placed) > 0 {
			yield(page, nil)
		}
	}
}

// on are a template of the program's and blank labels.
func on(t testing.TB, template, name string) Setup {
	t.Helper()
	tpl, err := FindTemplate(template)
	if err != nil {
		t.Fatal(err)
	}
	g, ok := geometries[name]
	if !ok {
		t.Fatalf("no blank labels %s", name)
	}
	return Setup{Template: tpl, Paper: paper(g, 1, 1)}
}

func document(t testing.TB, w *tracetest.World, o Setup, parts ...Part) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(t.Context(), &b, w.Registry, parts, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
