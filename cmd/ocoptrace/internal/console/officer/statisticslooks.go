package officer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/chart"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

const (
	lookDays    = 30 // that the table of days has
	lookMonths  = 12 // months, this one among them
	columnsMost = 12 // that a picture has room for
)

// countedFindings are what a page of a label says first, the gravest last.
var countedFindings = []trace.Finding{
	trace.FindingIntact, trace.FindingInactive, trace.FindingUnbound, trace.FindingPastBestBefore, trace.FindingPastUseBy,
	trace.FindingOnHold, trace.FindingVoided, trace.FindingRecalled,
}

// lookupParts are the look-ups of labels of a province's products, or of all:
// those of labels on no batch too.
func (v *visit) lookupParts(province string, makers map[string]*trace.Entity) ([]statisticsPart, error) {
	products, err := v.Registry.Products(v.Ctx())
	if err != nil {
		return nil, err
	}
	own := make(map[string]bool)
	for _, p := range products {
		own[p.ID] = makers[p.Entity] != nil
	}
	today := v.Today()
	first := firstMonth(today)
	all, err := v.looks(v.Lookups.Products(v.Ctx(), first, today))
	if err != nil {
		return nil, err
	}
	places, err := v.looks(v.Lookups.Provinces(v.Ctx(), first, today))
	if err != nil {
		return nil, err
	}
	found, err := v.looks(v.Lookups.Findings(v.Ctx(), first, today))
	if err != nil {
		return nil, err
	}
	in := func(s tally.Sum) bool { return province == "" || own[s.Product] }
	months, days := all.by(in, month), all.by(in, func(s tally.Sum) string { return s.Day.String() })
	of := func(s tally.Sum) string { return s.Of }
	return from(v.Page.T("statistics.from.looks", today),
		v.monthly("looks", months), v.daily("lookDays", days),
		v.part("lookFindings", chart.Bars, v.findingRows(found.by(in, of))...),
		v.part("lookPlaces", chart.Bars, v.placeRows(places.by(in, of))...)), nil
}

// looks are sums of look-ups; the error is that of reading them.
type looks []tally.Sum

func (v *visit) looks(sums []tally.Sum, err error) (looks, error) { return sums, err }

// by adds up those that in takes, under the keys of key.
func (l looks) by(in func(tally.Sum) bool, key func(tally.Sum) string) map[string]int64 {
	sums := make(map[string]int64)
	for _, s := range l {
		if in(s) {
			sums[key(s)] += s.Looks + s.SignedIn
		}
	}
	return sums
}

func month(s tally.Sum) string { return s.Day.String()[:len("2026-11")] }

// firstMonth is the first day of the first month that is counted.
func firstMonth(today ocop.Date) ocop.Date {
	first := today.AddDays(1 - today.Day())
	for range lookMonths - 1 {
		first = first.AddDays(-1)
		first = first.AddDays(1 - first.Day())
	}
	return first
}

// monthly is a table of the last twelve months.
func (v *visit) monthly(id string, sums map[string]int64) statisticsPart {
	var rows, short []chart.Datum
	for day := firstMonth(v.Today()); !day.After(v.Today()); day = day.AddDays(1) {
		if day.Day() != 1 {
			continue
		}
		count := sums[day.String()[:len("2026-11")]]
		rows = append(rows, v.datum(fmt.Sprintf("%d/%d", day.Month(), day.Year()), count))
		short = append(short, v.datum(strconv.Itoa(int(day.Month())), count))
	}
	return v.columns(id, rows, short)
}

// daily is a table of the last days.
func (v *visit) daily(id string, sums map[string]int64) statisticsPart {
	var rows, short []chart.Datum
	for n := lookDays - 1; n >= 0; n-- {
		day := v.Today().AddDays(-n)
		rows = append(rows, v.datum(v.Page.Date(day), sums[day.String()]))
		short = append(short, v.datum(strconv.Itoa(day.Day()), sums[day.String()]))
	}
	return v.columns(id, rows, short[lookDays-columnsMost:])
}

// columns is a table with a picture of columns under shorter names.
func (v *visit) columns(id string, rows, short []chart.Datum) statisticsPart {
	p := v.part(id, chart.Columns, short...)
	p.Rows = rows
	return p
}

func (v *visit) findingRows(sums map[string]int64) (rows []chart.Datum) {
	for _, f := range countedFindings {
		rows = append(rows, v.datum(v.Page.T("statistics.finding."+string(f)), sums[string(f)]))
	}
	return rows
}

// placeRows are the provinces that were told, the one told most before the others.
func (v *visit) placeRows(sums map[string]int64) (rows []chart.Datum) {
	codes := slices.Collect(maps.Keys(sums))
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b)) })
	for _, code := range codes {
		rows = append(rows, v.datum(v.stated(console.ProvinceName(code)), sums[code]))
	}
	return rows
}
