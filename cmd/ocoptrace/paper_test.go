package main

import (
	"bytes"
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// printPages prints what people take along as Chromium prints it on A4: the ways
// around the site are left out, what the page is about is there.
func printPages(t *testing.T, parent context.Context, file demoFile) {
	consumer := openKeys(t, parent, file, true)
	consumer.printed(file.Batches[0].Page+"?lang=en", 5, file.Batches[0].Lot)
	batch := file.Batches[0]
	inspector := openKeys(t, parent, file, true)
	inspector.signInByKeys(file, "inspector")
	inspector.printed(file.BaseURL+"/console/dossiers/"+batch.Product+"/"+batch.Lot+"?lang=en", 6, batch.Lot)
	officer := openKeys(t, parent, file, true)
	officer.signInByKeys(file, "officer")
	officer.printed(file.BaseURL+"/console/renewals?lang=en", 4, "Renewal list")
	officer.printed(file.BaseURL+"/console/statistics?lang=en", 25, "OCOP statistics")
	maker := openKeys(t, parent, file, true)
	maker.signInByKeys(file, "owner")
	maker.printed(file.BaseURL+"/console/batches/"+batch.Product+"/"+batch.Lot+"?lang=en", 3, batch.Lot)
}

// printed prints a page: no more sheets than most, with what it must say and
// without what leads to other pages.
func (d *desk) printed(url string, most int, about string) {
	d.t.Helper()
	d.do(chromedp.Navigate(url))
	for media, want := range map[string]string{"": "ways", "print": ""} {
		_, err := chromedp.Call(d.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})
		d.check(err)
		around := d.text(`[...document.querySelectorAll("nav, .skip, .bar, .foot-links, form, button")].filter(e => e.getClientRects().length > 0).map(e => e.outerHTML.slice(0, 100)).join("\n")`)
		if (around == "") != (want == "") {
			d.t.Errorf("%s, media %q: ways around are %s", url, media, around)
		}
	}
	file, err := chromedp.Call(d.ctx, printing.PrintToPDF, printing.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	d.check(err)
	text, sheets := pdfText(d.t, file.Data)
	if !strings.Contains(text, about) || sheets < 1 || sheets > most {
		d.t.Errorf("%s: %d sheets, %q is on them: %v", url, sheets, about, strings.Contains(text, about))
	}
}

// pdfText is what poppler reads in a PDF, and on how many sheets.
func pdfText(t *testing.T, data []byte) (text string, sheets int) {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatal("no pdftotext: install poppler-utils")
	}
	cmd := exec.Command(program, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	must(t, err)
	return string(out), strings.Count(string(out), "\f")
}
