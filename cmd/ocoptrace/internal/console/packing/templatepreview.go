package packing

import (
	"bytes"
	"html/template"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// A look is how a label of a template will look.
type look struct {
	SVG      template.HTML // "" where there is none
	Findings printing.Findings
	Size     string // of the label
	Example  bool   // some of what it says depends on the job, and stands for it
}

// lookAt composes a label by a template on a stock, as it is printed. batch is
// PRODUCT/LOT of what it is for; where it is empty the label says what is known
// of the producer.
func (v *visit) lookAt(t layout.Template, s stock.Stock, batch string) (look, error) {
	setup := printing.Setup{Template: t, Paper: printing.PaperOf(stock.Job{Stock: s}), Locale: v.Page.Locale, Confirmed: true}
	part, err := v.exampleOf(&setup, batch)
	if err != nil {
		return look{}, err
	}
	seen, err := printing.Look(v.Ctx(), v.Registry, []printing.Part{part}, setup)
	if err != nil {
		return look{}, err
	}
	l := look{Findings: seen.Findings, Size: v.Page.T("console.template.size", v.decimalText(s.LabelW), v.decimalText(s.LabelH))}
	l.Example = setup.Carton != nil || setup.Point != nil || setup.Contains != nil
	if seen.Label == nil {
		return l, nil
	}
	svg, err := drawn(seen)
	l.SVG = inline(svg)
	return l, err
}

// exampleOf is what a preview shows: a label yet to be made of a batch. Where
// the print job decides what a label says, the setup has an example.
func (v *visit) exampleOf(setup *printing.Setup, batch string) (printing.Part, error) {
	product, lot, found := strings.Cut(batch, "/")
	if !found {
		return printing.Part{Run: &trace.LabelRun{Entity: v.User.Entity, Count: 1}}, nil
	}
	b, err := v.ownBatchOf(product, lot)
	if err != nil {
		return printing.Part{}, err
	}
	switch setup.Template.Purpose {
	case layout.Carton:
		setup.Carton = &printing.Carton{Pieces: 24, Number: 1, Of: 10}
	case layout.Gift:
		setup.Contains = []printing.Lot{{Product: b.Product, Lot: b.Lot}}
	case layout.Poster:
		e, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
		if err != nil {
			return printing.Part{}, err
		}
		setup.Point = &printing.Point{Name: e.Name}
		return printing.Part{Product: b.Product}, nil
	}
	return printing.Part{Run: &trace.LabelRun{Product: b.Product, Lot: b.Lot, GTIN: b.GTIN, Count: 1}}, nil
}

// inline is a drawing as part of a page.
func inline(svg []byte) template.HTML {
	_, inside, _ := bytes.Cut(svg, []byte("?>"))
	return template.HTML(inside) // package picture escapes what is text in it
}

// drawn is the first label of a preview as SVG.
func drawn(seen printing.Preview) ([]byte, error) {
	r, err := raster.New(printing.Fonts())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = picture.SVG(&b, r, seen.Label)
	return b.Bytes(), err
}
