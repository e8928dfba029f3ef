package officer

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/chart"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace/ocop"
)

// statisticsBody is the page of numbers, the public one or the office's.
type statisticsBody struct {
	console.Common
	Where string
	Day   ocop.Date
	Parts []statisticsPart
	CSV   string
}

// A statisticsPart is a table with its definition, where it is from, and a
// picture of it.
type statisticsPart struct {
	ID, Title, Definition, Source string
	Picture                       template.HTML
	Rows                          []chart.Datum
	CSV                           string // link to the table alone
}

// Long says that the table is longer than most.
func (p statisticsPart) Long() bool { return len(p.Rows) > 10 }

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
	b := &statisticsBody{Day: r.Day, Where: v.Page.T("statistics.everywhere"), Parts: parts, CSV: v.Page.To(csv)}
	query := url.Values{}
	if r.Province != "" {
		query.Set("province", r.Province)
		b.Where, b.CSV = console.ProvinceName(r.Province), v.Page.Link(csv, query)
	}
	for i := range parts {
		query.Set("table", parts[i].ID)
		parts[i].CSV = v.Page.Link(csv, query)
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
	parts := from(v.Page.T("statistics.from.log", r.Day, r.Statements), v.publicParts(r)...)
	if !office {
		return r, parts, nil
	}
	own, err := v.officeParts(province)
	return r, append(parts, own...), err
}

func (v *visit) datum(label string, n int64) chart.Datum {
	return chart.Datum{Label: label, Text: v.Page.Number(n), Value: n}
}

// from says where tables are from.
func from(source string, parts ...statisticsPart) []statisticsPart {
	for i := range parts {
		parts[i].Source = source
	}
	return parts
}

// part is a table, with a picture where there is anything to draw.
func (v *visit) part(id string, draw func(chart.Chart) template.HTML, rows ...chart.Datum) statisticsPart {
	p := statisticsPart{ID: id, Title: v.Page.T("statistics." + id), Definition: v.Page.T("statistics." + id + ".definition"), Rows: rows}
	if slices.ContainsFunc(rows, func(d chart.Datum) bool { return d.Value > 0 }) {
		p.Picture = draw(chart.Chart{ID: "picture-" + id, Title: p.Title, Description: p.Definition, Data: rows})
	}
	return p
}

// statisticsFile answers with all tables, or the one that is asked for, as CSV.
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
		header := []string{v.Page.T("statistics.csv.table"), v.Page.T("statistics.csv.what"), v.Page.T("statistics.csv.count"), v.Page.T("statistics.csv.day"), v.Page.T("statistics.csv.source"), v.Page.T("statistics.csv.definition")}
		return v.sheet("thong-ke-ocop.csv", header, func(yield func([]table.Cell) bool) {
			for _, part := range parts {
				if only := v.Value("table"); only != "" && only != part.ID {
					continue
				}
				for _, d := range part.Rows {
					var n table.Cell = d.Value
					if d.Text != v.Page.Number(d.Value) {
						n = d.Text
					}
					if !yield([]table.Cell{part.Title, d.Label, n, r.Day, part.Source, part.Definition}) {
						return
					}
				}
			}
		})
	}
}
