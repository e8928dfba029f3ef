package inspector

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Limits of what a dossier shows of look-ups and reports.
const (
	maxCounted  = 100_000 // labels whose look-ups are added up
	maxUnusual  = 5       // labels that are shown
	maxReported = 20
)

// lookPart is the history of look-ups of the batch's labels: all together, then
// those that are looked up the least like one pack. It is never a verdict.
func (v *visit) lookPart(s *trace.Scan) (Section, error) {
	p, b := v.Page, s.Batch.Fact
	section := Section{ID: "looks", Title: p.T("console.lookups.title"), None: p.T("inspect.looks.none")}
	ranked, err := v.Lookups.Ranking(v.Ctx(), b.Product, b.Lot, maxCounted)
	if err != nil || len(ranked) == 0 {
		return section, err
	}
	section.Lead = p.T("inspect.looks.lead")
	section.Items = append(section.Items, Item{Facts: v.lookSum(ranked)})
	for _, r := range ranked[:min(maxUnusual, len(ranked))] {
		section.Items = append(section.Items, v.lookItem(r))
	}
	if n := len(ranked) - maxUnusual; n > 0 {
		section.More = p.T("inspect.more", n)
	}
	return section, nil
}

// lookSum adds up the look-ups of labels, at least one.
func (v *visit) lookSum(ranked []tally.Ranked) []console.Shown {
	p, total, unusual := v.Page, int64(0), 0
	first, last := ranked[0].First, ranked[0].Last
	for _, r := range ranked {
		total += r.Total()
		if r.Odds >= tally.Unusual {
			unusual++
		}
		first, last = earlier(first, r.First), later(last, r.Last)
	}
	return v.facts(
		fact{"inspect.looks.labels", p.Number(int64(len(ranked))), ""},
		fact{"inspect.looks.total", p.T("inspect.looks.atLeast", total), ""},
		fact{"inspect.looks.first", p.Time(first), ""},
		fact{"inspect.looks.last", p.Time(last), ""},
		fact{"inspect.looks.unusual", p.Number(int64(unusual)), ""},
	)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// lookItem is the history of a label, and what it would be worth.
func (v *visit) lookItem(r tally.Ranked) Item {
	p, t := v.Page, r.Tally
	odds := p.T("console.lookups.usual")
	if r.Odds >= 2 {
		odds = p.T("console.lookups.odds", int64(math.Floor(r.Odds)))
	}
	var places []string
	for code := range t.Places {
		places = append(places, console.ProvinceName(code))
	}
	slices.Sort(places)
	return Item{Title: r.Code.Groups(), Path: p.To("/x/" + r.Code.String()), Facts: v.facts(
		fact{"inspect.looks.count", p.T("console.lookups.count", t.Total(), ocop.DateOf(t.First), ocop.DateOf(t.Last)), ""},
		fact{"inspect.looks.spread", p.T("console.lookups.days", int64(t.Days)) + ", " + p.T("console.lookups.networks", int64(t.Most)), ""},
		fact{"inspect.looks.places", strings.Join(places, ", "), "vi"},
		fact{"inspect.looks.odds", odds, ""},
	)}
}

// reportPart are the reports of consumers about the batch, newest first. It never
// has a telephone number: who may see that reads the report itself, which is kept
// in the audit trail. What a person wrote is shown to those whose concern the
// producer is.
func (v *visit) reportPart(s *trace.Scan) (Section, error) {
	p, b := v.Page, s.Batch.Fact
	section := Section{ID: "reports", Title: p.T("inspect.reports"), None: p.T("inspect.reports.none")}
	all, more, err := v.Reports.List(v.Ctx(), report.Filter{Product: b.Product, Lot: b.Lot}, "", maxReported)
	if err != nil || len(all) == 0 {
		return section, err
	}
	section.Lead = p.T("inspect.reports.lead")
	for _, r := range all {
		section.Items = append(section.Items, v.reportItem(r))
	}
	if more {
		section.More = p.T("inspect.reports.more", maxReported)
	}
	return section, nil
}

func (v *visit) reportItem(r report.Report) Item {
	p, seen := v.Page, ""
	if province, ok := ocop.ProvinceByCode(r.Seen); ok {
		seen = province.FullName()
	}
	item := Item{Title: p.T("report.kind." + string(r.Kind))}
	text, answer := "", ""
	if v.User.Over(r.Entity, r.Province) {
		text, answer = r.Text, r.Answer
		if slices.Contains(reportReaders, v.User.Role) {
			item.Path = p.To("/console/reports/" + r.Reference)
		}
	}
	item.Facts = v.facts(
		fact{"report.at", p.Time(r.At), ""},
		fact{"inspect.reports.state", p.T("inspect.reports.state." + cmp.Or(string(r.State), string(report.StateNew))), ""},
		fact{"report.label", r.Label, ""},
		fact{"report.seen", seen, "vi"},
		fact{"inspect.text", text, "vi"},
		fact{"report.answer", answer, "vi"},
	)
	return item
}
