package inspector

import (
	"errors"
	"net/http"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace/ocop"
)

const (
	findingsPath = "/console/findings"
	maxListed    = 50
)

// findingsBody is a list of findings.
type findingsBody struct {
	console.Common
	Findings []findingRow
	Next     string // link to older ones; "" for none
}

// findingRow is a finding in a list.
type findingRow struct {
	inspection.Finding
	Name    string // of the product
	Outcome string
	Where   string
	Path    string
	Adverse bool
}

func listFindings(v *visit) error {
	all, more, err := v.Findings.Latest(v.Ctx(), v.User.Province, v.Value("after"), maxListed)
	if errors.Is(err, inspection.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	b := &findingsBody{}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Findings, err = v.findingRows(all); err != nil {
		return err
	}
	if more {
		b.Next = v.Page.Link(findingsPath, map[string][]string{"after": {all[len(all)-1].ID}})
	}
	return v.Show("findings", v.Page.T("inspect.findings"), b, http.StatusOK)
}

func (v *visit) findingRows(all []inspection.Finding) (rows []findingRow, err error) {
	for _, f := range all {
		p, err := v.Registry.Product(v.Ctx(), f.Product)
		if err != nil {
			return nil, err
		}
		o, _ := ocop.OutcomeByCode(f.Outcome)
		rows = append(rows, findingRow{
			Finding: f, Name: p.Name, Outcome: v.outcomeText(f.Outcome), Adverse: o.Adverse,
			Where: f.Business + ", " + console.ProvinceName(f.ProvinceCode), Path: v.Page.To(findingsPath + "/" + f.ID),
		})
	}
	return rows, err
}

// finding is the one that the path names, if it is the user's concern.
func (v *visit) finding() (inspection.Finding, error) {
	f, err := v.Findings.Get(v.Ctx(), v.Variable("finding"))
	if errors.Is(err, inspection.ErrNotFound) || err == nil && v.User.Province != "" && f.ProvinceCode != v.User.Province {
		return f, web.Status(http.StatusNotFound)
	}
	return f, err
}

// findingPage is the page of a finding.
type findingPage struct {
	console.Common
	Finding inspection.Finding
	Name    string
	Facts   []console.Shown
	Asked   []console.Shown // the proposal and its answer
	Public  []console.Shown // how it was closed
	Photos  []console.Shown // Name is the path, Text says what it is
	Minutes string          // link to the PDF
	Signed  string          // what the device signed; "" where none did
	Dossier string
	Close   string // link; "" where it cannot be
	Refuse  string // where a refusal is sent; "" where it cannot be
	Order   string // link by which an officer follows the proposal
	Record  string // path of the statement
	Form    *console.Form
}

func showFinding(v *visit) error { return v.findingPage(nil) }

// findingPage shows a finding; refusal is the officer's form where it has
// problems.
func (v *visit) findingPage(refusal *console.Form) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	if f, err = v.followed(f); err != nil {
		return err
	}
	p, err := v.Registry.Product(v.Ctx(), f.Product)
	if err != nil {
		return err
	}
	path := findingsPath + "/" + f.ID
	b := &findingPage{
		Finding: f, Name: p.Name, Facts: v.findingFacts(f), Asked: v.askedFacts(f), Public: v.closedFacts(f),
		Minutes: v.Page.To(path + "/minutes.pdf"), Dossier: v.Page.To(dossierPath(f.Product, f.Lot)),
	}
	if f.Sent != nil {
		b.Signed = v.Page.T("inspect.signed", f.Device, len(f.Photos))
	}
	for i := range f.Photos {
		b.Photos = append(b.Photos, console.Shown{Name: path + "/photos/" + strconv.Itoa(i+1), Text: v.Page.T("inspect.photo.alt", i+1)})
	}
	if err := v.actions(b, path, refusal); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	v.Page.Sample = p.Sample
	status := http.StatusOK
	if refusal != nil {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("finding", v.Page.T("inspect.finding"), b, status)
}

// actions are what the user can do with a finding.
func (v *visit) actions(b *findingPage, path string, refusal *console.Form) error {
	f := b.Finding
	if f.Closing != nil {
		b.Record = v.Page.To(recordPath(f.Closing.Statement))
	} else if v.User.May(account.Inspect) {
		b.Close = v.Page.To(path + "/close")
	}
	if !f.Open() || !v.User.May(account.Recall) {
		return nil
	}
	b.Refuse = v.Page.To(path + "/refusal")
	b.Order = v.Page.Link("/console/recalls/new", map[string][]string{"product": {f.Product}, "lot": {f.Lot}, "action": {string(f.Proposal)}})
	if b.Form = refusal; refusal == nil {
		b.Form = v.refusalForm("")
	}
	return nil
}

func (v *visit) findingFacts(f inspection.Finding) []console.Shown {
	p, label, device := v.Page, "", ""
	if f.Run != "" {
		label = p.T("console.span.one", f.Label) + ", " + f.Run
	}
	if !f.DeviceAt.IsZero() {
		device = p.Time(f.DeviceAt)
	}
	return v.facts(
		fact{"inspect.outcome", v.outcomeText(f.Outcome), ""},
		fact{"inspect.text", f.Text, "vi"},
		fact{"inspect.run.labels", label, ""},
		fact{"inspect.day", p.Date(f.Day), ""},
		fact{"inspect.place", v.codeText(ocop.InspectionPlaces(), f.Place), ""},
		fact{"inspect.business", f.Business, "vi"},
		fact{"inspect.province", console.ProvinceName(f.ProvinceCode), "vi"},
		fact{"inspect.packs", p.Number(f.Packs), ""},
		fact{"inspect.sampled", p.Number(f.Sampled), ""},
		fact{"inspect.level", v.planText(f), ""},
		fact{"inspect.taken", f.Taken, "vi"},
		fact{"inspect.authority", f.Authority, "vi"},
		fact{"inspect.by", f.By, ""},
		fact{"inspect.got", p.Time(f.At), ""},
		fact{"inspect.deviceTime", device, ""},
	)
}

func (v *visit) askedFacts(f inspection.Finding) []console.Shown {
	if f.Proposal == "" {
		return nil
	}
	facts := v.facts(fact{"inspect.proposal", v.Page.T("inspect.action." + string(f.Proposal)), ""}, fact{"inspect.proposal.reason", f.Reason, "vi"})
	switch d := f.Decision; {
	case d == nil:
		return append(facts, v.facts(fact{"inspect.answer", v.Page.T("inspect.answer.none"), ""})...)
	case d.Statement != "":
		return append(facts, v.facts(fact{"inspect.answer", v.Page.T("inspect.answer.followed", d.At), ""})...)
	default:
		return append(facts, v.facts(fact{"inspect.answer", v.Page.T("inspect.answer.refused", d.At, d.By), ""}, fact{"inspect.reason", d.Reason, "vi"})...)
	}
}

func (v *visit) closedFacts(f inspection.Finding) []console.Shown {
	c := f.Closing
	if c == nil {
		return nil
	}
	return v.facts(fact{"inspect.closed", v.Page.Time(c.At), ""}, fact{"inspect.minutes.number", c.Minutes, ""}, fact{"inspect.minutes.digest", c.Digest, ""})
}

// showPhoto answers with a photo of a finding.
func showPhoto(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.Variable("photo"))
	if err != nil || n < 1 || n > len(f.Photos) {
		return web.Status(http.StatusNotFound)
	}
	jpeg, err := v.Photos.Get(v.Ctx(), f.Photos[n-1], 640)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "image/jpeg")
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	v.W.Header().Set("Cache-Control", "private, max-age=3600")
	_, err = v.W.Write(jpeg)
	return err
}
