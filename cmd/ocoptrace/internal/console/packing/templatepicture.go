package packing

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
)

// typicalStock is one that labels of a purpose are printed on.
func typicalStock(p layout.Purpose) stock.Stock {
	id := map[layout.Purpose]string{
		layout.Stamp: "roll-50x30", layout.Full: "a4-8-105x74", layout.Carton: "roll-100x70", layout.Gift: "roll-100x70", layout.Poster: "a5-1",
	}[p]
	s, err := printing.Stocks().Find(id)
	if err != nil {
		return printing.Stocks().All()[0]
	}
	return s
}

// templatePicture draws a label of the producer's newest batch.
func templatePicture(v *visit) error {
	t, _, err := v.template(v.Variable("template"))
	if err != nil {
		return err
	}
	batches, err := v.batchOptions()
	if err != nil {
		return err
	}
	batch := ""
	if len(batches) > 0 {
		batch = batches[0].Value
	}
	setup := printing.Setup{Template: t, Paper: printing.PaperOf(stock.Job{Stock: typicalStock(t.Purpose)}), Confirmed: true, Locale: v.Page.Locale}
	part, err := v.exampleOf(&setup, batch)
	if err != nil {
		return err
	}
	seen, err := printing.Look(v.Ctx(), v.Registry, []printing.Part{part}, setup)
	if err != nil {
		return err
	}
	if seen.Label == nil {
		return web.Status(http.StatusNotFound)
	}
	svg, err := drawn(seen)
	if err != nil {
		return err
	}
	return v.send("image/svg+xml", "", svg)
}
