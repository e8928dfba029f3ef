package main

import (
	"context"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/sample"
	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
)

// describe is demo.json as things are now.
func (d *demo) describe(ctx context.Context) (*demoFile, error) {
	reg := d.service.registry
	file := &demoFile{
		BaseURL: reg.BaseURL(), Day: d.day.String(), Policy: "policy", LogKey: "log.vkey",
		Checkpoint: reg.BaseURL() + "/log/checkpoint",
	}
	var err error
	if file.Logins, err = d.logins(ctx); err != nil {
		return nil, err
	}
	for _, b := range d.batches {
		batch, err := d.describeBatch(ctx, b)
		if err != nil {
			return nil, err
		}
		file.Batches = append(file.Batches, batch)
	}
	products, err := reg.Products(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		scan, err := reg.ScanProduct(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		page := reg.BaseURL() + "/products/" + url.PathEscape(p.ID)
		file.Products = append(file.Products, demoProduct{p.ID, p.Name, page, starsOf(scan), p.Service})
	}
	return file, nil
}

func (d *demo) describeBatch(ctx context.Context, b *sample.Batch) (demoBatch, error) {
	reg := d.service.registry
	scan, err := reg.ScanBatch(ctx, b.Product, b.Lot)
	if err != nil {
		return demoBatch{}, err
	}
	record := reg.BaseURL() + "/records/" + strings.TrimPrefix(scan.Batch.ID, "urn:uuid:")
	out := demoBatch{
		Product: b.Product, Lot: b.Lot, Name: scan.Batch.Fact.ProductName, Entity: b.Entity,
		Findings: scan.Findings(), BatchState: string(scan.Findings()[0]), Stars: starsOf(scan),
		URI: batchURI(reg.BaseURL(), b.Batch), Page: batchPage(reg.BaseURL(), b.Batch),
		Record: record, JWT: record + "/jwt", Proof: record + "/proof",
		Bundle: bundlePath(b), Codes: []string{}, LabelStates: []demoSpan{},
	}
	if b.Run != nil {
		err = d.describeRun(ctx, b, &out)
	}
	out.State = string(out.Findings[0])
	return out, err
}

// describeRun adds a batch's labels; what is scanned then is the first of them.
func (d *demo) describeRun(ctx context.Context, b *sample.Batch, out *demoBatch) error {
	reg := d.service.registry
	codes, err := reg.Labels(b.Run, 1, b.Run.Count)
	if err != nil {
		return err
	}
	for _, c := range codes {
		out.Codes = append(out.Codes, c.Code.String())
	}
	report, err := reg.Run(ctx, b.Run.ID)
	if err != nil {
		return err
	}
	for _, span := range report.Spans {
		out.LabelStates = append(out.LabelStates, demoSpan{span.From, span.To, span.State})
	}
	scan, err := reg.ScanCode(ctx, codes[0].Code.String())
	if err != nil {
		return err
	}
	out.Findings = scan.Findings()
	out.URI, out.Page = codes[0].URI, trace.CodeURI(reg.BaseURL(), codes[0].Code)
	out.Labels, out.Stock, out.Run = labelsPath(b), b.Stock, b.Run.ID
	return nil
}

// starsOf is the state of a product's stars on the day of a scan.
func starsOf(scan *trace.Scan) string {
	if scan.Standing == nil {
		return "none"
	}
	return string(scan.Standing.On(scan.Day))
}

func batchPage(base string, b *trace.Batch) string {
	return base + "/batches/" + url.PathEscape(b.Product) + "/" + url.PathEscape(b.Lot)
}

// batchURI is a batch's GS1 Digital Link, or its page where it has no GTIN.
func batchURI(base string, b *trace.Batch) string {
	scheme, host, _ := strings.Cut(base, "://")
	if b.GTIN == "" {
		return batchPage(base, b)
	}
	return gs1.DigitalLink{
		Scheme: scheme, Host: host, Key: gs1.Element{AI: "01", Value: b.GTIN},
		Qualifiers: []gs1.Element{{AI: "10", Value: b.Lot}},
	}.String()
}
