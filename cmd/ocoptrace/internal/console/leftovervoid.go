package console

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/trace"
)

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
