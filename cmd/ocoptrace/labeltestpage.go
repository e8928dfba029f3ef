package main

import (
	"context"
	"fmt"
	"io"
	"iter"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/label/pdf"
	"ocoptrace/label/stock"
	"ocoptrace/label/thermal"
)

var labelTestPageVerb = command{
	name:     "label testpage",
	synopsis: "--stock ID --out FILE [--entity ID --dir DIR]",
	about:    "write a page that shows where a printer puts labels",
	details: `Print it on plain paper at 100 % and hold it against a sheet, to the light. If the
labels lie beside their places, measure the two rulers and how far the corner lies
from the paper's edges, and give that to “label calibrate”. A data directory is
needed only for a producer's own stocks and printers.`,
	example: "ocoptrace label testpage --stock a4-24-70x37 --out test.pdf",
	run:     runLabelTestPage,
}

func runLabelTestPage(ctx context.Context, in *invocation) error {
	s, f := in.labelService(), in.paperFlags()
	entity := in.String("entity", "", "`id` of the producer whose own stocks and printers are meant")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	f.Copies = 1
	var sheet stock.Job
	err := s.forEntity(ctx, in, *entity, func(p *press.Press) error {
		c, err := f.choose(ctx, p, *entity)
		if err != nil {
			return err
		}
		sheet = c.sheet
		page, err := stock.TestPage(c.sheet, []string{locale.For(locale.Vietnamese).T("cli.testPage"), locale.For(locale.English).T("cli.testPage")})
		if err != nil {
			return err
		}
		return writeFile(f.Out, 0o644, f.force, func(w io.Writer) error { return in.writePage(ctx, w, c, page) })
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(map[string]any{"file": f.Out, "stock": sheet.Stock.ID, "printed": sheet.Stock.TestMarks()})
	}
	m := sheet.Stock.TestMarks()
	fmt.Fprintf(in.stdout, "%s: rulers of %g and %g mm, the corner at %g, %g mm\n", f.Out, m.RulerX, m.RulerY, m.CornerX, m.CornerY)
	return nil
}

// writePage writes one page as a printer takes it.
func (in *invocation) writePage(ctx context.Context, w io.Writer, c chosenPaper, page *label.Page) error {
	pages := func(yield func(*label.Page, error) bool) { yield(page, nil) }
	if c.printer.Kind == press.PDF {
		return pdf.Write(ctx, w, printing.Fonts(), pdf.Options{Title: c.sheet.Stock.Name.Vi, Created: in.now(), Language: locale.Vietnamese}, pages)
	}
	p := press.SetupOf(press.Job{Sheet: c.sheet, Printer: c.printer}).Printer
	p.Language = thermal.Language(c.printer.Kind)
	return thermal.Write(ctx, w, printing.Fonts(), p, iter.Seq2[*label.Page, error](pages))
}

// forEntity calls f with the shop of an entity, or with none, and without a
// directory, where none is named.
func (s *labelService) forEntity(ctx context.Context, in *invocation, entity string, f func(*press.Press) error) error {
	if entity == "" {
		return f(nil)
	}
	return s.within(ctx, in, func(v *service) error {
		if err := v.hasEntity(ctx, entity); err != nil {
			return err
		}
		return v.atPress(nil, f)
	})
}
