package inspector

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

const proposalsPath = "/console/proposals"

// listProposals shows an officer what waits for a decision.
func listProposals(v *visit) error {
	all, err := v.Findings.Proposals(v.Ctx(), v.User.Province, maxListed)
	if err != nil {
		return err
	}
	var open []inspection.Finding
	for _, f := range all {
		if f, err = v.followed(f); err != nil {
			return err
		}
		if f.Open() {
			open = append(open, f)
		}
	}
	b := &findingsBody{}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Findings, err = v.findingRows(open); err != nil {
		return err
	}
	return v.Show("proposals", v.Page.T("inspect.proposals"), b, http.StatusOK)
}

// followed notes that an officer has stopped the batch since a proposal was
// made, if one has: a recall answers a proposal of a hold too.
func (v *visit) followed(f inspection.Finding) (inspection.Finding, error) {
	if !f.Open() {
		return f, nil
	}
	s, err := v.Registry.ScanBatch(v.Ctx(), f.Product, f.Lot)
	if err != nil {
		return f, err
	}
	for _, r := range s.Batch.Recalls {
		stops := r.Fact.Action == f.Proposal || r.Fact.Action == trace.ActionRecall
		if !stops || r.Issued.Before(f.At.Truncate(1e9)) {
			continue
		}
		err := v.Findings.Decide(v.Ctx(), f.ID, inspection.Decision{Statement: r.ID})
		if err != nil && !errors.Is(err, inspection.ErrDone) {
			return f, err
		}
		return v.Findings.Get(v.Ctx(), f.ID)
	}
	return f, nil
}

// refusalForm asks an officer why a proposal is not followed.
func (v *visit) refusalForm(reason string) *console.Form {
	return console.NewForm("", &console.Field{Name: "reason", Label: "inspect.refusal", Hint: v.Page.T("inspect.refusal.hint"), Type: "area", Lang: "vi", Value: reason, Max: 500})
}

func refuse(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	reason := v.Value("reason")
	if reason == "" {
		form := v.refusalForm("")
		form.Blame(v.Page, trace.Problems{{Field: "reason", Key: "required"}})
		return v.findingPage(form)
	}
	err = v.Findings.Decide(v.Ctx(), f.ID, inspection.Decision{By: v.User.Name, Reason: console.ShortenTo(reason, 500)})
	if errors.Is(err, inspection.ErrDone) {
		return web.Status(http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return v.Redirect(findingsPath+"/"+f.ID, url.Values{"done": {"refused"}})
}
