package inspector

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// labelPart holds the labels of a batch against the packs declared.
func (v *visit) labelPart(s *trace.Scan) (Section, error) {
	b, p := s.Batch.Fact, v.Page
	section := Section{ID: "labels", Title: p.T("inspect.labels"), Lead: p.T("inspect.labels.lead"), None: p.T("inspect.labels.none")}
	l, err := v.Registry.Ledger(v.Ctx(), b.Product, b.Lot)
	if err != nil {
		return section, err
	}
	section.Table, section.Care = v.ledgerTable(l, b.Unit), v.ledgerCare(l)
	runs, err := v.Registry.Runs(v.Ctx(), b.Product, b.Lot)
	if err != nil {
		return section, err
	}
	for _, r := range runs {
		item, err := v.runItem(s, r, 1, r.Run.Count)
		if err != nil {
			return section, err
		}
		section.Items = append(section.Items, item)
	}
	claims, err := v.claimItems(s)
	if err != nil {
		return section, err
	}
	section.Items = append(section.Items, claims...)
	allowances, err := v.Registry.Allowances(v.Ctx(), b.Product, b.Lot)
	for _, c := range allowances {
		section.Items = append(section.Items, v.changeItem(s, c))
	}
	return section, err
}

func (v *visit) ledgerTable(l trace.Ledger, unit string) *Table {
	p := v.Page
	t := &Table{Caption: p.T("console.batch.tally")}
	add := func(key string, n int64, in bool, unit string) {
		t.Rows = append(t.Rows, Cell{p.T(key), p.Number(n) + unit, in})
	}
	add("console.quantity", l.Declared, false, " "+unit)
	add("console.tally.allowed", l.Allowed, false, "")
	add("console.tally.printed", l.Printed, false, "")
	add("label.state.active", l.Activated, true, "")
	add("label.state.open", l.Open, true, "")
	add("label.state.voided", l.Voided, true, "")
	add("inspect.reprinted", l.Reprinted, false, "")
	add("console.tally.bare", l.Room(), false, "")
	return t
}

// ledgerCare says what an inspector should ask about; "" for nothing.
func (v *visit) ledgerCare(l trace.Ledger) string {
	switch {
	case l.Standing() > l.Declared:
		return v.Page.T("inspect.labels.more", l.Standing(), l.Declared)
	case l.Reprinted > 0:
		return v.Page.T("inspect.labels.reprinted", l.Reprinted)
	case l.Open > 0 && l.Activated > 0:
		return v.Page.T("inspect.labels.open", l.Open)
	}
	return ""
}

// runItem is about labels from..to of a run: their codes at both ends, the
// stretches by state, and what was done with them, newest first.
func (v *visit) runItem(s *trace.Scan, r trace.RunReport, from, to int64) (Item, error) {
	p := v.Page
	item := Item{Title: p.T("inspect.run", r.Run.ID)}
	first, err := v.Registry.Labels(r.Run, from, from)
	if err != nil {
		return item, err
	}
	last, err := v.Registry.Labels(r.Run, to, to)
	if err != nil {
		return item, err
	}
	item.Facts = append(v.facts(fact{"inspect.run.codes", first[0].Code.Groups() + " – " + last[0].Code.Groups(), ""}), v.spanFacts(r.Spans, from, to)...)
	for _, c := range r.Changes {
		if what, touches := v.runChange(c, from, to); touches {
			item.Facts = append(item.Facts, console.Shown{Name: v.whenWho(s, c), Text: what})
		}
	}
	if n := len(r.Changes); n > 0 { // the last one states the run
		item.Index, item.Logged = r.Changes[n-1].Index, true
	}
	return item, nil
}

func (v *visit) spanFacts(spans trace.Spans, from, to int64) (all []console.Shown) {
	for _, span := range spans {
		if span.From > to || span.To < from {
			continue
		}
		all = append(all, console.Shown{
			Name: v.Page.T("label.state." + string(span.State)),
			Text: console.SpanText(v.Page, max(from, span.From), min(to, span.To)),
		})
	}
	return all
}

// claimItems are the labels bound to the batch from blank runs.
func (v *visit) claimItems(s *trace.Scan) (all []Item, err error) {
	claims, err := v.Registry.Claims(v.Ctx(), s.Batch.Fact.Product, s.Batch.Fact.Lot)
	for _, c := range claims {
		r, err := v.Registry.Run(v.Ctx(), c.Run)
		if err != nil {
			return nil, err
		}
		item, err := v.runItem(s, r, c.From, c.To)
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, err
}

// runChange is in words what was done with labels from..to of a run.
func (v *visit) runChange(c trace.RunChange, from, to int64) (what string, touches bool) {
	p, why := v.Page, ""
	first, last := from, to
	switch f := c.Fact.(type) {
	case *trace.LabelRun:
		what = p.T("console.change.run", f.Count)
		if f.Blank() {
			what = p.T("console.change.blank", f.Count)
		}
	case *trace.LabelStatus:
		first, last, why = f.From, f.To, f.Reason
		what = p.T("console.change.label."+string(f.State), console.SpanText(p, f.From, f.To))
	case *trace.LabelReprint:
		first, last, why = f.From, f.To, f.Reason
		what = p.T("console.change.reprint", console.SpanText(p, f.From, f.To))
	case *trace.LabelClaim:
		first, last = f.From, f.To
		what = p.T("console.change.claim", console.SpanText(p, f.From, f.To), f.Lot)
	}
	if why != "" {
		what += ": " + why
	}
	return what + " " + p.T("inspect.at", c.Index), first <= to && from <= last
}

// changeItem is an allowance.
func (v *visit) changeItem(s *trace.Scan, c trace.RunChange) Item {
	f := c.Fact.(*trace.LabelAllowance)
	return Item{
		Title: v.Page.T("console.change.allowance", f.Extra), Index: c.Index, Logged: true,
		Facts: []console.Shown{{Name: v.whenWho(s, c), Text: f.Reason, Lang: "vi"}},
	}
}

// whenWho says when something was stated, and to those whose concern the
// producer is, by whom.
func (v *visit) whenWho(s *trace.Scan, c trace.RunChange) string {
	if c.By == "" || !v.User.Over(s.Entity.Fact.ID, s.Entity.Fact.ProvinceCode) {
		return v.Page.Time(c.At)
	}
	return v.Page.Time(c.At) + " · " + c.By
}
