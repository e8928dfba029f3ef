package officer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/paper"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// maxEvidence is how many batches the paper lists.
const maxEvidence = 20

// showEvidence answers with a paper for the OCOP dossier of a product: what its
// records prove on the day, and what they do not.
func showEvidence(v *visit) error {
	p, e, err := v.product(v.Variable("product"))
	if err != nil {
		return err
	}
	scan, err := v.Registry.ScanProduct(v.Ctx(), p.ID)
	if err != nil {
		return err
	}
	batches, labels, err := v.evidenceBatches(p.ID)
	if err != nil {
		return err
	}
	t := v.Page.T
	doc := paper.Document{
		Title: t("evidence.title") + ": " + p.Name, Lang: v.Page.Lang(), Created: scan.At,
		Foot: p.Name + " · " + t("evidence.foot", v.Page.Date(scan.Day)), PageNo: func(page, of int) string { return t("inspect.pageNo", page, of) },
		Blocks: []paper.Block{
			paper.Heading{Level: 1, Text: t("evidence.title")},
			v.evidenceFacts(p, e, scan),
			paper.Code{URI: v.Registry.BaseURL() + "/products/" + p.ID, Text: t("evidence.code")},
			paper.Heading{Level: 2, Text: t("evidence.criteria")}, v.evidenceCriteria(p, labels),
			paper.Paragraph{Text: t("evidence.limits"), Note: true},
			paper.Heading{Level: 2, Text: t("evidence.batches")}, batches,
			paper.Heading{Level: 2, Text: t("evidence.records")}, v.evidenceRecords(scan),
			paper.Paragraph{Text: t("evidence.hash", scan.Checkpoint.Size), Note: true},
		},
	}
	var file bytes.Buffer
	if err := paper.Write(v.Ctx(), &file, doc); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `inline; filename="ocop-`+p.ID+`.pdf"`)
	h.Set("Content-Length", strconv.Itoa(file.Len()))
	if v.R.Method == http.MethodHead {
		return nil
	}
	_, err = v.W.Write(file.Bytes())
	return err
}

func (v *visit) evidenceFacts(p *trace.Product, e *trace.Entity, s *trace.Scan) paper.Facts {
	t := v.Page.T
	return paper.Facts{
		{t("list.column.product"), p.Name}, {t("list.column.entity"), e.Name}, {t("list.column.commune"), v.Page.Place(e)},
		{t("list.column.group"), p.Group + " (" + p.Taxonomy + ")"}, {t("stars.term"), v.StarsText(s.Standing)},
	}
}

// evidenceCriteria are the criteria that the records can support, with what is
// there of each. Points are not claimed: they are the council's to give.
func (v *visit) evidenceCriteria(p *trace.Product, labels int64) paper.Grid {
	t := v.Page.T
	group, _ := ocop.GroupByCode(p.Taxonomy, p.Group)
	there := func(yes bool, what string) string {
		if yes {
			return what
		}
		return t("evidence.absent")
	}
	source := group.Source.Document
	return paper.Grid{
		Header: []string{t("evidence.criterion"), t("evidence.there"), t("evidence.source")}, Widths: []float64{3, 4, 2},
		Rows: [][]string{
			{t("evidence.trace"), there(labels > 0, t("evidence.trace.there", labels)), source},
			{t("evidence.story"), there(p.Story != "", t("evidence.story.there", int64(len([]rune(p.Story))))), source},
			{t("evidence.bilingual"), there(p.NameEn != "" && (p.IngredientsEn != "" || p.UsageEn != ""), t("evidence.bilingual.there")), source},
		},
	}
}

// evidenceBatches lists the newest batches, and counts the labels of all that
// it lists.
func (v *visit) evidenceBatches(product string) (paper.Block, int64, error) {
	all, err := v.Registry.Batches(v.Ctx(), product, maxEvidence)
	if err != nil || len(all) == 0 {
		return paper.Paragraph{Text: v.Page.T("console.product.noBatches")}, 0, err
	}
	t, labels := v.Page.T, int64(0)
	g := paper.Grid{Header: []string{t("console.field.lot"), t("console.field.produced"), t("console.field.quantity"), t("statistics.printed"), t("statistics.activated")}}
	for _, b := range all {
		l, err := v.Registry.Ledger(v.Ctx(), b.Product, b.Lot)
		if err != nil {
			return nil, 0, err
		}
		labels += l.Printed
		g.Rows = append(g.Rows, []string{b.Lot, v.Page.Date(b.Produced), v.Page.Number(b.Quantity) + " " + b.Unit, v.Page.Number(l.Printed), v.Page.Number(l.Activated)})
	}
	return g, labels, nil
}

// evidenceRecords are the records behind the page of the product, each with its
// place in the log and its leaf hash (RFC 6962, section 2.1).
func (v *visit) evidenceRecords(s *trace.Scan) paper.Grid {
	t := v.Page.T
	g := paper.Grid{Header: []string{t("evidence.record"), t("evidence.index"), t("evidence.leaf")}, Widths: []float64{3, 1, 5}}
	for _, e := range s.Evidence() {
		sum := sha256.Sum256(append([]byte{0}, e.Record...))
		g.Rows = append(g.Rows, []string{t("kind." + string(e.Fact.Kind())), strconv.FormatInt(e.Index, 10), hex.EncodeToString(sum[:])})
	}
	return g
}
