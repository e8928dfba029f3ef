package printing

import (
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Content is what the label c of a scanned batch says, on a stock of any size.
// host is where the code can be typed (see Host).
func Content(scan *trace.Scan, c trace.LabelCode, host string) label.Label {
	vi := locale.For(locale.Vietnamese)
	batch, product := scan.Batch.Fact, scan.Product.Fact
	l := label.Label{
		URI:    c.URI,
		Code:   c.Code.Groups(),
		Host:   host,
		Name:   product.NameOnLabel(),
		NameEN: product.NameEn,
		Lot:    vi.T("print.lot", batch.Lot),
		Dates:  dates(vi, batch),
		Lines:  lines(vi, scan.Entity.Fact, product),
		Call:   vi.T("print.call"),
	}
	if starsPrinted(scan) {
		l.Stars = vi.T("print.stars", scan.Standing.Recognition.Fact.Stars)
	}
	if batch.Sample || product.Sample || scan.Entity.Fact.Sample {
		l.Note = vi.T("print.sample")
	}
	return l
}

// Host is the part of a service's base URL that a person types.
func Host(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return baseURL
	}
	return u.Host
}

// dates keeps each date in one row.
func dates(vi *locale.Locale, b *trace.Batch) []string {
	all := []string{vi.T("print.produced", b.Produced)}
	switch end, kind := b.End(); kind {
	case trace.DateExpires:
		all = append(all, vi.T("print.expires", end))
	case trace.DateBestBefore:
		all = append(all, vi.T("print.bestBefore", end))
	}
	return all
}

// lines are the texts for large labels, the weightiest first.
func lines(vi *locale.Locale, e *trace.Entity, p *trace.Product) []string {
	all := []string{e.Name + ", " + place(e)}
	add := func(text, line string) {
		if text != "" {
			all = append(all, strings.Join(strings.Fields(line), " "))
		}
	}
	add(p.Net, vi.T("print.net", p.Net))
	add(p.Storage, p.Storage)
	add(p.Warning, p.Warning)
	add(p.Allergens, vi.T("print.allergens", p.Allergens))
	add(p.Ingredients, vi.T("print.ingredients", p.Ingredients))
	return all
}

// place is the address that the business prints, or else its commune.
func place(e *trace.Entity) string {
	if e.Address != "" {
		return e.Address
	}
	province, ok := ocop.ProvinceByCode(e.ProvinceCode)
	if !ok {
		return e.Commune
	}
	return e.Commune + ", " + province.FullName()
}

// starsPrinted says whether a label printed on the day of the scan carries
// stars. Goods without an end date carry them if they are in force that day.
func starsPrinted(scan *trace.Scan) bool {
	return scan.Standing != nil && scan.Standing.InForce(scan.Day) && !outlives(scan)
}

// outlives says that the pack is good for longer than the recognition.
func outlives(scan *trace.Scan) bool {
	end, kind := scan.Batch.Fact.End()
	return kind != trace.DateNone && end.After(scan.Standing.Until())
}
