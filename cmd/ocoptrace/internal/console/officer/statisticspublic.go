package officer

import (
	"fmt"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/chart"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/trace/ocop"
)

// publicParts are the tables made from the log alone.
func (v *visit) publicParts(r *statistics.Report) []statisticsPart {
	t := v.Page.T
	parts := []statisticsPart{
		v.part("products", chart.Bars, v.datum(t("statistics.ever"), r.Ever), v.datum(t("statistics.inForce"), r.InForce), v.datum(t("statistics.extended"), r.Extended),
			v.datum(t("statistics.expired"), r.Expired), v.datum(t("statistics.withdrawn"), r.Withdrawn), v.datum(t("statistics.never"), r.Never), v.datum(t("statistics.entities"), r.Entities)),
		v.part("stars", chart.Bars, v.datum(t("stars.title", int64(5)), r.Stars[2]), v.datum(t("stars.title", int64(4)), r.Stars[1]), v.datum(t("stars.title", int64(3)), r.Stars[0])),
	}
	var groups, regions, provinces, kinds, years, months []chart.Datum
	var short []chart.Datum // months under columns
	for _, c := range r.Groups {
		g, _ := ocop.GroupByCode(c.Key.Taxonomy, c.Key.Code)
		groups = append(groups, v.datum(c.Key.Code+" "+v.inLanguage(g.Name, g.NameEn), c.N))
	}
	for _, c := range r.Regions {
		regions = append(regions, v.datum(v.regionText(c.Key), c.N))
	}
	for _, c := range r.Provinces {
		provinces = append(provinces, v.datum(v.stated(console.ProvinceName(c.Key)), c.N))
	}
	for _, c := range r.Kinds {
		kinds = append(kinds, v.datum(v.stated(v.kindText(c.Key)), c.N))
	}
	for _, c := range r.Years[max(0, len(r.Years)-10):] {
		years = append(years, v.datum(strconv.Itoa(c.Key), c.N))
	}
	for _, c := range r.Expiring {
		months = append(months, v.datum(fmt.Sprintf("%d/%d", c.Key.Month, c.Key.Year), c.N))
		short = append(short, v.datum(strconv.Itoa(int(c.Key.Month)), c.N))
	}
	parts = append(parts, v.part("groups", chart.Bars, groups...))
	if r.Province == "" {
		parts = append(parts, v.part("regions", chart.Bars, regions...), v.part("provinces", chart.Bars, provinces...))
	}
	return append(parts, v.part("kinds", chart.Bars, kinds...), v.part("years", chart.Columns, years...), v.columns("expiring", months, short),
		v.part("labels", chart.Bars, v.datum(t("statistics.batches"), r.Labels.Batches), v.datum(t("statistics.printed"), r.Labels.Printed),
			v.datum(t("statistics.activated"), r.Labels.Activated), v.datum(t("statistics.voided"), r.Labels.Voided)))
}

// stated is a name, or that it is not stated.
func (v *visit) stated(name string) string {
	if name == "" {
		return v.Page.T("statistics.unstated")
	}
	return name
}

// regionText is the name of a region by its code.
func (v *visit) regionText(code string) string {
	for _, p := range ocop.Provinces() {
		if p.Region.Code == code {
			return v.inLanguage(p.Region.Name, p.Region.NameEn)
		}
	}
	return v.stated("")
}
