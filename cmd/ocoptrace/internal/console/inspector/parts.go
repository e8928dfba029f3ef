package inspector

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// maxForward bounds the batches one step forward.
const maxForward = 50

// backPart is one step back: what went into the batch.
func (v *visit) backPart(s *trace.Scan) (Section, error) {
	p := v.Page
	section := Section{ID: "back", Title: p.T("inspect.back"), None: p.T("inspect.back.none")}
	for _, in := range s.Batch.Fact.Inputs {
		item := Item{Title: in.Name, TitleLang: "vi", Facts: v.facts(
			fact{"inspect.input.supplier", in.Supplier, "vi"},
			fact{"compare.lot", in.Lot, ""},
			fact{"inspect.input.received", v.dateText(in.Received), ""},
			fact{"inspect.input.quantity", in.Quantity, "vi"},
			fact{"inspect.input.origin", in.Origin, "vi"},
			fact{"inspect.input.link", in.URI, ""},
		)}
		if in.Product != "" {
			item.Path = p.To(dossierPath(in.Product, in.Lot))
		}
		section.Items = append(section.Items, item)
	}
	return section, nil
}

// forwardPart is one step forward: what was made from the batch, and where the
// producer's goods are sold, and to whom events say that it was delivered.
func (v *visit) forwardPart(s *trace.Scan) (Section, error) {
	p, b := v.Page, s.Batch.Fact
	section := Section{ID: "forward", Title: p.T("inspect.forward"), Lead: p.T("inspect.forward.lead"), None: p.T("inspect.forward.none")}
	made, more, err := v.Registry.MadeFrom(v.Ctx(), b.Product, b.Lot, 0, maxForward)
	if err != nil {
		return section, err
	}
	for _, m := range made {
		section.Items = append(section.Items, Item{
			Title: m.Fact.ProductName, TitleLang: "vi", Path: p.To(dossierPath(m.Fact.Product, m.Fact.Lot)),
			Index: m.Index, Logged: true, Record: recordPath(m.ID),
			Facts: v.facts(
				fact{"compare.lot", m.Fact.Lot, ""}, fact{"inspect.maker", m.Fact.EntityName, "vi"},
				fact{"compare.produced", p.Date(m.Fact.Produced), ""}, fact{"console.quantity", p.Number(m.Fact.Quantity) + " " + m.Fact.Unit, "vi"},
			),
		})
	}
	shipments, further, err := v.shipmentItems(b)
	if err != nil {
		return section, err
	}
	section.Items = append(section.Items, shipments...)
	if more || further {
		section.More = p.T("inspect.forward.more", maxForward)
	}
	for _, point := range s.Points.Shown {
		section.Items = append(section.Items, v.pointItem(point))
	}
	return section, nil
}

func (v *visit) pointItem(point trace.Proven[*trace.Point]) Item {
	f, where := point.Fact, []string{point.Fact.Address}
	for _, part := range []string{f.Commune, console.ProvinceName(f.ProvinceCode)} {
		if !matches(part, f.Address) { // an address may have them in it
			where = append(where, part)
		}
	}
	return Item{Title: f.Name, TitleLang: "vi", Facts: v.facts(
		fact{"inspect.point", strings.Join(where, ", "), "vi"},
	)}.logged(point.Evidence)
}

// starsPart is the certificate as it stood on the day of production, and as it
// stands today.
func (v *visit) starsPart(s *trace.Scan) (Section, error) {
	p := v.Page
	section := Section{ID: "stars", Title: p.T("inspect.stars"), Lead: p.T("inspect.stars.lead"), None: p.T("stars.none")}
	made := s.Batch.Fact.Produced
	if s.Batch.AtMaking != nil {
		section.Items = append(section.Items, v.starsItem(s.Batch.AtMaking, made, p.T("inspect.stars.then", made)))
	}
	if s.Standing != nil {
		section.Items = append(section.Items, v.starsItem(s.Standing, s.Day, p.T("inspect.stars.now", s.Day)))
	}
	if s.Batch.AtMaking != nil && !s.Batch.AtMaking.InForce(made) {
		section.Care = p.T("inspect.stars.notThen")
	} else if s.Standing != nil && !s.Standing.InForce(s.Day) {
		section.Care = p.T("inspect.stars.notNow")
	}
	return section, nil
}

func (v *visit) starsItem(st *trace.Standing, day ocop.Date, title string) Item {
	r := st.Recognition.Fact
	item := Item{Title: title, Facts: v.facts(
		fact{"stars.term", v.Page.T("stars.title", r.Stars), ""},
		fact{"inspect.stars.state", v.Page.T("inspect.state." + string(st.On(day))), ""},
		fact{"stars.number", r.Number, ""},
		fact{"stars.decision", r.Decision, "vi"},
		fact{"stars.authority", r.Authority, "vi"},
		fact{"inspect.competent", r.Competent, "vi"},
		fact{"stars.dates", v.Page.Date(r.Issued) + " – " + v.Page.Date(r.Expires), ""},
	)}
	for _, c := range st.Changes {
		text := v.Page.T("console.change.from", c.Fact.Date) + ": " + c.Fact.Reason + " " + v.Page.T("inspect.at", c.Index)
		item.Facts = append(item.Facts, console.Shown{Name: v.Page.T("console.change." + string(c.Fact.Change)), Text: text, Lang: "vi"})
	}
	return item.logged(st.Recognition.Evidence)
}

// documentPart are the papers that the batch names, with their state on the day
// of production and today.
func (v *visit) documentPart(s *trace.Scan) (Section, error) {
	p := v.Page
	section := Section{ID: "documents", Title: p.T("inspect.documents"), None: p.T("inspect.documents.none")}
	if len(s.Batch.Fact.Documents) > 0 {
		section.Lead = p.T("inspect.documents.lead")
	}
	for _, d := range s.Batch.Fact.Documents {
		state := "inspect.document.valid"
		switch {
		case d.Expired(s.Batch.Fact.Produced):
			state = "inspect.document.never"
		case d.Expired(s.Day):
			state = "inspect.document.past"
		case d.Expires.IsZero():
			state = "inspect.document.open"
		}
		section.Items = append(section.Items, Item{Title: v.codeText(ocop.DocumentKinds(), d.Kind), Facts: v.facts(
			fact{"inspect.document.number", d.Number, ""},
			fact{"inspect.document.issuer", d.Issuer, "vi"},
			fact{"inspect.document.issued", v.dateText(d.Issued), ""},
			fact{"inspect.document.expires", cmp.Or(v.dateText(d.Expires), "–"), ""},
			fact{"inspect.document.state", p.T(state), ""},
			fact{"inspect.document.digest", d.Digest, ""},
		)})
	}
	return section, nil
}

// codeText is a code of a list in the page's language.
func (v *visit) codeText(list ocop.CodeList, code string) string {
	c, known := list.ByCode(code)
	if !known {
		return code
	}
	return v.Page.Pick(c.Name, c.NameEn).Text
}

// recordPath is the public page of a statement.
func recordPath(id string) string { return "/records/" + strings.TrimPrefix(id, "urn:uuid:") }

// digestOf names bytes.
func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256-" + hex.EncodeToString(sum[:])
}
