package inspector

import (
	"bytes"
	"errors"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/paper"
	"ocoptrace/trace"
)

// inVietnamese is the visit as one who reads Vietnamese would make it.
func (v *visit) inVietnamese() *visit {
	page, frame, own := *v.Page, *v.Visit, *v
	page.Locale = locale.For(locale.Vietnamese)
	frame.Page, own.Visit = &page, &frame
	return &own
}

// minutes sets a finding on paper, to be signed, in Vietnamese. The file is a
// function of the finding: closing it changes nothing in it.
func (v *visit) minutes(f inspection.Finding) ([]byte, error) {
	v = v.inVietnamese()
	p := v.Page
	batch, err := v.Registry.Batch(v.Ctx(), f.Product, f.Lot)
	if err != nil {
		return nil, err
	}
	about := v.facts(
		fact{"console.field.product", batch.ProductName, "vi"}, fact{"compare.lot", f.Lot, ""},
		fact{"inspect.maker", batch.EntityName, "vi"}, fact{"compare.produced", p.Date(batch.Produced), ""},
	)
	doc := paper.Document{
		Title: p.T("inspect.minutes") + " " + f.ID, Lang: p.Lang(), Created: f.At, Foot: p.T("inspect.minutes") + " " + f.ID,
		PageNo: func(page, of int) string { return p.T("inspect.pageNo", page, of) },
		Blocks: []paper.Block{
			paper.Heading{Level: 1, Text: p.T("inspect.minutes")},
			paper.Paragraph{Text: p.T("inspect.minutes.blank")},
			paper.Heading{Level: 2, Text: p.T("inspect.batch")}, paperFacts(about),
			paper.Heading{Level: 2, Text: p.T("inspect.finding")}, paperFacts(v.findingFacts(f)),
		},
	}
	if f.Proposal != "" {
		asked := v.facts(fact{"inspect.proposal", p.T("inspect.action." + string(f.Proposal)), ""}, fact{"inspect.proposal.reason", f.Reason, ""})
		doc.Blocks = append(doc.Blocks, paper.Heading{Level: 2, Text: p.T("inspect.proposal")}, paperFacts(asked))
	}
	if len(f.Photos) > 0 {
		grid := paper.Grid{Header: []string{p.T("inspect.photos"), "SHA-256"}, Widths: []float64{1, 7}}
		for i, digest := range f.Photos {
			grid.Rows = append(grid.Rows, []string{number(int64(i + 1)), digest})
		}
		doc.Blocks = append(doc.Blocks, grid)
	}
	doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: p.T("inspect.minutes.read"), Note: true},
		paper.Signatures{p.T("inspect.sign.business"), p.T("inspect.sign.witness"), p.T("inspect.sign.inspector")})
	var file bytes.Buffer
	err = paper.Write(v.Ctx(), &file, doc)
	return file.Bytes(), err
}

func paperFacts(shown []console.Shown) (facts paper.Facts) {
	for _, s := range shown {
		facts = append(facts, [2]string{s.Name, s.Text})
	}
	return facts
}

func printMinutes(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	file, err := v.minutesOf(f)
	if err != nil {
		return err
	}
	return v.sendPDF(file, "minutes-"+f.ID+".pdf")
}

// minutesOf are the minutes as they were when the finding was closed, or as they
// are to be signed. Of findings that were closed before files were kept, they are
// set anew.
func (v *visit) minutesOf(f inspection.Finding) ([]byte, error) {
	if f.Closing != nil {
		file, err := v.Findings.Minutes(v.Ctx(), f.ID)
		if !errors.Is(err, inspection.ErrNotFound) {
			return file, err
		}
	}
	return v.minutes(f)
}

// closing is the statement that makes a finding public. It has no persons: the
// name of the business stays in the minutes.
func (v *visit) closing(f inspection.Finding) (*trace.Inspection, error) {
	file, err := v.minutes(f)
	i := &trace.Inspection{
		Product: f.Product, Lot: f.Lot, Run: f.Run, From: f.Label, To: f.Label, Date: f.Day, Authority: f.Authority,
		ProvinceCode: f.ProvinceCode, Place: f.Place, Outcome: f.Outcome, Summary: v.Value("summary"), SummaryEn: v.Value("summaryEn"),
		Sampled: f.Sampled, Minutes: v.Value("minutes"), MinutesDigest: digestOf(file),
	}
	return i, err
}

// closeFinding asks for what is to be public, and shows it.
func closeFinding(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	if f.Closing != nil {
		return v.Redirect(findingsPath+"/"+f.ID, url.Values{})
	}
	i, err := v.closing(f)
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.closeForm(f, i, nil)
	}
	problems, err := v.closeProblems(i)
	if err != nil || len(problems) > 0 {
		return errors.Join(err, v.closeForm(f, i, problems))
	}
	return v.confirmClose(f, i)
}

func (v *visit) closeProblems(i *trace.Inspection) (trace.Problems, error) {
	problems, err := v.Examine(i)
	if i.Minutes == "" {
		problems = append(problems, trace.Problem{Field: "minutes", Key: "required"})
	}
	return problems, err
}

func (v *visit) closeFields(i *trace.Inspection) []*console.Field {
	return []*console.Field{
		{Name: "minutes", Label: "inspect.minutes.number", Type: "text", Value: i.Minutes, Max: 200},
		{Name: "summary", Label: "inspect.summary", Hint: v.Page.T("inspect.summary.hint"), Type: "area", Lang: "vi", Value: i.Summary, Max: 2000, Optional: !i.Adverse()},
		{Name: "summaryEn", Label: "inspect.summaryEn", Type: "area", Lang: "en", Value: i.SummaryEn, Max: 2000, Optional: true},
	}
}

func (v *visit) closeForm(f inspection.Finding, i *trace.Inspection, problems trace.Problems) error {
	fields := v.closeFields(i)
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	b := &console.Question{
		Lead: v.Page.T("inspect.close.lead"), Facts: v.publicFacts(i), Form: console.NewForm("", fields...),
		Action: findingsPath + "/" + f.ID + "/close", Back: v.Page.To(findingsPath + "/" + f.ID),
	}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, v.Page.T("inspect.close"))
}

// publicFacts are what the statement says beside what is asked for.
func (v *visit) publicFacts(i *trace.Inspection) []console.Shown {
	return v.facts(
		fact{"compare.lot", i.Product + ", " + i.Lot, ""},
		fact{"inspect.outcome", v.outcomeText(i.Outcome), ""},
		fact{"inspect.day", v.Page.Date(i.Date), ""},
		fact{"inspect.authority", i.Authority, "vi"},
		fact{"inspect.province", console.ProvinceName(i.ProvinceCode), "vi"},
		fact{"inspect.sampled", v.Page.Number(i.Sampled), ""},
		fact{"inspect.minutes.digest", i.MinutesDigest, ""},
	)
}

func (v *visit) confirmClose(f inspection.Finding, i *trace.Inspection) error {
	b := &console.Confirmation{
		Lead: v.Page.T("console.said"), Button: v.Page.T("inspect.close.button"), Facts: v.publicFacts(i), Form: console.NewForm(""),
		Action: v.Page.To(findingsPath + "/" + f.ID + "/close"),
	}
	query := url.Values{}
	for _, field := range v.closeFields(i) {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(field.Name, field.Value))
		query.Set(field.Name, field.Value)
		if field.Value != "" {
			b.Facts = append(b.Facts, console.Shown{Name: v.Page.T(field.Label), Text: field.Value, Lang: field.Lang})
		}
	}
	b.Back = v.Page.Link(findingsPath+"/"+f.ID+"/close", query)
	return v.Confirm(b, v.Page.T("inspect.close"))
}

// stateClosing states the inspection and notes its statement.
func stateClosing(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	i, err := v.closing(f)
	if err != nil {
		return err
	}
	problems, err := v.closeProblems(i)
	if err != nil {
		return err
	}
	key, err := v.OrderKey()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.State(i); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.closeForm(f, i, problems)
	}
	receipts, err := v.Registry.Stated(v.Ctx(), key, 1)
	if err != nil {
		return err
	}
	file, err := v.minutes(f)
	if err != nil {
		return err
	}
	err = v.Findings.Close(v.Ctx(), f.ID, inspection.Closing{By: v.User.Name, Minutes: i.Minutes, Digest: i.MinutesDigest, Statement: receipts[0].ID}, file)
	if err != nil && !errors.Is(err, inspection.ErrDone) {
		return err
	}
	return v.Redirect(findingsPath+"/"+f.ID, url.Values{"done": {"inspected"}})
}
