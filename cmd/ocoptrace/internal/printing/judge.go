package printing

import (
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// findings are what a person should know before a job is printed: of every
// batch once, with its name where there are several.
func (p *printed) findings(c *layout.Composer) (found Findings, err error) {
	seen := make(map[[3]string]bool)
	for i, part := range p.parts {
		if seen[part.key()] {
			continue
		}
		seen[part.key()] = true
		of, err := p.partFindings(c, i)
		if err != nil {
			return nil, err
		}
		found = append(found, of...)
	}
	if len(seen) > 1 {
		return found, nil
	}
	for i := range found {
		found[i].Of = ""
	}
	return found, nil
}

// partFindings compose the first label of a part.
func (p *printed) partFindings(c *layout.Composer, i int) (Findings, error) {
	l, b := p.setup.locale(), p.batches[i]
	content, err := p.first(i)
	if err != nil {
		return nil, err
	}
	_, problems := c.Compose(content)
	found := layoutFindings(l, problems)
	if b.scan != nil {
		found = append(found, p.lawFindings(b.scan, content, problems)...)
		if b.scan.Batch != nil {
			found = append(found, warnings(b.scan, l)...)
		}
	}
	for j := range found {
		found[j].Of = b.name(l)
	}
	return found, nil
}

// lawFindings say what a label lacks that the law asks for.
func (p *printed) lawFindings(scan *trace.Scan, content layout.Content, problems []label.Problem) Findings {
	l, t := p.setup.locale(), &p.setup.Template
	switch t.Purpose {
	case layout.Full:
		return fullFindings(scan, func(f label.Field) bool {
			left := func(p label.Problem) bool { return p.Field == f && p.Kind == label.KindLeftOut }
			return content.Values[f] != nil && shows(t, f) && !slices.ContainsFunc(problems, left)
		}, l)
	case layout.Stamp:
		return stampFinding(scan, content.Values, l)
	}
	return nil
}

// shows says whether a template has a place for a field.
func shows(t *layout.Template, f label.Field) bool {
	for _, items := range [][]layout.Item{t.Beside, t.Wide, t.Foot} {
		for _, i := range items {
			if i.Field == f || i.Right != nil && i.Right.Field == f {
				return true
			}
		}
	}
	return false
}

// name tells a batch from others.
func (b batch) name(l *locale.Locale) string {
	if b.scan == nil || b.scan.Batch == nil {
		return ""
	}
	return b.scan.Product.Fact.NameOnLabel() + ", " + l.T("print.lot", b.scan.Batch.Fact.Lot)
}
