package officer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/paper"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// maxEvidence is how many batches the paper lists.
const maxEvidence = 20

// seen is what of a product's records can support its score.
type seen struct {
	product   *trace.Product
	batches   []*trace.Batch // the newest
	ledgers   []trace.Ledger // of batches
	labels    int64          // made for batches
	documents []trace.Document
	inputs    int64 // of batches, those with a place of origin
}

// evidenceSeen reads the newest batches with their documents, of which one with
// the same kind, number and issuer counts once.
func (v *visit) evidenceSeen(p *trace.Product) (*seen, error) {
	all, err := v.Registry.Batches(v.Ctx(), p.ID, maxEvidence)
	if err != nil {
		return nil, err
	}
	s := &seen{product: p, batches: all}
	for _, b := range all {
		l, err := v.Registry.Ledger(v.Ctx(), b.Product, b.Lot)
		if err != nil {
			return nil, err
		}
		s.ledgers = append(s.ledgers, l)
		s.labels += l.Printed
		for _, in := range b.Inputs {
			if in.Origin != "" || in.CommuneCode != "" {
				s.inputs++
			}
		}
		s.documents = append(s.documents, b.Documents...)
	}
	byName := func(a, b trace.Document) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Issuer, b.Issuer))
	}
	slices.SortStableFunc(s.documents, byName)
	s.documents = slices.CompactFunc(s.documents, func(a, b trace.Document) bool { return byName(a, b) == 0 })
	return s, nil
}

// evidenceCriteria are the criteria of the product's set that the tables have,
// the points at most, and what is recorded of each. Points are the council's to
// give.
func (v *visit) evidenceCriteria(s *seen, day ocop.Date) paper.Block {
	t := v.Page.T
	criteria := ocop.Criteria(s.product.Group, day)
	if len(criteria) == 0 {
		return paper.Paragraph{Text: t("evidence.noCriteria")}
	}
	g := paper.Grid{
		Header: []string{t("evidence.criterion"), t("evidence.points"), t("evidence.there"), t("evidence.source")}, Widths: []float64{5, 2, 5, 3},
	}
	for _, c := range criteria {
		name, points := v.inLanguage(c.Name, c.NameEn), t("evidence.unknown")
		if c.Stars > 0 {
			name += " " + t("evidence.least", c.Stars)
		}
		if c.Points > 0 {
			points = strconv.FormatInt(c.Points, 10)
		}
		g.Rows = append(g.Rows, []string{name, points, cmp.Or(v.supported(s, c, day), t("evidence.absent")), v.sourceText(c.Source)})
	}
	return g
}

// sourceText is where a rule stands, and how it is known.
func (v *visit) sourceText(s ocop.Source) string {
	return s.String() + " (" + v.Page.T("evidence.status."+string(s.Status)) + ")"
}

// supported is what is recorded for a criterion; "" for nothing.
func (v *visit) supported(s *seen, c ocop.Criterion, day ocop.Date) string {
	t, p := v.Page.T, s.product
	var found []string
	add := func(there bool, what string) {
		if there {
			found = append(found, what)
		}
	}
	for _, support := range c.Supports {
		switch support {
		case "trace":
			add(s.labels > 0, t("evidence.trace.there", s.labels))
		case "story":
			add(p.Story != "", t("evidence.story.there", int64(len([]rune(p.Story)))))
		case "bilingual":
			add(p.NameEn != "" && (p.IngredientsEn != "" || p.UsageEn != ""), t("evidence.bilingual.there"))
		case "input":
			add(s.inputs > 0, t("evidence.input.there", s.inputs))
		default:
			for _, d := range s.documents {
				add(d.Kind == support && !d.Expired(day), v.documentText(d))
			}
		}
	}
	return strings.Join(found, "; ")
}

// documentText names a document.
func (v *visit) documentText(d trace.Document) string {
	kind, _ := ocop.DocumentKinds().ByCode(d.Kind)
	return v.inLanguage(kind.Name, kind.NameEn) + " " + d.Number + ", " + d.Issuer
}

// evidenceDocuments lists the documents of the batches, each with where the
// decision speaks of its kind.
func (v *visit) evidenceDocuments(s *seen, day ocop.Date) paper.Block {
	t := v.Page.T
	if len(s.documents) == 0 {
		return paper.Paragraph{Text: t("evidence.noDocuments")}
	}
	g := paper.Grid{Header: []string{t("evidence.document"), t("evidence.until"), t("evidence.source")}, Widths: []float64{6, 3, 4}}
	for _, d := range s.documents {
		kind, _ := ocop.DocumentKinds().ByCode(d.Kind)
		until := t("evidence.always")
		if !d.Expires.IsZero() {
			until = v.Page.Date(d.Expires)
		}
		if d.Expired(day) {
			until = t("evidence.ended", d.Expires)
		}
		g.Rows = append(g.Rows, []string{v.documentText(d), until, v.sourceText(kind.Source)})
	}
	return g
}

// evidenceBatches lists the newest batches.
func (v *visit) evidenceBatches(s *seen) paper.Block {
	t := v.Page.T
	if len(s.batches) == 0 {
		return paper.Paragraph{Text: t("console.product.noBatches")}
	}
	g := paper.Grid{Header: []string{t("console.field.lot"), t("console.field.produced"), t("console.field.quantity"), t("statistics.printed"), t("statistics.activated")}}
	for i, b := range s.batches {
		l := s.ledgers[i]
		g.Rows = append(g.Rows, []string{b.Lot, v.Page.Date(b.Produced), v.Page.Number(b.Quantity) + " " + b.Unit, v.Page.Number(l.Printed), v.Page.Number(l.Activated)})
	}
	return g
}
