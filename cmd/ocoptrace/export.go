package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/export"
)

var exportCommand = command{
	name:     "export",
	synopsis: "batches|labels|statements|passport|items|untp [PRODUCT LOT] --dir DIR",
	about:    "write tables, or what the law asks for of a batch, for other systems",
	details: `batches, labels and statements are tables, as CSV or XLSX (--format); label runs
without codes. passport (Decree 37/2026), items (Circular 02/2024) and untp (UNTP
Digital Product Passport 0.6.1, as vc+jwt) are of one batch.

Without --out it is written to standard output. The service must not be running; while it runs, it serves
the last three at /batches/PRODUCT/LOT/passport, items and untp.`,
	example: `ocoptrace export batches --format xlsx --out batches.xlsx --dir /var/lib/ocoptrace
ocoptrace export passport com-me-tri CM-01 --dir /var/lib/ocoptrace`,
	run: runExport,
}

// exported are what can be written: of a batch, or as a table.
var exported = []string{"batches", "labels", "statements", "passport", "items", "untp"}

func runExport(ctx context.Context, in *invocation) (err error) {
	s := in.settings()
	entity := in.String("entity", "", "`id` of a producer, whose batches and labels alone are written")
	format := in.String("format", "csv", "`format` of a table: csv or xlsx")
	out := in.String("out", "", "`file` to write")
	force := in.Bool("force", false, "overwrite the file")
	if err := in.parse(1, 3); err != nil {
		return err
	}
	what := in.rest[0]
	ofBatch := slices.Contains(exported[3:], what)
	switch {
	case !slices.Contains(exported, what):
		return in.misuse("%s is none of %s", shortened(what), strings.Join(exported, ", "))
	case ofBatch != (len(in.rest) == 3):
		return in.misuse("passport, items and untp are of a PRODUCT and a LOT, tables are not")
	case !slices.Contains(export.Formats, *format):
		return in.misuse("--format %s is neither csv nor xlsx", shortened(*format))
	}
	if err := in.require(s); err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	write := func(w io.Writer) error { return v.exportTable(ctx, w, what, *entity, *format) }
	if ofBatch {
		write = func(w io.Writer) error { return v.exportBatch(ctx, w, what, in.rest[1], in.rest[2]) }
	}
	if *out == "" {
		return write(in.stdout)
	}
	return writeFile(*out, 0o644, *force, write)
}

func (v *service) exportTable(ctx context.Context, w io.Writer, what, entity, format string) (err error) {
	var sheet *export.Sheet
	switch what {
	case "batches":
		sheet, err = export.Batches(ctx, v.registry, entity)
	case "labels":
		sheet, err = export.Labels(ctx, v.registry, entity)
	case "statements":
		sheet, err = export.Statements(ctx, v.registry)
	}
	if err != nil {
		return err
	}
	return sheet.Write(w, format)
}

func (v *service) exportBatch(ctx context.Context, w io.Writer, what, product, lot string) error {
	scan, err := v.registry.ScanBatch(ctx, product, lot)
	if err != nil {
		return withHint(err, "ocoptrace export batches lists products and lots")
	}
	if what == "untp" {
		token, err := export.UNTP(ctx, v.registry, scan)
		if err == nil {
			_, err = fmt.Fprintln(w, token)
		}
		return err
	}
	items := export.Passport
	if what == "items" {
		items = export.TenItems
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(items(v.registry.BaseURL(), scan))
}
