package packing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// leftOf are the rows of the batch that the field "batch" names; of all batches
// without labels that are still to be printed where it names none.
func (v *visit) leftOf() (rows []*leftRow, err error) {
	batch := v.Value("batch")
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
		return v.Redirect(v.leftoversBack(), url.Values{})
	}
	reason := v.Page.T("console.leftovers.reason")
	if v.R.Form.Has("reason") {
		reason = v.Value("reason")
	}
	b := &console.Confirmation{
		Grave: true, Lead: v.Page.T("console.void.lead"), Action: v.Page.To("/console/leftovers"), Back: v.Page.To(v.leftoversBack()),
		Form: console.NewForm("", console.Hidden("batch", v.Value("batch")), console.Hidden("seen", fingerprint(rows)),
			&console.Field{Name: "reason", Label: "console.field.voidReason", Type: "text", Lang: "vi", Value: reason, Max: 500}),
	}
	open, waiting := int64(0), int64(0)
	for _, r := range rows {
		open, waiting = open+r.Open, waiting+r.Waiting
		b.Facts = append(b.Facts, console.Shown{Name: r.Name + ", " + v.Page.T("console.batch.title", r.Lot), Text: v.partsText(r)})
	}
	b.Button = v.Page.T("console.void.button", open)
	if waiting > 0 {
		b.Facts = append(b.Facts, console.Shown{Name: v.Page.T("console.leftovers.note"), Text: v.Page.T("console.leftovers.waiting", waiting)})
	}
	b.Form.Blame(v.Page, problems)
	return v.Confirm(b, v.Page.T("console.void.title"))
}

// partsText lists the open labels of a batch.
func (v *visit) partsText(r *leftRow) string {
	const most = 6
	texts := []string{v.Page.T("console.leftovers.count", r.Open)}
	for i, p := range r.Parts {
		if i == most {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, console.SpanText(v.Page, p.From, p.To))
	}
	return strings.Join(texts, " · ")
}

// leftoversBack is the page from which labels are voided.
func (v *visit) leftoversBack() string {
	if product, lot, ok := strings.Cut(v.Value("batch"), "/"); ok {
		return console.BatchPath(product, lot)
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
	key, err := v.OrderKey()
	if err != nil {
		return err
	}
	if len(rows) > 0 && v.Value("seen") != fingerprint(rows) {
		v.R.Form.Del(console.KeyField) // another order
		return v.leftoversConfirm(trace.Problems{{Field: "labels", Key: "leftoversChanged"}})
	}
	for _, r := range rows {
		_, err := v.Registry.VoidLeftovers(v.Ctx(), trace.VoidOrder{
			Product: r.Product, Lot: r.Lot, Reason: v.Value("reason"), Date: v.Today(),
			Key: key + "\x00" + r.Product + "/" + r.Lot, By: v.User.Name,
		})
		problems, err := console.AsProblems(err)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			return v.leftoversConfirm(problems)
		}
	}
	if _, err := v.Registry.Publish(v.Ctx()); err != nil {
		return err
	}
	return v.Redirect(v.leftoversBack(), url.Values{"done": {"voided"}})
}
