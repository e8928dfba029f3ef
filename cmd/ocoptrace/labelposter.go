package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

var labelPosterVerb = command{
	name:     "label poster",
	synopsis: "[PRODUCT] --entity ID --stock ID --out FILE.pdf|FILE.svg|FILE.png --dir DIR",
	about:    "make the sign of a point where goods are shown, with a link to their page",
	details: `The symbol leads to the public page of the product, or of the producer where no
product is named. A poster has no code of its own and makes no labels.`,
	example: `ocoptrace label poster gao-seng-cu --entity htx-a --stock a4-1 --point "Điểm giới thiệu OCOP Sa Pa" --hours "7:00–18:00" --out poster.pdf --dir DATA`,
	run:     runLabelPoster,
}

func runLabelPoster(ctx context.Context, in *invocation) error {
	s, f := in.labelService(), in.paperFlags()
	entity := in.String("entity", "", "`id` of the producer")
	in.designFlags(f)
	var point printing.Point
	in.StringVar(&point.Name, "point", "", "`name` of the place")
	in.StringVar(&point.Address, "address", "", "`address` of the place")
	in.StringVar(&point.Hours, "hours", "", "opening `hours`")
	in.StringVar(&point.Phone, "phone", "", "telephone `number`")
	if err := in.parse(0, 1); err != nil {
		return err
	}
	if *entity == "" {
		return in.misuse("--entity is needed: whose goods are shown?")
	}
	drawn := isPicture(f.Out)
	if drawn && f.Format == "" {
		f.Format = string(press.PDF)
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	if f.Template == "" {
		f.Template = "poster"
	}
	f.Copies = 1
	part := printing.Part{Entity: *entity}
	if len(in.rest) == 1 {
		part = printing.Part{Product: in.rest[0]}
	}
	c := &printCall{in: in, service: s, flags: f, entity: *entity}
	return c.poster(ctx, part, point, drawn)
}

func (c *printCall) poster(ctx context.Context, part printing.Part, point printing.Point, drawn bool) error {
	a := previewAnswer{File: c.flags.Out}
	err := c.service.within(ctx, c.in, func(v *service) error {
		c.registry = v.registry
		if err := c.posterSubject(ctx, v, part); err != nil {
			return err
		}
		return v.atPress(nil, func(p *press.Press) (err error) {
			if c.chosen, err = c.flags.choose(ctx, p, c.entity); err != nil {
				return err
			}
			a.Stock, a.Template = c.chosen.sheet.Stock.ID, c.chosen.template.ID
			setup := press.SetupOf(press.Job{Sheet: c.chosen.sheet, Printer: c.chosen.printer, Template: c.chosen.template, Created: c.in.now()})
			setup.Locale, setup.Point = locale.For(locale.English), &point
			a.Findings, err = c.writePoster(ctx, part, setup, drawn)
			return err
		})
	})
	if err != nil {
		return printWords(err)
	}
	return c.tellPicture(a)
}

// posterSubject refuses a product that is not of the producer.
func (c *printCall) posterSubject(ctx context.Context, v *service, part printing.Part) error {
	if err := v.hasEntity(ctx, c.entity); err != nil || part.Product == "" {
		return err
	}
	p, err := v.registry.Product(ctx, part.Product)
	if errors.Is(err, trace.ErrNotFound) || err == nil && p.Entity != c.entity {
		return fmt.Errorf("%s has no product %s", c.entity, shortened(part.Product))
	}
	return err
}

func (c *printCall) writePoster(ctx context.Context, part printing.Part, setup printing.Setup, drawn bool) (printing.Findings, error) {
	parts := []printing.Part{part}
	look, err := printing.Look(ctx, c.registry, parts, setup)
	if err == nil && !look.Findings.Printable() {
		err = look.Findings
	}
	if err != nil {
		return nil, err
	}
	return append(printing.Findings{}, look.Findings...), writeFile(c.flags.Out, 0o644, c.flags.force, func(w io.Writer) error {
		if drawn {
			return c.draw(w, look, true)
		}
		return printing.Write(ctx, w, c.registry, parts, setup)
	})
}
