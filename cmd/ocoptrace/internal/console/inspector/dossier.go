package inspector

import (
	"encoding/hex"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A Dossier is what is known of a batch, in sections.
type Dossier struct {
	Scan     *trace.Scan
	At       time.Time
	Sections []Section
}

// A Section is a part of a dossier.
type Section struct {
	ID, Title string
	Lead      string // what is to be known of it
	Care      string // what does not agree
	Table     *Table
	Items     []Item
	None      string // where there are no items
	More      string // of items that are not shown
}

// A Table is of names and numbers.
type Table struct {
	Caption string
	Rows    []Cell
}

// A Cell is a name and what it is; In says that it is a part of the one above.
type Cell struct {
	Name, Text string
	In         bool
}

// An Item is one thing of a section: a title, facts, and the place of its
// statement in the log.
type Item struct {
	Title     string
	TitleLang string
	Facts     []console.Shown
	Path      string // of what it is about; "" for none
	Index     int64  // in the log
	Logged    bool   // it has an Index
	Record    string // path of the statement; "" for none
}

// logged gives an item the place of its statement.
func (i Item) logged(e *trace.Evidence) Item {
	i.Index, i.Logged, i.Record = e.Index, true, recordPath(e.ID)
	return i
}

// dossier collects it. Errors: see trace.FindingOf.
func (v *visit) dossier(product, lot, code string) (*Dossier, error) {
	s, err := v.scanFor(product, lot, code)
	if err != nil {
		return nil, err
	}
	d := &Dossier{Scan: s, At: s.At}
	for _, part := range []func(*trace.Scan) (Section, error){
		v.batchPart, v.labelPart, v.backPart, v.forwardPart, v.starsPart,
		v.documentPart, v.diaryPart, v.recallPart, v.inspectionPart, v.lookPart, v.reportPart, v.proofPart,
	} {
		section, err := part(s)
		if err != nil {
			return nil, err
		}
		d.Sections = append(d.Sections, section)
	}
	return d, nil
}

// scanFor scans the label of a code if it is of the batch, else the batch.
func (v *visit) scanFor(product, lot, code string) (*trace.Scan, error) {
	if c, err := trace.ParseLabel(code); err == nil {
		s, err := v.Registry.ScanCode(v.Ctx(), string(c))
		if err == nil && s.Batch != nil && s.Batch.Fact.Product == product && s.Batch.Fact.Lot == lot {
			return s, nil
		}
	}
	return v.Registry.ScanBatch(v.Ctx(), product, lot)
}

// batchPart says what the batch is, as its producer declared it.
func (v *visit) batchPart(s *trace.Scan) (Section, error) {
	b, p := s.Batch.Fact, v.Page
	item := Item{Facts: v.facts(
		fact{"console.field.product", b.ProductName, "vi"},
		fact{"compare.lot", b.Lot, ""},
		fact{"inspect.maker", b.EntityName, "vi"},
		fact{"inspect.province", console.ProvinceName(s.Entity.Fact.ProvinceCode), "vi"},
		fact{"inspect.gtin", b.GTIN, ""},
		fact{"compare.produced", p.Date(b.Produced), ""},
		fact{v.endKey(b), v.endText(s), ""},
		fact{"console.quantity", p.Number(b.Quantity) + " " + b.Unit, "vi"},
		fact{"inspect.entered", p.Time(s.Batch.Issued), ""},
	)}
	if s.Label != nil {
		item.Facts = append(item.Facts, v.facts(
			fact{"inspect.label", s.Label.Code.Groups(), ""},
			fact{"inspect.label.state", p.T("label.state." + string(s.Label.State)), ""},
			fact{"inspect.label.number", p.T("inspect.label.of", s.Label.Number, s.Label.Run.Fact.Count, s.Label.Run.Fact.ID), ""},
		)...)
	}
	return Section{ID: "batch", Title: p.T("inspect.batch"), Items: []Item{item.logged(s.Batch.Evidence)}}, nil
}

func (v *visit) endKey(b *trace.Batch) string {
	if _, kind := b.End(); kind == trace.DateBestBefore {
		return "date.bestBefore"
	}
	return "date.useBy"
}

// endText is the day on which the shelf life ends, and whether it is past; "" for
// goods without one.
func (v *visit) endText(s *trace.Scan) string {
	end, kind := s.Batch.Fact.End()
	switch {
	case kind == trace.DateNone:
		return ""
	case end.Before(s.Day):
		return v.Page.Date(end) + ", " + v.Page.T("date.past")
	}
	return v.Page.Date(end)
}

// proofPart says what the records were held against.
func (v *visit) proofPart(s *trace.Scan) (Section, error) {
	p, c := v.Page, s.Checkpoint
	return Section{ID: "proof", Title: p.T("inspect.proof"), Lead: p.T("inspect.proof.lead"), Items: []Item{{Facts: v.facts(
		fact{"inspect.proof.log", c.Origin, ""},
		fact{"inspect.proof.size", p.Number(c.Size), ""},
		fact{"inspect.proof.root", hex.EncodeToString(c.Root[:]), ""},
		fact{"inspect.proof.at", p.Time(s.At), ""},
		fact{"inspect.proof.digest", digestOf(s.Batch.Record), ""},
	)}}}, nil
}

// A fact is a line of an item: the key of its name, the text, and its language.
type fact struct{ key, text, lang string }

// facts are those that have a text.
func (v *visit) facts(lines ...fact) (all []console.Shown) {
	for _, f := range lines {
		if f.text != "" {
			all = append(all, console.Shown{Name: v.Page.T(f.key), Text: f.text, Lang: f.lang})
		}
	}
	return all
}

// dateText is a day in words; "" for none.
func (v *visit) dateText(d ocop.Date) string {
	if d.IsZero() {
		return ""
	}
	return v.Page.Date(d)
}
