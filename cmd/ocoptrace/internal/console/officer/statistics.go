package officer

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/chart"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// statisticsBody is the page of numbers, the public one or the office's.
type statisticsBody struct {
	console.Common
	Where      string
	Day        ocop.Date
	Statements int64
	Parts      []statisticsPart
	CSV        string
}

// A statisticsPart is a table with its definition, and a picture of it.
type statisticsPart struct {
	ID, Title, Definition string
	Picture               template.HTML
	Rows                  []chart.Datum
}

// publicStatistics are what anybody can count from the log.
func publicStatistics(v *visit) error {
	return v.statistics(v.Value("province"), "/statistics.csv", false)
}

// officeStatistics are those of the officer's province, with what only offices
// know.
func officeStatistics(v *visit) error {
	return v.statistics(v.province(), "/console/statistics.csv", true)
}

func (v *visit) statistics(province, csv string, office bool) error {
	r, parts, err := v.count(province, office)
	if err != nil {
		return err
	}
	b := &statisticsBody{Where: v.Page.T("statistics.everywhere"), Day: r.Day, Statements: r.Statements, Parts: parts, CSV: v.Page.To(csv)}
	if province != "" {
		b.Where, b.CSV = console.ProvinceName(province), v.Page.Link(csv, url.Values{"province": {province}})
	}
	if v.User.Name != "" {
		if b.Common, err = v.Common(); err != nil {
			return err
		}
	}
	return v.Show("statistics", v.Page.T("statistics.title"), b, http.StatusOK)
}

// count makes all tables. An unknown province is all of them.
func (v *visit) count(province string, office bool) (*statistics.Report, []statisticsPart, error) {
	if _, known := ocop.ProvinceByCode(province); !known {
		province = ""
	}
	r, err := v.Book.Report(v.Ctx(), province, v.Today())
	if err != nil {
		return nil, nil, err
	}
	parts := v.publicParts(r)
	if office {
		own, err := v.shareParts(province)
		if err != nil {
			return nil, nil, err
		}
		parts = append(parts, own...)
	}
	return r, parts, nil
}

func (v *visit) datum(label string, n int64) chart.Datum {
	return chart.Datum{Label: label, Text: v.Page.Number(n), Value: n}
}

// part is a table; draw is nil where it has no picture.
func (v *visit) part(id string, draw func(chart.Chart) template.HTML, rows ...chart.Datum) statisticsPart {
	p := statisticsPart{ID: id, Title: v.Page.T("statistics." + id), Definition: v.Page.T("statistics." + id + ".definition"), Rows: rows}
	if draw != nil && len(rows) > 0 {
		p.Picture = draw(chart.Chart{ID: "picture-" + id, Title: p.Title, Description: p.Definition, Data: rows})
	}
	return p
}

// publicParts are the tables made from the log alone.
func (v *visit) publicParts(r *statistics.Report) []statisticsPart {
	t := v.Page.T
	parts := []statisticsPart{
		v.part("products", nil, v.datum(t("statistics.ever"), r.Ever), v.datum(t("statistics.inForce"), r.InForce), v.datum(t("statistics.extended"), r.Extended),
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
	expiring := v.part("expiring", chart.Columns, short...)
	expiring.Rows = months
	return append(parts, v.part("kinds", chart.Bars, kinds...), v.part("years", chart.Columns, years...), expiring,
		v.part("labels", nil, v.datum(t("statistics.batches"), r.Labels.Batches), v.datum(t("statistics.printed"), r.Labels.Printed),
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

// shareParts are who leads entities of a province, from what they stated to
// their office; shares that could tell of single persons are withheld.
func (v *visit) shareParts(province string) ([]statisticsPart, error) {
	entities, err := v.entities()
	if err != nil {
		return nil, err
	}
	own := make(map[string]*trace.Entity)
	for _, e := range entities {
		if province == "" || e.ProvinceCode == province {
			own[e.ID] = e
		}
	}
	s, err := v.Dossiers.Shares(v.Ctx(), func(entity string) bool { return own[entity] != nil })
	if err != nil {
		return nil, err
	}
	return []statisticsPart{v.part("leaders", nil,
		v.datum(v.Page.T("statistics.dossiers"), s.Entities),
		v.share("statistics.women", s.Women), v.share("statistics.minority", s.Minority), v.share("statistics.disabled", s.Disabled))}, nil
}

func (v *visit) share(key string, s dossier.Share) chart.Datum {
	d := chart.Datum{Label: v.Page.T(key), Text: v.Page.T("statistics.withheld", int64(dossier.Fewest))}
	if s.Told() {
		d.Text, d.Value = v.Page.T("statistics.share", s.Yes, s.Stated), s.Yes
	}
	return d
}

// statisticsFile answers with all tables as CSV.
func statisticsFile(office bool) func(*visit) error {
	return func(v *visit) error {
		province := v.Value("province")
		if office {
			province = v.province()
		}
		r, parts, err := v.count(province, office)
		if err != nil {
			return err
		}
		header := []string{v.Page.T("statistics.csv.table"), v.Page.T("statistics.csv.what"), v.Page.T("statistics.csv.count"), v.Page.T("statistics.csv.day"), v.Page.T("statistics.csv.definition")}
		return v.sheet("thong-ke-ocop.csv", header, func(yield func([]table.Cell) bool) {
			for _, part := range parts {
				for _, d := range part.Rows {
					var n table.Cell = d.Value
					if d.Text != v.Page.Number(d.Value) {
						n = d.Text
					}
					if !yield([]table.Cell{part.Title, d.Label, n, r.Day, part.Definition}) {
						return
					}
				}
			}
		})
	}
}
