package officer

import (
	"ocoptrace/cmd/ocoptrace/internal/chart"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/trace"
)

// officeParts are the tables that only offices see: of a province, or of all.
func (v *visit) officeParts(province string) (parts []statisticsPart, err error) {
	all, err := v.makers()
	if err != nil {
		return nil, err
	}
	for id, e := range all {
		if province != "" && e.ProvinceCode != province {
			delete(all, id)
		}
	}
	add := func(more []statisticsPart, failed error) {
		if parts = append(parts, more...); err == nil {
			err = failed
		}
	}
	add(v.lookupParts(province, all))
	add(v.reportParts(province))
	add(v.shareParts(all))
	return parts, err
}

// reportStates are the states of a report in the order of its course.
var reportStates = []report.State{report.StateNew, report.StateInHand, report.StateClosed}

// reportParts are the reports of consumers, of those that are still kept.
func (v *visit) reportParts(province string) ([]statisticsPart, error) {
	c, err := v.Reports.Counts(v.Ctx(), report.Filter{Province: province})
	if err != nil {
		return nil, err
	}
	var kinds, states []chart.Datum
	for _, k := range report.Kinds {
		kinds = append(kinds, v.datum(v.Page.T("statistics.report."+string(k)), c.Kinds[k]))
	}
	for _, s := range reportStates {
		states = append(states, v.datum(v.Page.T("statistics.report."+string(s)), c.States[s]))
	}
	return from(v.Page.T("statistics.from.reports", v.Today()),
		v.part("reportKinds", chart.Bars, kinds...), v.part("reportStates", chart.Bars, states...), v.monthly("reportMonths", c.Months)), nil
}

// shareParts are who leads entities of a province, from what they stated to
// their office; shares that could tell of single persons are withheld.
func (v *visit) shareParts(makers map[string]*trace.Entity) ([]statisticsPart, error) {
	s, err := v.Dossiers.Shares(v.Ctx(), func(entity string) bool { return makers[entity] != nil })
	if err != nil {
		return nil, err
	}
	var revenue []chart.Datum
	for _, b := range s.Bands() {
		d := v.datum(v.Page.T("dossier.revenue."+b.Revenue), b.N)
		if !b.Told {
			d.Text, d.Value = v.withheld(), 0
		}
		revenue = append(revenue, d)
	}
	return from(v.Page.T("statistics.from.dossiers", v.Today()),
		v.part("leaders", chart.Bars, v.datum(v.Page.T("statistics.dossiers"), s.Entities),
			v.share("statistics.women", s.Women), v.share("statistics.minority", s.Minority), v.share("statistics.disabled", s.Disabled)),
		v.part("revenue", chart.Bars, revenue...)), nil
}

// withheld stands for a number that could tell of single persons.
func (v *visit) withheld() string { return v.Page.T("statistics.withheld", int64(dossier.Fewest)) }

func (v *visit) share(key string, s dossier.Share) chart.Datum {
	d := chart.Datum{Label: v.Page.T(key), Text: v.withheld()}
	if s.Told() {
		d.Text, d.Value = v.Page.T("statistics.share", s.Yes, s.Stated), s.Yes
	}
	return d
}
