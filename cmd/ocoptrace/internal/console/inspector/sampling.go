package inspector

import (
	"cmp"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/trace/ocop"
)

// levelOptions are the levels of the plan by which packs are chosen, each with
// what it asks of a lot; a lot of 0 is not known yet.
func (v *visit) levelOptions(lot int64) []console.Option {
	all := []console.Option{{Text: v.Page.T("inspect.level.none")}}
	for _, level := range ocop.SamplingLevels() {
		text := v.Page.T("inspect.level.of", level)
		if level == usualLevel {
			text = v.Page.T("inspect.level.usual", level)
		}
		if s, ok := ocop.SampleOf(v.Today(), level, lot); ok {
			text += ": " + v.Page.T("inspect.level.size", s.Size, lot)
		}
		all = append(all, console.Option{Value: level, Text: text})
	}
	return all
}

// usualLevel is the one where nothing else is said (ISO 2859-1, 10.1).
const usualLevel = "II"

// A planRow is how many packs are opened of lots up to a size, by level.
type planRow struct {
	Lot   string
	Sizes []string
}

// planRows are the plan of a day as a table.
func (v *visit) planRows() (rows []planRow) {
	first := int64(2)
	for i, step := range ocop.SampleSteps(v.Today(), usualLevel) {
		row := planRow{Lot: v.Page.Number(first) + " – " + v.Page.Number(step.Lot)}
		if step.Lot > 1e9 {
			row.Lot = "≥ " + v.Page.Number(first)
		}
		for _, level := range ocop.SamplingLevels() {
			row.Sizes = append(row.Sizes, v.Page.Number(ocop.SampleSteps(v.Today(), level)[i].Size))
		}
		rows, first = append(rows, row), step.Lot+1
	}
	return rows
}

// planText is what the plan of a finding asks, beside what was done; "" where
// none was chosen.
func (v *visit) planText(f inspection.Finding) string {
	if f.Level == "" {
		return ""
	}
	s, ok := f.Plan()
	if !ok {
		return v.Page.T("inspect.level.of", f.Level)
	}
	key := "inspect.plan.done"
	if f.Sampled < s.Size {
		key = "inspect.plan.fewer"
	}
	return v.Page.T(key, s.Source.Document, s.Level, s.Letter, s.Size, cmp.Or(f.Packs, 0), f.Sampled)
}
