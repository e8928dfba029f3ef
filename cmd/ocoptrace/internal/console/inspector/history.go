package inspector

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// diaryPart is the production diary, newest entry first.
func (v *visit) diaryPart(s *trace.Scan) (Section, error) {
	p, b := v.Page, s.Batch
	section := Section{ID: "diary", Title: p.T("inspect.diary"), None: p.T("inspect.diary.none")}
	for _, d := range b.Diary.Shown {
		item := Item{Title: v.codeText(ocop.DiaryActivities(), d.Fact.Activity), Facts: v.facts(
			fact{"inspect.day", p.Date(d.Fact.Date), ""},
			fact{"inspect.text", d.Fact.Text, "vi"},
		)}
		if len(d.Fact.Photos) > 0 {
			item.Facts = append(item.Facts, v.facts(fact{"inspect.photos", p.Number(int64(len(d.Fact.Photos))), ""})...)
		}
		if b.ReplacedBy(d.ID) != "" {
			item.Facts = append(item.Facts, v.facts(fact{"inspect.document.state", p.T("inspect.replaced"), ""})...)
		}
		section.Items = append(section.Items, item.logged(d.Evidence))
	}
	section.More = v.moreText(b.Diary.More)
	return section, nil
}

// moreText says that some are not shown; "" for none.
func (v *visit) moreText(n int) string {
	if n == 0 {
		return ""
	}
	return v.Page.T("inspect.more", n)
}

// recallPart are holds, recalls and their ends, newest first.
func (v *visit) recallPart(s *trace.Scan) (Section, error) {
	p := v.Page
	section := Section{ID: "recalls", Title: p.T("inspect.recalls"), None: p.T("inspect.recalls.none")}
	for _, r := range s.Batch.Recalls {
		section.Items = append(section.Items, Item{Title: p.T("inspect.action." + string(r.Fact.Action)), Facts: v.facts(
			fact{"inspect.day", p.Date(r.Fact.Date), ""},
			fact{"inspect.reason", r.Fact.Reason, "vi"},
			fact{"inspect.instruction", r.Fact.Instruction, "vi"},
			fact{"console.field.contact", r.Fact.Contact, "vi"},
		)}.logged(r.Evidence))
	}
	return section, nil
}

// inspectionPart are inspections that were closed, newest first.
func (v *visit) inspectionPart(s *trace.Scan) (Section, error) {
	p := v.Page
	section := Section{ID: "inspections", Title: p.T("inspect.inspections"), None: p.T("inspect.inspections.none")}
	for _, i := range s.Batch.Inspections.Shown {
		f := i.Fact
		item := Item{Title: v.outcomeText(f.Outcome), Facts: v.facts(
			fact{"inspect.day", p.Date(f.Date), ""},
			fact{"inspect.authority", f.Authority, "vi"},
			fact{"inspect.where", v.codeText(ocop.InspectionPlaces(), f.Place) + ", " + console.ProvinceName(f.ProvinceCode), ""},
			fact{"inspect.text", f.Summary, "vi"},
			fact{"inspect.sampled", p.Number(f.Sampled), ""},
			fact{"inspect.minutes.number", f.Minutes, ""},
			fact{"inspect.minutes.digest", f.MinutesDigest, ""},
		)}
		if f.Run != "" {
			item.Facts = append(item.Facts, v.facts(fact{"inspect.run.labels", console.SpanText(p, f.From, f.To) + ", " + f.Run, ""})...)
		}
		section.Items = append(section.Items, item.logged(i.Evidence))
	}
	section.More = v.moreText(s.Batch.Inspections.More)
	return section, nil
}

// outcomeText is what an inspection found, in words.
func (v *visit) outcomeText(code string) string {
	o, known := ocop.OutcomeByCode(code)
	if !known {
		return code
	}
	return v.Page.Pick(o.Name, o.NameEn).Text
}
