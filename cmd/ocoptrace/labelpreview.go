package main

import (
	"context"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
)

var labelPreviewVerb = command{
	name:     "label preview",
	synopsis: "PRODUCT LOT --stock ID --out FILE.svg|FILE.png --dir DIR",
	about:    "draw a label as it will be printed, before there is any",
	details: `The picture is of the same layout as the print, of a code that no label has.
--page draws the first sheet, full of labels. What there is to say about printing
comes as notes, the first of which may be why it cannot be printed.`,
	example: `ocoptrace label preview gao-seng-cu L261123A --stock a4-24-70x37 --template stamp-en --out label.png --dir DATA`,
	run:     runLabelPreview,
}

// A previewAnswer says what was drawn, and what there is to say.
type previewAnswer struct {
	File     string            `json:"file"`
	Stock    string            `json:"stock"`
	Template string            `json:"template"`
	Findings printing.Findings `json:"findings"`
}

func runLabelPreview(ctx context.Context, in *invocation) error {
	s, f := in.labelService(), in.paperFlags()
	in.jobFlags(f)
	page := in.Bool("page", false, "draw the whole first sheet")
	if err := in.parse(2, 2); err != nil {
		return err
	}
	if !isPicture(f.Out) {
		return in.misuse("--out must name a file that ends in .svg or .png, not %s", shortened(f.Out))
	}
	if f.Format == "" { // for which printer it is drawn
		f.Format = string(press.PDF)
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	c := &printCall{in: in, service: s, flags: f}
	return c.preview(ctx, *page)
}

func (c *printCall) preview(ctx context.Context, page bool) error {
	product, lot := c.in.rest[0], c.in.rest[1]
	a := previewAnswer{File: c.flags.Out}
	err := c.service.within(ctx, c.in, func(v *service) (err error) {
		if c.entity, err = entityOf(ctx, v.registry, product, lot); err != nil {
			return err
		}
		return v.atPress(nil, func(p *press.Press) error {
			c.shop, c.registry = p, v.registry
			if c.chosen, err = c.flags.choose(ctx, p, c.entity); err != nil {
				return err
			}
			want := wanted{Product: product, Lot: lot, Count: 1}
			if page {
				want.Count = int64(c.chosen.sheet.Stock.PerPage())
			}
			look, err := c.look(ctx, want)
			if err != nil {
				return err
			}
			a.Stock, a.Template, a.Findings = c.chosen.sheet.Stock.ID, c.chosen.template.ID, append(printing.Findings{}, look.Findings...)
			if look.Label == nil {
				return look.Findings
			}
			return writeFile(c.flags.Out, 0o644, c.flags.force, func(w io.Writer) error { return c.draw(w, look, page) })
		})
	})
	if err != nil {
		return printWords(err)
	}
	return c.tellPicture(a)
}

func (c *printCall) tellPicture(a previewAnswer) error {
	for _, found := range a.Findings {
		fmt.Fprintf(c.in.stderr, "note: %s\n", found)
	}
	if c.service.json {
		return c.in.printJSON(a)
	}
	fmt.Fprintf(c.in.stdout, "%s: %s on %s\n", a.File, a.Template, a.Stock)
	return nil
}

// look composes what a job would print.
func (c *printCall) look(ctx context.Context, w wanted) (printing.Preview, error) {
	job := press.Job{
		Entity: c.entity, Sheet: c.chosen.sheet, Printer: c.chosen.printer, Template: c.chosen.template,
		Texts: c.flags.Texts, Created: c.in.now(),
	}
	setup := press.SetupOf(job)
	setup.Locale = locale.For(locale.English)
	return printing.Look(ctx, c.registry, []printing.Part{{Run: w.run()}}, setup)
}

// previewDPI is that of a picture for the screen, where no printer is meant.
const previewDPI = 300

// draw writes the picture: in the inks, or as a label printer prints it.
func (c *printCall) draw(w io.Writer, look printing.Preview, page bool) error {
	r, err := raster.New(printing.Fonts())
	if err != nil {
		return err
	}
	dpi := c.chosen.printer.DPI
	if dpi == 0 {
		dpi = previewDPI
	}
	thermal := c.chosen.printer.Kind != press.PDF
	switch svg := pictureKind(c.flags.Out) == ".svg"; {
	case svg && page:
		return picture.SVGPage(w, r, look.Page)
	case svg:
		return picture.SVG(w, r, look.Label)
	case thermal && page:
		return picture.PNGPage(w, r, look.Page, dpi)
	case thermal:
		return picture.PNG(w, r, look.Label, dpi)
	case page:
		return picture.PNGColourPage(w, r, look.Page, dpi)
	}
	return picture.PNGColour(w, r, look.Label, dpi)
}
