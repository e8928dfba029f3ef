package officer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/paper"
	"ocoptrace/trace"
)

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
	seen, err := v.evidenceSeen(p)
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
			paper.Heading{Level: 2, Text: t("evidence.criteria")}, v.evidenceCriteria(seen, scan.Day),
			paper.Paragraph{Text: t("evidence.limits"), Note: true},
			paper.Heading{Level: 2, Text: t("evidence.documents")}, v.evidenceDocuments(seen, scan.Day),
			paper.Heading{Level: 2, Text: t("evidence.batches")}, v.evidenceBatches(seen),
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
