package printing

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"ocoptrace/label/labeltest"
	"ocoptrace/label/layout"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// A cell is one template on one stock.
type cell struct {
	template layout.Template
	stock    labelstock.Stock
}

// matrix counts what could be printed.
type matrix struct {
	mu        sync.Mutex
	printed   map[string]int             // by template
	templates map[string]map[string]bool // by stock
	tried     map[string]map[string]bool // goods by template and by stock
	goods     map[string]map[string]bool // printed, by template
	documents int
}

// Every label of every template on every stock that has room for it, by every
// writer that prints on it, is read by a decoder that is not ours; where there is
// no room, the refusal says which field is in the way, and by how much. Which
// goods are printed varies from one combination to the next, so that every
// template and every stock meets all of them.
func TestEveryTemplateOnEveryStock(t *testing.T) {
	labeltest.SkipUnderRace(t)
	w := varietyWorld(t)
	runs := make(map[string]*trace.LabelRun)
	for _, g := range variety {
		runs[g.product] = newRun(t, w, g.product, g.lot, 3)
	}
	m := &matrix{
		printed: make(map[string]int), templates: make(map[string]map[string]bool),
		tried: make(map[string]map[string]bool), goods: make(map[string]map[string]bool),
	}
	t.Run("cells", func(t *testing.T) {
		for _, s := range Stocks().All() {
			t.Run(s.ID, func(t *testing.T) {
				t.Parallel()
				for n, template := range Templates() {
					m.cell(t, w, runs, cell{template, s}, n)
				}
			})
		}
	})
	m.conclude(t)
}

// cell prints by every writer that the stock has; the template is the n-th.
func (m *matrix) cell(t *testing.T, w *tracetest.World, runs map[string]*trace.LabelRun, c cell, n int) {
	formats := []Format{PDF}
	if c.stock.Roll {
		formats = append(formats, ZPL, TSPL)
	}
	for _, f := range formats {
		g := varied(n, c.stock.ID, string(f))
		o := varietySetup(c, g)
		o.Format = f
		part, want := labelsOfRun(t, w, runs[g.product], c.template.Purpose)
		doc, found := m.write(t, w, []Part{part}, o)
		m.count(c, g, found == nil)
		if found != nil {
			checkRefusal(t, w, part, o, c.stock.ID, found)
		} else if got := decode(t, o, doc, c.stock, len(want)); !same(got, want) {
			t.Errorf("%s of %s as %s reads %q, want %v", c.template.ID, g.product, f, got, want)
		}
	}
	g := varied(n, c.stock.ID, "pictures")
	part, want := labelsOfRun(t, w, runs[g.product], c.template.Purpose)
	m.pictures(t, w, part, varietySetup(c, g), c, want[0].URI)
}

// labelsOfRun are the part of a job that prints a run, or the poster of its
// product, and what its labels hold.
func labelsOfRun(t *testing.T, w *tracetest.World, run *trace.LabelRun, purpose layout.Purpose) (Part, []trace.LabelCode) {
	t.Helper()
	if purpose == layout.Poster {
		return Part{Product: run.Product}, []trace.LabelCode{{URI: ProductURI(w.BaseURL(), run.Product)}}
	}
	return Part{Run: run}, codes(t, w, run, 1, run.Count)
}

// write makes a document, or finds why there is none.
func (m *matrix) write(t *testing.T, w *tracetest.World, parts []Part, o Setup) (doc []byte, found Findings) {
	t.Helper()
	var b bytes.Buffer
	err := Write(t.Context(), &b, w.Registry, parts, o)
	switch {
	case errors.As(err, &found) && b.Len() == 0:
		return nil, found
	case err != nil:
		t.Fatalf("%s as %s: %v", o.Template.ID, o.Format, err)
	}
	return b.Bytes(), nil
}

func (m *matrix) count(c cell, g goods, printed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	note := func(all map[string]map[string]bool, of, what string) {
		if all[of] == nil {
			all[of] = make(map[string]bool)
		}
		all[of][what] = true
	}
	note(m.tried, c.template.ID, g.product)
	note(m.tried, c.stock.ID, g.product)
	if !printed {
		return
	}
	m.documents++
	m.printed[c.template.ID]++
	note(m.templates, c.stock.ID, c.template.ID)
	note(m.goods, c.template.ID, g.product)
}

// conclude makes sure that the matrix is not empty where it must not be.
func (m *matrix) conclude(t *testing.T) {
	stocks := Stocks().All()
	for _, template := range Templates() {
		t.Logf("%s: %d documents", template.ID, m.printed[template.ID])
		if m.printed[template.ID] < 10 {
			t.Errorf("%s could be printed on %d stocks only", template.ID, m.printed[template.ID])
		}
		if len(m.tried[template.ID]) < len(variety) || len(m.goods[template.ID]) < len(variety) {
			t.Errorf("%s was tried with %v and printed for %v", template.ID, m.tried[template.ID], m.goods[template.ID])
		}
	}
	var none []string
	for _, s := range stocks {
		if len(m.tried[s.ID]) < len(variety) {
			t.Errorf("%s was tried with %v only", s.ID, m.tried[s.ID])
		}
		if len(m.templates[s.ID]) == 0 {
			none = append(none, fmt.Sprintf("%s (%g x %g)", s.ID, s.LabelW, s.LabelH))
			if s.LabelW >= 48 && s.LabelH >= 29 {
				t.Errorf("nothing can be printed on %s", s.ID)
			}
		}
	}
	t.Logf("%d documents on %d stocks; nothing fits on %s", m.documents, len(stocks), strings.Join(none, ", "))
	if len(none) > len(stocks)/4 {
		t.Errorf("nothing can be printed on %d of %d stocks", len(none), len(stocks))
	}
}
