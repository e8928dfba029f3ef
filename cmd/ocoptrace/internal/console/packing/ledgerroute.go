package packing

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// ledgerTemplates are those of the pages of ledgerRoutes.
var ledgerTemplates = []string{"batch", "blank", "leftovers"}

// ledgerRoutes registers the pages of what labels are counted by.
func (p *Pages) ledgerRoutes(get, post func(string, http.HandlerFunc)) {
	get("/console/batches/{product}/{lot}", p.signed(showBatch, account.Allowed(account.LabelsPrint)...))
	get("/console/runs/{run}/void", p.signed(confirmVoid, account.Allowed(account.LabelsActivate)...))
	post("/console/runs/{run}/status", p.signed(setStatus, account.Allowed(account.LabelsActivate)...))
	get("/console/blank", p.signed(showBlank, account.Allowed(account.LabelsPrint)...))
	post("/console/blank", p.signed(makeBlank, account.Allowed(account.LabelsPrint)...))
	get("/console/claim", p.signed(newClaim, account.Allowed(account.LabelsActivate)...))
	post("/console/claims", p.signed(stateClaim, account.Allowed(account.LabelsActivate)...))
	get("/console/leftovers", p.signed(showLeftovers, account.Allowed(account.LabelsActivate)...))
	post("/console/leftovers", p.signed(voidLeftovers, account.Allowed(account.LabelsActivate)...))
	get("/console/leftovers/void", p.signed(confirmLeftovers, account.Allowed(account.LabelsActivate)...))
	post("/console/closing", p.signed(setClosing, account.Allowed(account.LabelsActivate)...))

	get("/console/allowances/new", p.signed(newAllowance, account.Allowed(account.LabelsAllow)...))
	post("/console/allowances", p.signed(stateAllowance, account.Allowed(account.LabelsAllow)...))
}
