package console

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// leftoversBody is a producer's page of the labels that are printed and on no
// pack yet.
type leftoversBody struct {
	common
	Rows    []*leftRow
	Open    int64 // labels of all rows
	Waiting int64 // of them, those that wait to be printed
	Void    string
	Closing *form          // nil where no closing time can be set
	By      string         // who set it
	Closed  []press.Closed // newest first
}

// A leftRow is the open labels of one batch.
type leftRow struct {
	Product, Lot string
	Name         string // of the product
	Path         string
	Parts        []trace.LabelRange
	Open         int64
	Waiting      int64 // of Open, those in the queue or in a job that is not handed out
	Void         string
}

// maxClosed is how many closed days are shown.
const maxClosed = 7

func showLeftovers(v *visit) error { return v.leftoversPage(nil) }

func (v *visit) leftoversPage(problems trace.Problems) error {
	b := &leftoversBody{}
	var err error
	if b.common, err = v.common(); err != nil {
		return err
	}
	if b.Rows, err = v.leftRows(); err != nil {
		return err
	}
	for _, r := range b.Rows {
		b.Open, b.Waiting = b.Open+r.Open, b.Waiting+r.Waiting
		if r.Waiting == 0 {
			b.Void = v.page.To("/console/leftovers/void")
		}
	}
	if err := v.closing(b, problems); err != nil {
		return err
	}
	v.page.Sample = b.Maker != nil && b.Maker.Sample
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.show("leftovers", v.page.T("console.leftovers.title"), b, status)
}

// leftRows are the open labels of the producer by batch, in the order of
// Registry.OpenLabels.
func (v *visit) leftRows() (rows []*leftRow, err error) {
	open, err := v.Registry.OpenLabels(v.ctx(), v.user.Entity)
	if err != nil {
		return nil, err
	}
	waiting, err := v.unprinted()
	if err != nil {
		return nil, err
	}
	byBatch := map[string]*leftRow{}
	add := func(r trace.RunReport, product, lot string, from, to int64) error {
		row := byBatch[product+"/"+lot]
		if row == nil {
			p, err := v.Registry.Product(v.ctx(), product)
			if err != nil {
				return err
			}
			row = &leftRow{
				Product: product, Lot: lot, Name: p.Name, Path: v.page.To(batchPath(product, lot)),
				Void: v.page.Link("/console/leftovers/void", url.Values{"batch": {product + "/" + lot}}),
			}
			byBatch[product+"/"+lot] = row
			rows = append(rows, row)
		}
		row.add(r, from, to, waiting)
		return nil
	}
	for _, r := range open {
		if !r.Run.Blank() {
			err = errors.Join(err, add(r, r.Run.Product, r.Run.Lot, 1, r.Run.Count))
		}
		for _, c := range r.Claims {
			err = errors.Join(err, add(r, c.Product, c.Lot, c.From, c.To))
		}
	}
	return slices.DeleteFunc(rows, func(r *leftRow) bool { return r.Open == 0 }), err
}

// add counts the open labels from..to of a run, and those of them that wait to
// be printed.
func (r *leftRow) add(of trace.RunReport, from, to int64, waiting []press.Span) {
	for _, s := range opened(clip(of.Spans, from, to)) {
		r.Parts = append(r.Parts, trace.LabelRange{Run: of.Run, From: s.From, To: s.To})
		r.Open += s.To - s.From + 1
		for _, w := range waiting {
			if w.Run == of.Run.ID {
				r.Waiting += max(0, min(w.To, s.To)-max(w.From, s.From)+1)
			}
		}
	}
}

// unprinted are labels that are still to be printed.
func (v *visit) unprinted() ([]press.Span, error) {
	if v.Press == nil {
		return nil, nil
	}
	return v.Press.Unprinted(v.ctx(), v.user.Entity)
}

// leftOf are the rows of the batch that the field "batch" names; of all batches
// without labels that are still to be printed where it names none.
func (v *visit) leftOf() (rows []*leftRow, err error) {
	batch := v.value("batch")
	if product, lot, ok := strings.Cut(batch, "/"); ok || batch != "" {
		if _, err := v.ownBatchOf(product, lot); err != nil {
			return nil, err
		}
	}
	if rows, err = v.leftRows(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r *leftRow) bool {
		return batch != "" && batch != r.Product+"/"+r.Lot || batch == "" && r.Waiting > 0
	}), nil
}

// fingerprint names labels, so that no others are voided than those shown.
func fingerprint(rows []*leftRow) string {
	h := sha256.New()
	for _, r := range rows {
		for _, p := range r.Parts {
			fmt.Fprintf(h, "%s %d %d\n", p.Run.ID, p.From, p.To)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// confirmLeftovers shows what will be voided.
func confirmLeftovers(v *visit) error { return v.leftoversConfirm(nil) }

func (v *visit) leftoversConfirm(problems trace.Problems) error {
	rows, err := v.leftOf()
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return v.redirect(v.leftoversBack(), url.Values{})
	}
	reason := v.page.T("console.leftovers.reason")
	if v.r.Form.Has("reason") {
		reason = v.value("reason")
	}
	b := &confirmBody{
		Grave: true, Lead: v.page.T("console.void.lead"), Action: v.page.To("/console/leftovers"), Back: v.page.To(v.leftoversBack()),
		Form: newForm("", hidden("batch", v.value("batch")), hidden("seen", fingerprint(rows)),
			&field{Name: "reason", Label: "console.field.voidReason", Type: "text", Lang: "vi", Value: reason, Max: 500}),
	}
	open, waiting := int64(0), int64(0)
	for _, r := range rows {
		open, waiting = open+r.Open, waiting+r.Waiting
		b.Facts = append(b.Facts, shown{r.Name + ", " + v.page.T("console.batch.title", r.Lot), v.partsText(r), ""})
	}
	b.Button = v.page.T("console.void.button", open)
	if waiting > 0 {
		b.Facts = append(b.Facts, shown{v.page.T("console.leftovers.note"), v.page.T("console.leftovers.waiting", waiting), ""})
	}
	b.Form.blame(v.page, problems)
	return v.confirm(b, v.page.T("console.void.title"))
}

// partsText lists the open labels of a batch.
func (v *visit) partsText(r *leftRow) string {
	const most = 6
	texts := []string{v.page.T("console.leftovers.count", r.Open)}
	for i, p := range r.Parts {
		if i == most {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, spanText(v.page, p.From, p.To))
	}
	return strings.Join(texts, " · ")
}

// leftoversBack is the page from which labels are voided.
func (v *visit) leftoversBack() string {
	if product, lot, ok := strings.Cut(v.value("batch"), "/"); ok {
		return batchPath(product, lot)
	}
	return "/console/leftovers"
}

// voidLeftovers voids the labels that were shown. A form that is sent twice finds
// none left the second time.
func voidLeftovers(v *visit) error {
	rows, err := v.leftOf()
	if err != nil {
		return err
	}
	key, err := v.orderKey()
	if err != nil {
		return err
	}
	if len(rows) > 0 && v.value("seen") != fingerprint(rows) {
		v.r.Form.Del(keyField) // another order
		return v.leftoversConfirm(trace.Problems{{Field: "labels", Key: "leftoversChanged"}})
	}
	for _, r := range rows {
		_, err := v.Registry.VoidLeftovers(v.ctx(), trace.VoidOrder{
			Product: r.Product, Lot: r.Lot, Reason: v.value("reason"), Date: v.today(),
			Key: key + "\x00" + r.Product + "/" + r.Lot, By: v.user.Name,
		})
		problems, err := asProblems(err)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			return v.leftoversConfirm(problems)
		}
	}
	if _, err := v.Registry.Publish(v.ctx()); err != nil {
		return err
	}
	return v.redirect(v.leftoversBack(), url.Values{"done": {"voided"}})
}

// closing fills in when the day ends.
func (v *visit) closing(b *leftoversBody, problems trace.Problems) error {
	if v.Press == nil {
		return nil
	}
	c, err := v.Press.Closing(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	closed, err := v.Press.ClosedDays(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	slices.Reverse(closed)
	b.Closed, b.By = closed[:min(len(closed), maxClosed)], c.By
	b.Closing = newForm("", &field{
		Name: "time", Label: "console.field.closing", Hint: v.page.T("console.field.closing.hint"), Type: "time", Value: c.Time, Optional: true,
	})
	if len(problems) > 0 {
		v.refill(b.Closing, problems)
	}
	return nil
}

// setClosing sets when the day ends; an empty time for never.
func setClosing(v *visit) error {
	if v.Press == nil {
		return web.Status(http.StatusNotFound)
	}
	clock := strings.TrimSpace(v.r.PostForm.Get("time"))
	err := v.Press.SetClosing(v.ctx(), v.user.Entity, v.user.Name, clock)
	if errors.Is(err, press.ErrClock) {
		return v.leftoversPage(trace.Problems{{Field: "time", Key: "notClock", Args: []any{shorten(clock)}}})
	}
	if err != nil {
		return err
	}
	return v.redirect("/console/leftovers", url.Values{"done": {"closing"}})
}
